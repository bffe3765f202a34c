"""What a calibration found: each number of an office with its interval and its basis, and what stays unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from forcesight.measures.interval import Interval
from forcesight.model_office.calibration.arrivals import Arrivals
from forcesight.model_office.calibration.fitted_time import FittedTime
from forcesight.model_office.calibration.parameter import Parameter
from forcesight.model_office.calibration.patience import Patience
from forcesight.model_office.calibration.routing import Split
from forcesight.model_office.calibration.service import Differences
from forcesight.model_office.calibration.shrinkage import Shrinkage
from forcesight.model_office.calibration.travel import FittedTravel
from forcesight.model_office.office.description import ByHour, Demand, DeskWork, Duration


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that an office needs and this log cannot identify: what, why, and what would help."""

    what: str
    why: str
    instead: str


@dataclass(frozen=True)
class Calibration:
    """All that was found in a log between two dates (`until` is included), each by its name."""

    source: str
    since: date
    until: date
    arrivals: Mapping[str, Arrivals] = field(default_factory=dict)
    times: Mapping[str, FittedTime] = field(default_factory=dict)
    patience: Mapping[str, Patience] = field(default_factory=dict)
    splits: Mapping[str, Split] = field(default_factory=dict)
    differences: Mapping[str, Differences] = field(default_factory=dict)
    shrinkage: Mapping[str, Shrinkage] = field(default_factory=dict)
    shares: Mapping[str, Interval] = field(default_factory=dict)
    staff: Mapping[str, ByHour] = field(default_factory=dict)
    travel: FittedTravel | None = None
    unknown: tuple[Unknown, ...] = ()

    def duration(self, name: str) -> Duration:
        """A time as an office describes it. Raises KeyError where the log had none of that name."""
        return self.times[name].duration

    def demand(self, name: str, *, job: str, to: str) -> Demand:
        """Arrivals as an office describes them."""
        return self.arrivals[name].demand(name, job=job, to=to)

    def desk_work(self, name: str, *, job: str, priority: int = 1) -> DeskWork:
        """How a desk handles one class: its handling time, and its patience where the log knows of any."""
        patience = self.patience.get(name)
        waits = patience.duration if patience else Duration(family="never")
        return DeskWork(job=job, service=self.duration(f"{name}: handling"), priority=priority, patience=waits)

    def parameters(self) -> tuple[Parameter, ...]:
        """Every number with its interval, in the order in which they were found."""
        found: list[Parameter] = []
        for name, arrivals in self.arrivals.items():
            found.append(Parameter(f"{name}: arrivals", "a week", arrivals.per_week))
        for time in self.times.values():
            found += time.parameters
        for name, patience in self.patience.items():
            found.append(Parameter(f"{name}: patience, mean if exponential", "minutes", patience.mean))
        found += _of_splits(self.splits.values())
        for name, shrinkage in self.shrinkage.items():
            found.append(Parameter(f"{name}: shrinkage", "share", shrinkage.all))
        found += [Parameter(name, "share", share) for name, share in self.shares.items()]
        found += _of_travel(self.travel)
        return tuple(found)


def _of_travel(travel: FittedTravel | None) -> list[Parameter]:
    """Start, speed and spread, where the log could tell them without a warning."""
    if travel is None or travel.words or not (travel.start and travel.speed and travel.spread):
        return []
    return [
        Parameter("travel: start", "minutes", travel.start),
        Parameter("travel: speed", "km/h", travel.speed),
        Parameter("travel: cv of the spread", "", travel.spread),
    ]


def _of_splits(splits: Iterable[Split]) -> list[Parameter]:
    return [Parameter(f"{split.of}: {way}", "share", share) for split in splits for way, share in split.shares.items()]
