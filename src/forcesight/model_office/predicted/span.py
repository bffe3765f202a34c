"""Between which figures a span of real weeks should lie, if the model is right: Student's prediction interval.

An interval of the mean would be wrong here: with enough runs it is as narrow as one likes, and no real month would ever
lie inside it. What is wanted is the range of one more run, as long as the span that has been seen:

    mean ± t(runs − 1) · s · √(w + 1 / runs),  w = max(1, weeks of a run / weeks of the span)

Source: Hahn and Meeker, "Statistical intervals", 4.8 (prediction interval for one future mean).
Assumptions: single runs are nearly normal; weeks within a run are nearly independent, so that a shorter span varies
more in proportion. A longer span is not credited with less variation, since what changes from month to month is not
modelled. The range holds for the demand and the staff that the experiment assumed.
"""

from __future__ import annotations

import math

from forcesight.measures.interval import Interval
from forcesight.model_office.experiments.replication import t_quantile
from forcesight.model_office.predicted.prediction import Expected


METHOD = "range of one more run (Student's prediction interval)"


def range_for_span(expected: Expected, weeks_run: float, weeks_seen: float, level: float = 0.95) -> Interval | None:
    """The range for a span of `weeks_seen` weeks, where each run counts `weeks_run`; None from fewer than two runs."""
    if expected.runs < 2:
        return None
    shorter = max(1.0, weeks_run / weeks_seen)
    reach = t_quantile(expected.runs - 1, level) * expected.deviation * math.sqrt(shorter + 1 / expected.runs)
    mean = expected.mean.estimate
    return Interval(mean, mean - reach, mean + reach, expected.runs, METHOD, level)
