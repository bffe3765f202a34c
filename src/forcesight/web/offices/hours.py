"""What each hour of the week is like at each station with each option, over a few runs, as the site keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office import experiments as engine
from forcesight.model_office.engine import run
from forcesight.model_office.experiments.replication import t_quantile
from forcesight.model_office.office.description import Caseload, Desk, Office, Station, Units
from forcesight.model_office.results import Figure, figures
from forcesight.model_office.results.course import Course, course
from forcesight.web.offices.kept import known


RUNS = 5
"""So many runs of each option, each of many weeks: enough for an interval, and the same seeds for all options."""
OPTIONS = 12
"""So many options, the baseline among them, are laid out: of a hundred nobody looks at each."""
HOURS = 168
DIGITS = 5
SERIES = Course._fields
VARYING = ("waiting", "busy")
"""The series that are told with how far their 95 % interval reaches to each side."""
Week = NDArray[np.float64]


class HoursOfWeek:
    """Runs options as `Plans` does, and keeps the hours of the week of each option's first runs as they pass."""

    def __init__(self, asked: engine.Experiment, plans: engine.Plans) -> None:
        self._asked, self._plans = asked, plans
        self._runs, self._shown = min(RUNS, asked.runs), asked.changed[:OPTIONS]
        self._weeks: dict[tuple[int, int], dict[str, Week]] = {}

    def __call__(self, option: int, seed: int) -> list[Figure]:
        """Run one option for one seed: its figures."""
        its, number = run(self._plans.offices[option], seed), seed - self._asked.seed
        if option < len(self._shown) and number < self._runs:
            self._weeks[option, number] = {each.id: _hourly(course(its, each.id)) for each in its.office.stations}
        return figures(its)

    def told(self) -> dict[str, Any]:
        """The stations in their own words; and by option and station, the means of each hour of the week."""
        stations, level = self._asked.office.stations, self._asked.level
        return {
            "runs": self._runs,
            "stations": [{"id": each.id, "name": each.name or each.id, **_words(each)} for each in stations],
            "options": {
                changed.id: _over_runs(changed.office, [self._weeks[place, n] for n in range(self._runs)], level)
                for place, changed in enumerate(self._shown)
            },
        }


def _hourly(week: Course) -> Week:
    """Two half hours make an hour: what came is a sum, what is there at a moment a mean."""
    halves = np.asarray(week).reshape(len(SERIES), HOURS, 2)
    return np.stack([half.sum(axis=1) if name == "came" else half.mean(axis=1)
                     for name, half in zip(SERIES, halves, strict=True)])  # fmt: skip


def _over_runs(office: Office, found: list[dict[str, Week]], level: float) -> dict[str, dict[str, Any]]:
    return {each.id: _mean([its[each.id] for its in found], level) for each in office.stations}


def _mean(runs: list[Week], level: float) -> dict[str, list[float | None]]:
    every = np.stack(runs)
    told = dict(zip(SERIES, map(_told, every.mean(axis=0)), strict=True))
    reach = t_quantile(len(runs) - 1, level) / len(runs) ** 0.5 * every.std(axis=0, ddof=1)
    return {**told, **{f"{name}_reach": _told(reach[SERIES.index(name)]) for name in VARYING}}


def _told(values: Iterable[float]) -> list[float | None]:
    """A picture needs no more digits than an eye can tell."""
    return known(float(f"{value:.{DIGITS}g}") for value in values)


def _words(station: Station) -> dict[str, str]:
    """What is counted at a station, in its own words."""
    if isinstance(station, Units):
        return {"busy": "Units on a job", "there": "Units on duty"}
    if isinstance(station, Caseload):
        return {"busy": "Cases being worked on", "there": "People"}
    if isinstance(station, Desk):
        return {"busy": "Jobs in hand", "there": "Jobs that those on duty can have in hand"}
    return {"busy": "Jobs that pass", "there": ""}
