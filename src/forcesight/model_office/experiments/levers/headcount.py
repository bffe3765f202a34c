"""People as officers who can be moved: how many a group, a team or a caseload has, and the same with more or fewer.

A team's officers are its units times their crew; a caseload's are its staff. A desk has people by the hour, so its
officers are the hours that it rosters in a week, divided by those that one person works.
Assumption: somebody who joins a group is spread over its hours as its staff are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.apportion import apportion
from forcesight.model_office.experiments.levers.whose import Held, People
from forcesight.model_office.office.description import Caseload, Group, Office, Team
from forcesight.model_office.office.hours import half_hours


HOURS_A_WEEK: Final = 40.0
"""What one person at a desk works in a week."""
ALWAYS: Final = 168.0
"""The hours of a week: those of a unit that is always on duty."""


def officers(people: People) -> float:
    """How many officers there are; with a fraction for a group of a desk."""
    if isinstance(people, Group):
        return float(half_hours(people.staff).sum()) / 2 / HOURS_A_WEEK
    return float(people.units * people.crew if isinstance(people, Team) else people.staff)


def hours_a_week(people: People, office: Office) -> float:
    """Rostered hours a week, away or not: at a desk, in the shifts of a team's pattern, or of people with cases."""
    if isinstance(people, Group):
        return float(half_hours(people.staff).sum()) / 2
    if isinstance(people, Caseload):
        return people.staff * sum(people.hours)
    return people.units * people.crew * hours_on_duty(people.pattern, office)


def hours_on_duty(pattern: str, office: Office) -> float:
    """Hours a week of a unit that works a pattern of the office; empty is always."""
    if not pattern:
        return ALWAYS
    found = next(each for each in office.patterns if each.id == pattern)
    return sum(shift.hours for shift in found.shifts) * 7 / found.cycle_days


def pack(people: People) -> int:
    """In what numbers officers come and go: a whole crew, or single ones."""
    return people.crew if isinstance(people, Team) else 1


def spare(people: People) -> float:
    """How many officers can be taken: a caseload keeps one, a team may be dissolved."""
    return officers(people) - isinstance(people, Caseload)


def with_more(people: People, more: int) -> People | None:
    """The same with so many officers more (fewer below 0); None for a team without any."""
    if isinstance(people, Group):
        factor = 1 + more / officers(people) if more else 1.0
        return replace(people, staff=tuple(value * factor for value in people.staff))
    if isinstance(people, Caseload):
        return replace(people, staff=people.staff + more)
    units = people.units + more // people.crew
    return replace(people, units=units) if units else None


def spread(total: int, held: Sequence[Held], *, taken: bool) -> tuple[list[int], int]:
    """How many officers each has or gives, in proportion to its size, and how many are left over.

    Raises InputRefused where there is nobody to take from or to join.
    """
    sizes = [officers(each.people) for each in held]
    if sum(sizes) <= 0:
        raise InputRefused(f"{', '.join(each.people.id for each in held)}: there are no people at any hour.")
    most = [spare(each.people) for each in held] if taken else None
    return apportion(total, sizes, [pack(each.people) for each in held], most)
