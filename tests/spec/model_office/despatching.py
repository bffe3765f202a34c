"""A force of three towns on one road, for specs of units: what happens to the jobs of a small table.

Mill, Ford and Hill are 12 km apart. A unit takes 6 minutes within its town, 21 to the next and 36 to the one beyond.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from tests.property.model_office_flows import PlainEngine, flow_of, rows_of, same

from forcesight.model_office.flow import OUTCOMES, Record
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import (
    Area,
    Duration,
    Job,
    Office,
    ShiftPattern,
    Team,
    Travel,
    Units,
    UnitWork,
)
from forcesight.model_office.units import UnitHours, UnitsReference, plan_units, run_units


JOBS = (Job(id="grade 1"), Job(id="grade 2"), Job(id="visit"))
TOWNS = (Area(id="Mill"), Area(id="Ford", x_km=12), Area(id="Hill", x_km=24))
ROAD = Travel(start_minutes=6, km_per_hour=48)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HALF_AN_HOUR = Duration(family="constant", mean=30)
WORK = (
    UnitWork(job="grade 1", priority=1, scene=HALF_AN_HOUR),
    UnitWork(job="grade 2", priority=2, scene=HALF_AN_HOUR),
    UnitWork(job="visit", priority=3, scene=Duration(family="constant", mean=60)),
)


def minutes(number: float) -> Duration:
    """Always the same time."""
    return Duration(family="constant", mean=number)


def team(area: str, units: int = 1, **more: Any) -> Team:
    """A team of a town that serves everything."""
    return Team(**{"id": f"{area} team", "area": area, "units": units, "serves": tuple(j.id for j in JOBS)} | more)


def work(job: str, **more: Any) -> tuple[UnitWork, ...]:
    """The usual work, with one kind of job dealt with otherwise."""
    return tuple(replace(each, **more) if each.job == job else each for each in WORK)


def station(*teams: Team, **more: Any) -> Units:
    """A station of some teams."""
    return Units(**{"id": "response", "teams": teams, "work": WORK} | more)


def office(units: Units, patterns: tuple[ShiftPattern, ...] = ()) -> Office:
    """The force, for one week."""
    return Office(
        id="force",
        name="Force",
        starts=date(2026, 1, 5),
        weeks=1,
        jobs=JOBS,
        demand=(),
        stations=(units,),
        areas=TOWNS,
        travel=ROAD,
        patterns=patterns,
    )


def run(
    units: Units, jobs: list[dict[str, Any]], patterns: tuple[ShiftPattern, ...] = (), seed: int = 1
) -> tuple[Record, UnitHours]:
    """What became of jobs that arrive at clock times; the plain reference must say the same."""
    force = office(units, patterns)
    codes = Codes.of(force)
    arriving = [(clock(j["arrives"]), n, codes.jobs[j["job"]], codes.areas[j["area"]]) for n, j in enumerate(jobs)]
    engine = PlainEngine(force, seed)
    reference = UnitsReference(units, force, codes, seed, engine)
    engine.stations["response"] = reference
    engine.run({"response": arriving})
    record, hours = run_units(plan_units(units, force, codes), flow_of(arriving), seed)
    ours, theirs = rows_of(record), engine.rows("response")
    assert same(sorted(ours, key=lambda r: (r.entity, r.helper)), sorted(theirs, key=lambda r: (r.entity, r.helper)))
    assert all(np.array_equal(a, b) for a, b in zip(hours, reference.hours(), strict=True))
    return record, hours


def despatched(
    units: Units, jobs: list[dict[str, Any]], patterns: tuple[ShiftPattern, ...] = (), seed: int = 1
) -> list[dict[str, Any]]:
    """The same jobs, told as their table tells them: the columns that it has, filled from the run."""
    record, _ = run(units, jobs, patterns, seed)
    return [_told(record, row, jobs[row]) for row in range(len(jobs))]


def _told(record: Record, row: int, job: dict[str, Any]) -> dict[str, Any]:
    unit = int(record.server[row])
    found = {
        "unit": unit if unit >= 0 else None,
        "sent": told(record.assigned[row]),
        "there": told(record.began[row]),
        "free": told(record.left[row]),
        "ends as": JOBS[record.kind[row]].id,
        "outcome": OUTCOMES[record.outcome[row]],
    }
    return {name: found.get(name, value) for name, value in job.items()}


def clock(text: str) -> float:
    """Minutes of `Tue 07:30`; without a day it is Monday."""
    day, _, time = text.rpartition(" ")
    hours, minute = time.split(":")
    return DAYS.index(day or "Mon") * 1440 + int(hours) * 60.0 + float(minute)


def told(time: float) -> str | None:
    """A time as clocks tell it."""
    if np.isnan(time):
        return None
    day, minute = divmod(round(float(time)), 1440)
    return f"{DAYS[day] + ' ' if day else ''}{minute // 60:02}:{minute % 60:02}"
