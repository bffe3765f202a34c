"""A prediction: what an experiment expected of each output, with the option that was chosen and without it.

It is written when somebody acts on an experiment, and never changed: the runs that it rests on, the office that was
run and the months for which it holds are said beside it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime

from forcesight.measures.interval import Interval
from forcesight.measures.series import next_month
from forcesight.model_office.experiments.pairing import paired
from forcesight.model_office.experiments.replication import Values, known, mean_interval
from forcesight.model_office.results.output import Output


@dataclass(frozen=True, slots=True)
class Expected:
    """What the runs of one option say of an output: their mean with its interval, and how far single runs differ.

    `deviation` is the standard deviation between runs; NaN from fewer than two.
    """

    mean: Interval
    deviation: float

    @property
    def runs(self) -> int:
        """How many runs have a value."""
        return int(self.mean.n)


@dataclass(frozen=True, slots=True)
class Predicted:
    """One output: with the option, without it (the baseline), and the effect, which is option minus baseline.

    `measure` is the catalogue's measure of the same thing; empty where nothing measures it.
    """

    output: Output
    option: Expected
    baseline: Expected
    effect: Interval
    measure: str = ""

    @property
    def assumed(self) -> bool:
        """Whether it is demand, which an experiment assumes rather than predicts."""
        return self.output.id.endswith(".came")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What an experiment that was acted on predicted for some months.

    `weeks` is how many weeks each run counts; `first_month` and `last_month` are the first days of the months for which
    it holds, of the area that the office stands for. `fingerprint` and `version` say exactly what was run.
    """

    id: str
    office: str
    experiment: str
    option: str
    author: str
    reason: str
    made_at: datetime
    acted_on: date
    first_month: date
    last_month: date
    area_level: str
    area_code: str
    weeks: float
    fingerprint: str
    version: str
    outputs: tuple[Predicted, ...]


def first_whole_month(acted_on: date) -> date:
    """The first day of the first month that lies wholly after a change: the earliest that a prediction can be for."""
    return acted_on if acted_on.day == 1 else next_month(acted_on)


def predicted(output: Output, baseline: Values, option: Values, measure: str = "") -> Predicted:
    """What paired runs predict of an output: a value for each run of each, shape (runs,), NaN where it has none."""
    return Predicted(output, _expected(option), _expected(baseline), paired(baseline, option).interval, measure)


def _expected(values: Values) -> Expected:
    given = known(values)
    return Expected(mean_interval(values), float(given.std(ddof=1)) if len(given) > 1 else math.nan)
