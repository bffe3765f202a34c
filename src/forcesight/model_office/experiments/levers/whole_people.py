"""What whole people make of a change at a desk: the hours that were asked for, and those that come of it."""

from __future__ import annotations

from forcesight.model_office.experiments.levers.amount import plain
from forcesight.model_office.office.description import Group
from forcesight.model_office.office.hours import half_hours, people


def whole_people(old: Group, new: Group) -> tuple[str, ...]:
    """A note where rounding to whole people in each half hour makes the change something else than was asked for."""
    asked = _hours(new) - _hours(old)
    gets = float((people(new.staff, new.shrinkage) - people(old.staff, old.shrinkage)).sum()) / 2
    if abs(asked - gets) < 0.5:
        return ()
    return (
        f"{new.id}: whole people are there in each half hour, so the change is {plain(round(gets, 1))} hours a week at "
        f"the desk where {plain(round(asked, 1))} were asked for.",
    )


def _hours(group: Group) -> float:
    """Hours a week at the desk, if parts of people could be there."""
    return float(half_hours(group.staff).sum()) / 2 * (1 - group.shrinkage)
