"""The figures of units: how long jobs wait and how soon somebody is there, and what it costs each function in hours.

Hours are those of officers: a unit's, times its crew. They are of all weeks of the run, the warm-up included.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.engine import Run
from forcesight.model_office.flow import Record
from forcesight.model_office.office.description import Units, UnitWork
from forcesight.model_office.results.output import Better, Figure
from forcesight.model_office.results.output import Unit as UnitOfMeasure
from forcesight.model_office.results.tally import Tally, tally
from forcesight.model_office.results.waits import Subject, job_name, output, share, spans, timed
from forcesight.model_office.results.window import counted_weeks, warm_up
from forcesight.model_office.units import UnitHours


def unit_figures(run: Run, station: Units) -> Iterator[Figure]:
    """The figures of each job that units go to, then of each function that the units belong to."""
    served = run.stations[station.id]
    homes = np.repeat([run.plan.codes.areas[team.area] for team in station.teams], [t.units for t in station.teams])
    limits = np.full(len(run.office.jobs), math.inf)
    for work in station.work:
        if work.within_minutes is not None:
            limits[run.plan.codes.jobs[work.job]] = work.within_minutes
    found = tally(served.record, len(limits), warm_up(run.office), limits, homes.astype(np.int64))
    for work in station.work:
        yield from _of_job(run, station, work, served.record, found)
    for function in functions(station):
        yield from _of_function(run, station, function, served.hours)


def functions(station: Units) -> tuple[str, ...]:
    """The functions of a station's teams, in the order of the office; a team without one is of the station's."""
    return tuple(dict.fromkeys(team.function or station.id for team in station.teams))


def _of_job(run: Run, station: Units, work: UnitWork, record: Record, found: Tally) -> Iterator[Figure]:
    kind = run.plan.codes.jobs[work.job]
    name = job_name(run, work.job)
    serving = next((team.function for team in station.teams if work.job in team.serves), "")
    of = Subject(station.id, station.name or station.id, serving or station.id)
    came, began = int(found.came[kind]), int(found.began[kind])
    weekly = came / counted_weeks(run.office)
    yield Figure(output(of, "came", "jobs that came", "jobs a week", "neutral", name), weekly, came)
    waits, responses = spans(record, kind, warm_up(run.office))
    yield from timed(of, name, "wait", "wait until a unit is sent", "minutes", waits)
    yield from timed(of, name, "response", "time until a unit is there", "minutes", responses)
    if work.within_minutes is not None:
        words = f"attended within {work.within_minutes:g} minutes"
        within = output(of, "within", words, "%", "higher", name, standard=work.standard)
        yield Figure(within, share(found.within[kind], came), came)
    own = output(of, "own_area", "attended by a unit of the job's own area", "%", "higher", name)
    yield Figure(own, share(found.own_area[kind], began), began)
    yield Figure(output(of, "open", "jobs that wait at the end", "jobs", "lower", name), float(found.open[kind]), came)


def _of_function(run: Run, station: Units, function: str, hours: UnitHours) -> Iterator[Figure]:
    """What a function's officers did with their time."""
    teams = [team for team in station.teams for _ in range(team.units)]
    mine = np.array([(team.function or station.id) == function for team in teams])
    crew = np.array([team.crew for team in teams], dtype=np.float64)
    of, weeks = Subject(station.id, f"{station.name or station.id}, {function}", function), float(run.office.weeks)
    n = int(mine.sum())

    def weekly(minutes: NDArray[np.float64]) -> float:
        return float((minutes * crew)[mine].sum()) / 60 / weeks

    def told(what: str, words: str, unit: UnitOfMeasure, better: Better, value: float, over: int = n) -> Figure:
        return Figure(output(of, f"{function}.{what}", words, unit, better), value, over)

    busy = hours.travel + hours.scene + hours.custody
    taken, missed = int(hours.rests_taken[mine].sum()), int(hours.rests_missed[mine].sum())
    there = weekly(hours.on_duty + hours.overtime)
    yield told("on_duty", "hours on duty", "hours a week", "neutral", weekly(hours.on_duty))
    free = weekly(hours.on_duty + hours.overtime - busy - hours.rest)
    yield told("free", "hours free for other work", "hours a week", "higher", free)
    yield told("outside", "hours on jobs outside their own area", "hours a week", "lower", weekly(hours.outside))
    yield told("utilisation", "share of their time on jobs", "%", "neutral", share(weekly(busy), there))
    yield told("overtime", "hours of overtime", "hours a week", "lower", weekly(hours.overtime))
    yield told("breaks_missed", "breaks that were missed", "%", "lower", share(missed, taken + missed), taken + missed)
    pre_empted = float(hours.pre_empted[mine].sum()) / weeks
    yield told("pre_empted", "jobs from which a unit was taken away", "count a week", "lower", pre_empted)
