"""Every number of an office within what it can be: counts, shares, rates by hour, distances and times."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

from forcesight.model_office.office.checks.limits import MOST, MOST_PEOPLE, RULES
from forcesight.model_office.office.checks.times import faults_of_time
from forcesight.model_office.office.description import (
    Break,
    Caseload,
    Delay,
    Demand,
    DeskWork,
    Duration,
    Group,
    Office,
    Slot,
    Units,
    UnitWork,
)
from forcesight.model_office.office.hours import LENGTHS
from forcesight.toml_tables import Fault, Place


# Where no time at all may pass, and where a time may never end.
_MAY_BE_ZERO = {(Delay, "minutes"), (UnitWork, "custody")}
_MAY_NEVER_END = {(DeskWork, "patience")}


def numbers_out_of_range(office: Office) -> Iterator[Fault]:
    """Every number that cannot be, with what it could be."""
    for thing, place in _things(office, ()):
        for name, rule in RULES.get(type(thing), {}).items():
            advice = rule(getattr(thing, name))
            if advice:
                yield Fault((*place, name), f"{name} is {getattr(thing, name):g}: {advice}")
        for each in fields(thing):
            value = getattr(thing, each.name)
            if isinstance(value, Duration):
                key = (type(thing), each.name)
                zero, never = key in _MAY_BE_ZERO, key in _MAY_NEVER_END
                yield from faults_of_time(value, (*place, each.name), zero=zero, never=never)
        yield from _LISTS.get(type(thing), _no_list)(thing, place)


def _things(thing: Any, place: Place) -> Iterator[tuple[Any, Place]]:
    """Every dataclass of an office but its durations."""
    yield thing, place
    for each in fields(thing):
        value = getattr(thing, each.name)
        if is_dataclass(value) and not isinstance(value, Duration):
            yield from _things(value, (*place, each.name))
        if isinstance(value, tuple):
            for number, item in enumerate(value):
                if is_dataclass(item):
                    yield from _things(item, (*place, each.name, number))


def _no_list(_thing: Any, _place: Place) -> Iterator[Fault]:
    yield from ()


def _by_hour(name: str) -> Callable[[Any, Place], Iterator[Fault]]:
    def rule(thing: Any, place: Place) -> Iterator[Fault]:
        values, at = getattr(thing, name), (*place, name)
        if len(values) not in LENGTHS:
            yield Fault(
                at,
                f"{name} has {len(values)} numbers: give 1 (always), 24 (a day by hours), 168 (a week by hours) or 336 "
                "(a week by half hours)",
            )
        elif any(not math.isfinite(value) or value < 0 for value in values):
            yield Fault(at, f"{name} holds a number that is negative or not finite: write 0 or more")
        elif max(values) > (most := MOST_PEOPLE if isinstance(thing, Group) else MOST):
            yield Fault(at, f"{name} holds {max(values):g}: write {most:,.0f} at most")
        elif not any(values):
            yield Fault(at, f"{name} is 0 at every hour: give some hours a number above 0, or take the table out")

    return rule


def _days_of_the_week(caseload: Caseload, place: Place) -> Iterator[Fault]:
    hours, at = caseload.hours, (*place, "hours")
    if len(hours) != 7:
        yield Fault(at, f"hours has {len(hours)} numbers: give 7, the hours of a person on each day from Monday")
    elif any(not 0 <= each <= 24 for each in hours):
        yield Fault(at, "hours holds a number that no day has: write 0 to 24")
    elif not any(hours):
        yield Fault(at, "hours is 0 on every day: nobody would work on a case")


def _not_before(one: Break, place: Place) -> Iterator[Fault]:
    if one.before_hours <= one.after_hours:
        problem = f"before_hours is {one.before_hours:g}, but after_hours is {one.after_hours:g}: it must be later"
        yield Fault((*place, "before_hours"), problem)


def _weekdays(slot: Slot, place: Place) -> Iterator[Fault]:
    if not slot.weekdays or any(not 0 <= day <= 6 for day in slot.weekdays):
        yield Fault((*place, "weekdays"), f"weekdays is {list(slot.weekdays)}: list days from 0 (Monday) to 6 (Sunday)")


def _preference(units: Units, place: Place) -> Iterator[Fault]:
    if (units.despatch == "in order") != bool(units.preference):
        problem = 'preference is for despatch = "in order": give both, or neither'
        yield Fault((*place, "preference" if units.preference else "despatch"), problem)


_LISTS: Final[dict[type, Callable[[Any, Place], Iterator[Fault]]]] = {
    Demand: _by_hour("by_hour"),
    Group: _by_hour("staff"),
    Caseload: _days_of_the_week,
    Break: _not_before,
    Slot: _weekdays,
    Units: _preference,
}
