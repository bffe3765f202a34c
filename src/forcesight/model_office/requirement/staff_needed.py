"""The requirement: least staff by half hour for a standard, from theory to simulation to a test on fresh callers.

What the search calls "met" it has seen on its own callers, of whose luck it makes the best. So the staff found is run
once more on callers that it has never met, and their shares stand beside the first.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from forcesight.errors import InputRefused
from forcesight.measures.interval import Interval
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Desk, Office
from forcesight.model_office.office.hours import HALF_HOURS
from forcesight.model_office.requirement.achieved import by_half_hour, interval_of, over_the_week
from forcesight.model_office.requirement.analytic import Method, analysis
from forcesight.model_office.requirement.by_simulation import least_staff
from forcesight.model_office.requirement.reaches import reaching
from forcesight.model_office.requirement.standard import Standard
from forcesight.model_office.requirement.trial import Staff, Trials


JOBS = 1000
MOST_WEEKS = 52
MOST_WEEKS_ASKED = 520
FRESH = 1_000_003
"""Added to each seed of the search for the callers of the test."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """People needed at a desk, by half hour of the week from Monday 00:00, and what they achieve.

    `staff` are people at the desk; `rostered` counts those who are away too. `start` is what theory alone says.
    `achieved` is by half hour, on the callers of the search, None where nobody came; `week` is over all. `afresh` and
    `week_afresh` are the same on callers that the search never met, and `gives_up` is the share of those that abandon
    (None where nobody came), which a standard of those answered does not count. `trials` is how often the desk was
    simulated.
    """

    desk: str
    group: str
    standard: Standard
    staff: tuple[int, ...]
    start: tuple[int, ...]
    shrinkage: float
    achieved: tuple[Interval | None, ...]
    week: Interval | None
    afresh: tuple[Interval | None, ...]
    week_afresh: Interval | None
    gives_up: float | None
    trials: int

    @property
    def staff_hours(self) -> float:
        """Hours of people at the desk in a week."""
        return sum(self.staff) / 2

    @property
    def start_hours(self) -> float:
        """Hours of people in a week by theory alone."""
        return sum(self.start) / 2

    @property
    def rostered(self) -> tuple[int, ...]:
        """People by half hour with those who are away: the least whole number of which enough are there."""
        return tuple(math.ceil(round(people / (1 - self.shrinkage), 9)) for people in self.staff)

    @property
    def missed_afresh(self) -> tuple[int, ...]:
        """Half hours that fresh callers show, by their whole interval, to miss the standard."""
        share, at_least = self.standard.share, self.standard.at_least
        return tuple(
            place for place, found in enumerate(self.afresh)
            if found is not None and (found.high < share if at_least else found.low > share)
        )  # fmt: skip


def requirement(
    desk: Desk,
    office: Office,
    standard: Standard,
    *,
    group: str = "",
    seeds: tuple[int, ...] = (1, 2),
    weeks: int | None = None,
    least: int = 1,
    method: Method = "lagged",
    told: Callable[[str, int], None] = lambda _what, _number: None,
) -> Requirement:
    """The least staff of one group of a desk; the other groups and everything else stay as the office says.

    Each trial runs `weeks` counted weeks for each seed: without it, so many that a half hour has a thousand jobs on
    average, and at least enough to be sure where the standard asks for that. `least` people are there whenever anybody
    may come. `told` hears of each step. Raises InputRefused where the standard makes no sense or no staff meets it.
    """
    standard.check()
    place = _group(desk, group)
    served = desk.groups[place].serves
    unknown = [job for job in standard.jobs if all(job != work.job for work in desk.work)]
    if unknown:
        raise InputRefused(f"Desk {desk.id}: it does not deal with {', '.join(unknown)}, which the standard names.")
    weeks = _weeks(desk, office, standard, seeds, weeks)
    here = reaching(desk, office, seeds, weeks)
    codes = Codes.of(office)
    kinds = np.array([codes.jobs[job] for job in standard.jobs or served], dtype=np.int64)
    queues = analysis(desk, place, here, standard, method)
    start = np.array([queues.least(half_hour) for half_hour in range(HALF_HOURS)], dtype=np.int64)
    trials = Trials(desk, place, here, standard, kinds)
    bounds = _bounds(start, queues.load, least, queues.at_once)
    staff = least_staff(trials, start, *bounds, queues.worth, told)
    met = trials.run(staff)
    fresh_seeds = tuple(seed + FRESH for seed in seeds)
    fresh = Trials(desk, place, reaching(desk, office, fresh_seeds, weeks), standard, kinds).run(staff)
    return Requirement(
        desk.id, desk.groups[place].id, standard, tuple(staff.tolist()), tuple(start.tolist()),
        desk.groups[place].shrinkage,
        by_half_hour(met, standard.level), over_the_week(met, standard.level),
        by_half_hour(fresh, standard.level), over_the_week(fresh, standard.level), fresh.gives_up(), trials.runs,
    )  # fmt: skip


def _group(desk: Desk, group: str) -> int:
    names = [each.id for each in desk.groups]
    if group in names:
        return names.index(group)
    if group or len(names) > 1:
        raise InputRefused(f"Desk {desk.id}: name one of its groups: {', '.join(names)}.")
    return 0


def _weeks(desk: Desk, office: Office, standard: Standard, seeds: tuple[int, ...], weeks: int | None) -> int:
    """How many weeks to run for each seed."""
    surely = -(-weeks_to_be_sure(standard) // len(seeds)) if standard.sure and standard.over == "half hour" else 2
    if weeks is None:
        a_week = float(reaching(desk, office, seeds[:1], 2).rates.sum()) * 30
        enough = JOBS * HALF_HOURS / max(a_week, 1.0) / len(seeds)
        return max(surely, min(round(enough), MOST_WEEKS))
    if not 1 <= weeks <= MOST_WEEKS_ASKED:
        raise InputRefused(f"Each trial runs 1 to {MOST_WEEKS_ASKED} weeks; {weeks} were asked for.")
    if weeks < surely:
        raise InputRefused(
            f"{weeks} weeks are too few to be sure of {standard.share:g} in a half hour, whatever the staff: run "
            f"{surely} or more for each seed."
        )
    return weeks


def weeks_to_be_sure(standard: Standard) -> int:
    """In how many weeks without one bad call the interval of a half hour meets the standard."""
    worst = 1 - standard.share if standard.at_least else standard.share
    weeks = 3
    while interval_of([1.0] * weeks, [0.0] * weeks, standard.level).high > worst:
        weeks += 1
    return weeks


def _bounds(start: Staff, load: np.ndarray, least: int, at_once: int) -> tuple[Staff, Staff]:
    """At least `least` people where there is work, at most far more than any queue could use."""
    open_hours = load > 0
    low = np.where(open_hours, least, 0).astype(np.int64)
    high = np.maximum(2 * start + 20, np.ceil(3 * load / at_once).astype(np.int64) + 20)
    return low, np.maximum(high, low)
