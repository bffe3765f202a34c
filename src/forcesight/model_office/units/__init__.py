"""A station of units that travel to jobs: response teams with bases, shifts, breaks and rules of despatch.

plan = plan_units(station, office, codes)      once
record, hours = run_units(plan, flow, seed)    for each seed: what became of the jobs, what the units did
"""

from __future__ import annotations

from forcesight.model_office.units.hours import UnitHours
from forcesight.model_office.units.plan import UnitsPlan, plan_units
from forcesight.model_office.units.reference import UnitsReference
from forcesight.model_office.units.run import run_units
from forcesight.model_office.units.week import UnitWeek, unit_week


__all__ = ["UnitHours", "UnitWeek", "UnitsPlan", "UnitsReference", "plan_units", "run_units", "unit_week"]
