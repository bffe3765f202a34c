"""Every number of an office within what it can be: counts, shares, rates by hour, distances and times."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

from forcesight.model_office.office.checks.times import faults_of_time
from forcesight.model_office.office.description import (
    Appointments,
    Area,
    Break,
    Caseload,
    CaseWork,
    Delay,
    Demand,
    DeskWork,
    Duration,
    Event,
    Group,
    Lend,
    Office,
    Regrade,
    Return,
    Route,
    Slot,
    Team,
    Travel,
    Units,
    UnitWork,
)
from forcesight.model_office.office.hours import LENGTHS
from forcesight.toml_tables import Fault, Place


Rule = Callable[[Any], str]
"""What to do about a value; empty where it is well."""


def _least(least: float, *, strictly: bool = False) -> Rule:
    def rule(value: float | None) -> str:
        if value is None or (math.isfinite(value) and (value > least if strictly else value >= least)):
            return ""
        return f"write a number above {least:g}" if strictly else f"write {least:g} or more"

    return rule


def _between(least: float, most: float) -> Rule:
    """What arrays are made for: a number beyond is a slip of the pen."""

    def rule(value: float | None) -> str:
        return "" if value is None or least <= value <= most else f"write {least:,g} to {most:,g}"

    return rule


def _share(value: float | None) -> str:
    return "" if value is None or 0 <= value <= 1 else "a share is between 0 and 1, so 5 % is 0.05"


def _part(value: float) -> str:
    return "" if 0 <= value < 1 else "it must be 0 or more and less than 1, so 20 % is 0.2"


def _finite(value: float) -> str:
    return "" if math.isfinite(value) else "write a plain number"


_NOT_NEGATIVE, _ABOVE_ZERO = _least(0), _least(0, strictly=True)
_MOST_PEOPLE = 100_000
_PEOPLE, _FEW, _WHOLE, _DAYS = _between(1, _MOST_PEOPLE), _between(1, 100), _between(-1e9, 1e9), _between(1, 36_500)

RULES: Final[dict[type, dict[str, Rule]]] = {
    Office: {"weeks": _between(1, 5_200), "warm_up_days": _NOT_NEGATIVE},
    Area: {"x_km": _finite, "y_km": _finite, "weight": _NOT_NEGATIVE},
    Travel: {"start_minutes": _NOT_NEGATIVE, "km_per_hour": _ABOVE_ZERO, "rural_km_per_hour": _ABOVE_ZERO},
    Event: {"hours": _ABOVE_ZERO, "factor": _NOT_NEGATIVE},
    Demand: {"per_week": _NOT_NEGATIVE, "growth": _NOT_NEGATIVE},
    Return: {"share": _share},
    Lend: {"when_waiting_over": _between(0, 1e9), "keeps_free": _between(0, 1e9)},
    Group: {"shrinkage": _part, "at_once": _FEW},
    DeskWork: {"priority": _WHOLE, "within_seconds": _ABOVE_ZERO, "standard": _share},
    Break: {"minutes": _between(1, 720), "after_hours": _between(0, 24), "before_hours": _between(0, 24)},
    Team: {
        "units": _between(1, 10_000),
        "crew": _FEW,
        "abstraction": _part,
        "last_job_minutes": _NOT_NEGATIVE,
        "urgent": _WHOLE,
        "offset_days": _between(-36_500, 36_500),
    },
    Regrade: {"share": _share},
    UnitWork: {"priority": _WHOLE, "units": _FEW, "arrest": _share, "within_minutes": _ABOVE_ZERO, "standard": _share},
    CaseWork: {"priority": _WHOLE, "hours_a_day": _ABOVE_ZERO, "within_days": _ABOVE_ZERO, "standard": _share},
    Caseload: {
        "staff": _PEOPLE,
        "limit": _ABOVE_ZERO,
        "review_days": _DAYS,
        "review_hours": _NOT_NEGATIVE,
        "shrinkage": _part,
    },
    Slot: {"places": _PEOPLE},
    Appointments: {"notice": _NOT_NEGATIVE, "not_kept": _part},
    Route: {"share": _share},
}
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
        elif isinstance(thing, Group) and max(values) > _MOST_PEOPLE:
            yield Fault(at, f"{name} holds {max(values):g}: write {_MOST_PEOPLE:,} at most")
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
