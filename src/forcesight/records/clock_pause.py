"""Pauses of a clock."""

from __future__ import annotations

from forcesight.records.contract import code, instant, reference, text
from forcesight.records.force_record import Occurrence


class ClockPause(Occurrence, at="paused_at", known="paused_at"):
    """One row for each time that a limit stopped running for a case: with a reason, and by whose authority."""

    table = "clock_pause"
    title = "Pauses of clocks"

    case_kind = code("The kind of case", required=True)
    case_id = text("The case's identifier in its own table", required=True)
    clock = code("The clock that was paused, by its id in the catalogue", required=True)
    paused_at = instant("When it stopped running", required=True, activity="clock paused")
    resumed_at = instant("When it ran again; empty while it is paused", activity="clock resumed")
    reason = text("Why, in words", required=True, personal=True)
    officer_id = reference("Who authorised it", "officer")
