"""What each hour of the week is like at each station with each option, over a few runs, as the site keeps it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office import experiments as engine
from forcesight.model_office.engine import run
from forcesight.model_office.experiments.replication import t_quantile
from forcesight.model_office.office.description import Caseload, Desk, Office, Station, Units
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
Progress = Callable[[int, int, str], None]
Week = NDArray[np.float64]


def hours_of_week(asked: engine.Experiment, plans: engine.Plans, progress: Progress) -> dict[str, Any]:
    """The stations in their own words; and by option and station, the means of each hour of the week."""
    runs, shown = min(RUNS, asked.runs), asked.changed[:OPTIONS]
    jobs = list(product(range(len(shown)), range(runs)))
    found: list[dict[str, Week]] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            for its in pool.map(lambda job: _of_run(plans, job[0], asked.seed + job[1]), jobs):
                found.append(its)
                progress(len(found), len(jobs), "Laying out the hours of the week")
        finally:
            pool.shutdown(cancel_futures=True)
    return {
        "runs": runs,
        "stations": [{"id": each.id, "name": each.name or each.id, **_words(each)} for each in asked.office.stations],
        "options": {
            changed.id: _over_runs(changed.office, found[place * runs : (place + 1) * runs], asked.level)
            for place, changed in enumerate(shown)
        },
    }


def _of_run(plans: engine.Plans, option: int, seed: int) -> dict[str, Week]:
    """By station, the series by hour of one run, shape (4, 168)."""
    its = run(plans.offices[option], seed)
    return {each.id: _hourly(course(its, each.id)) for each in its.office.stations}


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
