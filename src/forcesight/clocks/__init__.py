"""Clocks: which days count, when a limit runs out, and how each case stands against it.

    due(catalogue.clock("ncrs_record"), reported_at)                      when one case is due
    standing_sql(catalogue.clock("ncrs_record"), cases, as_at)            due dates and states of a whole table

Clocks, calendars and holidays are entries of the catalogue, dated and sourced, that a force edits.
"""

from __future__ import annotations

from forcesight.clocks.calendar import Calendar
from forcesight.clocks.calendars import calendar, calendars
from forcesight.clocks.cases import Cases
from forcesight.clocks.columns import due_sql, standing_sql
from forcesight.clocks.days_table import make_days_table
from forcesight.clocks.due import due
from forcesight.clocks.easter import easter_sunday
from forcesight.clocks.errors import ClockError
from forcesight.clocks.pauses import Pause
from forcesight.clocks.state import Standing, State, state


__all__ = [
    "Calendar",
    "Cases",
    "ClockError",
    "Pause",
    "Standing",
    "State",
    "calendar",
    "calendars",
    "due",
    "due_sql",
    "easter_sunday",
    "make_days_table",
    "standing_sql",
    "state",
]
