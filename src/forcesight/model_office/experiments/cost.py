"""What an office costs: the staff hours that it rosters in a week, away or not."""

from __future__ import annotations

from forcesight.model_office.office.description import Caseload, Desk, Office, Units
from forcesight.model_office.office.hours import half_hours


def staff_hours(office: Office) -> float:
    """Rostered hours a week of all people of an office: groups of desks, officers of units, people with cases."""
    patterns = {
        pattern.id: sum(shift.hours for shift in pattern.shifts) * 7 / pattern.cycle_days for pattern in office.patterns
    }
    total = 0.0
    for station in office.stations:
        if isinstance(station, Desk):
            total += sum(float(half_hours(group.staff).sum()) / 2 for group in station.groups)
        elif isinstance(station, Units):
            total += sum(team.units * team.crew * patterns.get(team.pattern, 168.0) for team in station.teams)
        elif isinstance(station, Caseload):
            total += station.staff * sum(station.hours)
    return total
