"""A desk made ready for the kernel: who serves what, and how many of them are there in each half hour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.distributions import NO_LAW, Law, Laws, laws
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Desk, DeskWork, Group, Office, Return
from forcesight.model_office.office.durations import law_of
from forcesight.model_office.office.hours import HALF_HOURS, people


Whole = NDArray[np.int64]


class Rules(NamedTuple):
    """A desk as its kernel reads it. Jobs and groups are numbers: codes of the office, places in the desk.

    Lists of lists lie behind one another: those of group g are `first[g]` to `first[g + 1]`.
    """

    # Servers of each group (columns) in each half hour of the week (rows), and how many half hours later they change:
    # 0 where they never do.
    servers: Whole
    change_after: Whole
    # By job: its priority, and the groups that serve it, in the order of the desk.
    priority: Whole
    first_group: Whole
    groups: Whole
    # By group: the jobs that it serves, by priority.
    first_job: Whole
    jobs: Whole
    # Lending, by job (which groups) and by group (which jobs): a row is group, job, when_waiting_over, keeps_free.
    first_lender: Whole
    lenders: Whole
    first_lent: Whole
    lent: Whole
    service: Laws
    patience: Laws
    # Returns, by job and outcome (served, lost): place in the work's list, and the job that it comes back as.
    first_return: Whole
    returns: Whole
    chance: NDArray[np.float64]
    after: Laws


class DeskPlan(NamedTuple):
    """A desk, planned once and run for many seeds."""

    id: str
    end: float
    rules: Rules
    # How many random streams decide who comes back.
    streams: int
    # Whether all jobs stand in one line: then they are gone through in order, without a list of events.
    one_line: bool
    # How many visits a job makes on average, at most: how much room the rows need.
    visits: float


def plan_desk(station: Desk, office: Office, codes: Codes) -> DeskPlan:
    """Plan a desk. The office has been checked: its jobs exist and its numbers are possible."""
    work = {codes.jobs[each.job]: each for each in station.work}
    each_job = [work.get(code) for code in range(len(codes.jobs))]
    priority = [each.priority if each else 0 for each in each_job]
    serves = [[codes.jobs[job] for job in group.serves] for group in station.groups]
    lent = [
        (place, codes.jobs[lend.job], lend.when_waiting_over, lend.keeps_free)
        for place, group in enumerate(station.groups)
        for lend in group.lends
    ]
    first_group, groups = _lists([[g for g, own in enumerate(serves) if job in own] for job in range(len(each_job))])
    by_priority = [sorted(own, key=lambda job: priority[job]) for own in serves]
    first_job, jobs = _lists(by_priority)
    first_lender, lenders = _lists([[row for row in lent if row[1] == job] for job in range(len(each_job))], 4)
    first_lent, lends = _lists([[row for row in lent if row[0] == g] for g in range(len(serves))], 4)
    back = [_returns(each, when, codes) for each in each_job for when in ("served", "lost")]
    first_return, returns = _lists([[(place, job) for place, job, _, _ in rows] for rows in back], 2)
    servers = np.column_stack([servers_of(group) for group in station.groups])
    rules = Rules(
        servers,
        _change_after(servers),
        np.array(priority, dtype=np.int64),
        first_group,
        groups,
        first_job,
        jobs,
        first_lender,
        lenders,
        first_lent,
        lends,
        laws([law_of(each.service) if each else NO_LAW for each in each_job]),
        laws([law_of(each.patience) if each else NO_LAW for each in each_job]),
        first_return,
        returns,
        np.array([chance for rows in back for _, _, chance, _ in rows], dtype=np.float64),
        laws([law for rows in back for _, _, _, law in rows]),
    )
    streams = max(len(each.returns) for each in station.work)
    return DeskPlan(station.id, office.minutes, rules, streams, _in_one_line(station), _visits(station))


def _in_one_line(station: Desk) -> bool:
    """Whether one group serves every job first come, first served, and nobody comes back."""
    group = station.groups[0]
    plain = len(station.groups) == 1 and not group.lends and {each.job for each in station.work} <= set(group.serves)
    return plain and len({each.priority for each in station.work}) == 1 and not any(w.returns for w in station.work)


def servers_of(group: Group) -> Whole:
    """Jobs that a group can have in hand at once in each half hour, shape (336,): its people times `at_once`."""
    return people(group.staff, group.shrinkage).astype(np.int64) * group.at_once


def chances(returns: tuple[Return, ...], when: str) -> list[float]:
    """The chance that each return comes about, given that none before it for the same outcome did.

    So each has its share of all jobs, although each is decided by a random number of its own.
    """
    left, found = 1.0, []
    for each in returns:
        found.append(each.share / left if each.when == when and left > 0 else 0.0)
        left -= each.share if each.when == when else 0.0
    return found


def _returns(work: DeskWork | None, when: str, codes: Codes) -> list[tuple[int, int, float, Law]]:
    """Place in the list, job it comes back as, chance and delay of each return of one job and outcome."""
    if work is None:
        return []
    return [
        (place, codes.jobs[each.job or work.job], chance, law_of(each.after))
        for place, (each, chance) in enumerate(zip(work.returns, chances(work.returns, when), strict=True))
        if each.when == when
    ]


def _lists(lists: Sequence[Sequence[int | tuple[int, ...]]], width: int = 0) -> tuple[Whole, Whole]:
    """Lists behind one another: where each begins (and the last ends), and their members."""
    first = np.cumsum([0, *(len(each) for each in lists)], dtype=np.int64)
    flat = np.array([member for each in lists for member in each], dtype=np.int64)
    return first, flat.reshape(-1, width) if width else flat


def _change_after(servers: Whole) -> Whole:
    """How many half hours after each one the staff of some group is another; 0 where it is always the same."""
    changes = np.flatnonzero((servers != np.roll(servers, 1, axis=0)).any(axis=1))
    if not len(changes):
        return np.zeros(HALF_HOURS, dtype=np.int64)
    nxt = np.searchsorted(changes, np.arange(HALF_HOURS), side="right")
    later = np.append(changes, changes[0] + HALF_HOURS)
    return np.asarray(later[nxt] - np.arange(HALF_HOURS), dtype=np.int64)


def _visits(station: Desk) -> float:
    """An upper bound of the mean number of visits, for jobs that always leave in the worst way."""
    shares = [
        sum(each.share for each in work.returns if each.when == when)
        for work in station.work
        for when in ("served", "lost")
    ]
    return 1.0 / max(1.0 - max(shares), 0.01)
