"""A station of units made ready for its kernel: who may take what, from where, and when everybody is on duty.

Jobs wait in one queue. The kernel keeps it as several lists, one for each class of jobs that the same teams may take
at the same priority, so that a unit that comes free looks at the head of a few lists.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.distributions import NO_LAW, Law, Laws, laws
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Office, Return, Units, UnitWork
from forcesight.model_office.office.durations import law_of
from forcesight.model_office.units.duty import Duty, plan_duty
from forcesight.model_office.units.travel import Nearness, mean_minutes, nearness


Whole = NDArray[np.int64]
Bits = NDArray[np.uint64]

NEAREST: Final = 0
OWN_AREA_FIRST: Final = 1
IN_ORDER: Final = 2
_DESPATCH = {"nearest": NEAREST, "own area first": OWN_AREA_FIRST, "in order": IN_ORDER}
# The priority of jobs that no unit of the station takes.
_NEVER = 1 << 40


class Work(NamedTuple):
    """How each kind of job is dealt with, by the office's codes."""

    priority: Whole
    scene: Laws
    units: Whole
    arrest: NDArray[np.float64]
    custody: Laws
    # The kind that a waiting job may become, -1 for none; the share that does, and when.
    becomes: Whole
    regrade: NDArray[np.float64]
    regrade_after: Laws
    # Whether a kind (rows) takes a unit off another kind, and whether it does so at all.
    pre_empts: NDArray[np.bool_]
    any_pre_empted: NDArray[np.bool_]
    # Returns of a kind: rows first_return[kind] to first_return[kind + 1], with cumulative shares.
    first_return: Whole
    return_share: NDArray[np.float64]
    return_kind: Whole
    return_after: Laws


class Classes(NamedTuple):
    """Jobs that the same teams may take at one priority, best first; sets of units and of classes are bits of words."""

    # Of a kind in an area (shape kinds x areas).
    of: Whole
    priority: Whole
    # By class: the units that may take it, and those that may within their last minutes too.
    units: Bits
    units_late: Bits
    # By team: the classes that it may take.
    classes: Bits


class Teams(NamedTuple):
    """Units in the order of the teams, then by number."""

    team: Whole
    home: Whole
    # By team: the priority that it takes until its end, its break's minutes, the share of shifts that are away.
    urgent: Whole
    rest: NDArray[np.float64]
    away: NDArray[np.float64]
    # By team and by area: the units of it, as bits.
    of_team: Bits
    of_area: Bits
    # For "in order": teams by area of the job, in the order of preference, -1 behind the last.
    preference: Whole


class Rules(NamedTuple):
    """A station of units as its kernel reads it."""

    end: float
    despatch: int
    stays: bool
    minutes: NDArray[np.float64]
    near: Nearness
    spread: Law
    work: Work
    classes: Classes
    teams: Teams
    duty: Duty


class UnitsPlan(NamedTuple):
    """A station of units, planned once and run for many seeds."""

    id: str
    rules: Rules
    # How many rows there may be for each job that arrives, on average, returns included.
    visits: float
    # Whether any job may be regraded.
    regrades: bool


def plan_units(station: Units, office: Office, codes: Codes) -> UnitsPlan:
    """Plan a station of units. The office has been checked: its jobs and areas exist, its numbers are possible.

    Raises InputRefused where shifts of a pattern overlap.
    """
    minutes = mean_minutes(office.travel, office.areas)
    work = {codes.jobs[each.job]: each for each in station.work}
    each_job = [work.get(code) for code in range(len(codes.jobs))]
    teams = _teams(station, codes, len(minutes))
    rules = Rules(
        office.minutes,
        _DESPATCH[station.despatch],
        station.after == "scene",
        minutes,
        nearness(minutes),
        law_of(office.travel.spread),
        _work(each_job, codes),
        _classes(station, each_job, teams, codes),
        teams,
        plan_duty(station, office),
    )
    return UnitsPlan(station.id, rules, _visits(station), any(work.regrade for work in station.work))


def bits(members: list[int], size: int) -> list[int]:
    """A set of numbers below `size` as words of 64 bits."""
    words = [0] * max(1, -(-size // 64))
    for member in members:
        words[member // 64] |= 1 << (member % 64)
    return words


def area_of(area: str, codes: Codes) -> int:
    """An area's place in the matrix of minutes; the only one where the office has no areas."""
    return codes.areas.get(area, 0)


def _teams(station: Units, codes: Codes, areas: int) -> Teams:
    team = [number for number, each in enumerate(station.teams) for _ in range(each.units)]
    home = [area_of(each.area, codes) for each in station.teams for _ in range(each.units)]
    names = {each.id: number for number, each in enumerate(station.teams)}
    longest = max((len(row) for row in station.preference), default=0)
    preference = np.full((areas, max(longest, 1)), -1, dtype=np.int64)
    for area, row in enumerate(station.preference):
        preference[area, : len(row)] = [names[name] for name in row]
    return Teams(
        np.array(team, dtype=np.int64),
        np.array(home, dtype=np.int64),
        np.array([each.urgent for each in station.teams], dtype=np.int64),
        np.array([each.rest.minutes if each.rest else 0.0 for each in station.teams], dtype=np.float64),
        np.array([each.abstraction for each in station.teams], dtype=np.float64),
        _sets([[u for u, t in enumerate(team) if t == number] for number in range(len(station.teams))], len(team)),
        _sets([[u for u, h in enumerate(home) if h == area] for area in range(areas)], len(team)),
        preference,
    )


def _sets(sets: list[list[int]], size: int) -> Bits:
    return np.array([bits(members, size) for members in sets], dtype=np.uint64)


def _work(each_job: list[UnitWork | None], codes: Codes) -> Work:
    regrades = [each.regrade if each else None for each in each_job]
    pre_empts = np.zeros((len(each_job), len(each_job)), dtype=np.bool_)
    for kind, each in enumerate(each_job):
        pre_empts[kind, [codes.jobs[job] for job in (each.pre_empts if each else ())]] = True
    back = [_returns(each, codes) for each in each_job]
    return Work(
        np.array([each.priority if each else _NEVER for each in each_job], dtype=np.int64),
        laws([law_of(each.scene) if each else NO_LAW for each in each_job]),
        np.array([each.units if each else 1 for each in each_job], dtype=np.int64),
        np.array([each.arrest if each else 0.0 for each in each_job], dtype=np.float64),
        laws([law_of(each.custody) if each else NO_LAW for each in each_job]),
        np.array([codes.jobs[each.to] if each else -1 for each in regrades], dtype=np.int64),
        np.array([each.share if each else 0.0 for each in regrades], dtype=np.float64),
        laws([law_of(each.after) if each else NO_LAW for each in regrades]),
        pre_empts,
        np.array([bool(each and each.pre_empts) for each in each_job], dtype=np.bool_),
        np.cumsum([0, *(len(rows) for rows in back)], dtype=np.int64),
        np.array([share for rows in back for share, _, _ in rows], dtype=np.float64),
        np.array([kind for rows in back for _, kind, _ in rows], dtype=np.int64),
        laws([law for rows in back for _, _, law in rows]),
    )


def served_returns(work: UnitWork | None) -> list[tuple[float, Return]]:
    """The returns of a job with their cumulative shares: units lose no jobs, so only those of served ones."""
    given = [each for each in (work.returns if work else ()) if each.when == "served"]
    shares = np.cumsum([each.share for each in given]).tolist()
    return list(zip(shares, given, strict=True))


def _returns(work: UnitWork | None, codes: Codes) -> list[tuple[float, int, Law]]:
    return [
        (share, codes.jobs[each.job or (work.job if work else "")], law_of(each.after))
        for share, each in served_returns(work)
    ]


def _classes(station: Units, each_job: list[UnitWork | None], teams: Teams, codes: Codes) -> Classes:
    areas = teams.of_area.shape[0]
    wanted = [[(_priority(work), _takers(station, work, area, codes)) for area in range(areas)] for work in each_job]
    known = sorted({each for row in wanted for each in row})
    numbers = {each: number for number, each in enumerate(known)}
    units: list[list[int]] = [[u for u, team in enumerate(teams.team) if team in takers] for _, takers in known]
    late = [
        [u for u in members if priority <= teams.urgent[teams.team[u]]]
        for (priority, _), members in zip(known, units, strict=True)
    ]
    of_team = [[c for c, (_, takers) in enumerate(known) if team in takers] for team in range(len(station.teams))]
    return Classes(
        np.array([[numbers[each] for each in row] for row in wanted], dtype=np.int64),
        np.array([priority for priority, _ in known], dtype=np.int64),
        _sets(units, len(teams.team)),
        _sets(late, len(teams.team)),
        _sets(of_team, len(known)),
    )


def _priority(work: UnitWork | None) -> int:
    return work.priority if work else _NEVER


def _takers(station: Units, work: UnitWork | None, area: int, codes: Codes) -> tuple[int, ...]:
    """The teams that may take a kind of job in an area."""
    listed = station.preference[area] if station.despatch == "in order" else tuple(each.id for each in station.teams)
    return tuple(
        number
        for number, team in enumerate(station.teams)
        if work
        and work.job in team.serves
        and team.id in listed
        and not (team.own_area_only and area_of(team.area, codes) != area)
    )


def _visits(station: Units) -> float:
    shares = [sum(each.share for _, each in served_returns(work)) for work in station.work]
    return 1.0 / max(1.0 - max(shares, default=0.0), 0.01)
