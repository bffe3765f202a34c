"""What an office costs: the staff hours that it rosters in a week, away or not."""

from __future__ import annotations

from forcesight.model_office.experiments.levers.headcount import hours_a_week
from forcesight.model_office.experiments.levers.whose import everybody
from forcesight.model_office.office.description import Office


def staff_hours(office: Office) -> float:
    """Rostered hours a week of all people of an office: groups of desks, officers of units, people with cases."""
    return sum(hours_a_week(held.people, office) for held in everybody(office))
