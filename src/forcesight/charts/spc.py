"""What a statistical process control chart is given. XmR, p′, u′, rare-event and year-on-year charts are all one shape.

Which points are special causes, where the limits lie and where they were set again is decided by the measure; the
chart draws it. Conventions: NHS "Making Data Count" (as coded in NHSRplotthedots), with shapes beside colours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from forcesight.charts.palette import SIGNS
from forcesight.charts.periods import STEPS
from forcesight.charts.picture import Chart
from forcesight.charts.words import places, places_of_lines


STATUSES = ("ok", "missing", "partial", "filling")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpcPoint:
    """One period and what the measure says of it.

    period:      its first day (for rare-event charts, the day of the event)
    value:       as charted, in the chart's unit; None is not known, and is drawn as a gap, never as zero
    kind:        common, improvement, concern, neutral_high, neutral_low or no_claim
    centre, lower, upper, near_lower, near_upper: the lines at this period; they may step or vary, None draws none
    published, low, high, numerator, denominator: shown in the table when given; `published` is the figure before
                 adjustment, `low` and `high` the ends of its interval
    status:      ok, missing, partial (the period is not over) or filling (late records are still coming in)
    note:        why it is special, or who wrote about it: "outside the upper limit"
    mark:        a word or two above the point that lead to what a person wrote: "note 1"
    """

    period: date
    value: float | None
    kind: str = "common"
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None
    published: float | None = None
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    status: str = "ok"
    note: str = ""
    mark: str = ""

    def __post_init__(self) -> None:
        if self.kind not in SIGNS:
            raise ValueError(f"a point's kind is one of {', '.join(SIGNS)}; got {self.kind!r}.")
        if self.status not in STATUSES:
            raise ValueError(f"a point's status is one of {', '.join(STATUSES)}; got {self.status!r}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpcSegment:
    """A stretch of the chart with its own limits, from `start` to the next segment's start.

    trial:   too few points for firm limits; they are drawn dotted and labelled "trial limits"
    rebased: limits were set again here by a person's decision; a line marks it
    reason:  why, for the description and the table ("new recording rules")
    """

    start: date
    trial: bool = False
    rebased: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpcChart(Chart):
    """A series with its centre and limits; points in order of time.

    step:      month, quarter, year, week, day or event (one slot a point, whatever the dates)
    from_zero: start the value axis at zero (right for counts and rates); an axis that does not is labelled
    decimals:  of printed values; worked out from the values when None
    """

    points: tuple[SpcPoint, ...]
    segments: tuple[SpcSegment, ...] = ()
    step: str = "month"
    value_label: str = "Value"
    centre_label: str = "Mean"
    published_label: str = "As recorded"
    interval_label: str = "95% interval"
    numerator_label: str = "Numerator"
    denominator_label: str = "Denominator"
    target: float | None = None
    target_label: str = "Target"
    from_zero: bool = True
    decimals: int | None = None
    places: int = field(init=False)
    line_places: int = field(init=False)

    def __post_init__(self) -> None:
        super(SpcChart, self).__post_init__()
        if not self.points:
            raise ValueError(
                f"chart {self.id!r} has no points; say on the page that there is no data instead of drawing it."
            )
        if self.step not in STEPS:
            raise ValueError(f"a chart's step is one of {', '.join(STEPS)}; got {self.step!r}.")
        days = [point.period for point in self.points]
        if self.step != "event" and any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError(f"the points of chart {self.id!r} must be in order of time, one a {self.step}.")
        object.__setattr__(self, "places", places(self.decimals, (point.value for point in self.points)))
        centres = (point.centre for point in self.points)
        object.__setattr__(self, "line_places", places_of_lines(self.places, centres))
