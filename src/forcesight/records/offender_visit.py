"""Visits to managed offenders."""

from __future__ import annotations

from forcesight.records.codes import vulnerability as codes
from forcesight.records.contract import boolean, coded, instant, number, reference
from forcesight.records.derivation import days_between
from forcesight.records.force_record import Occurrence


class OffenderVisit(Occurrence, at="visited_at", known="visited_at"):
    """One row for each visit that was made or tried. A visit that was due and never tried has no row."""

    table = "offender_visit"
    title = "Visits to managed offenders"

    managed_offender_id = reference("The managed offender", "managed_offender", required=True)
    visited_at = instant("When the visit was made or tried", required=True, activity="offender visited")
    due_at = instant("When the visit was due")
    result = coded("What came of it", codes.VISIT_RESULTS)
    announced = boolean("Whether the person knew of it before")
    officer_id = reference("Who visited", "officer")
    days_late = number("Due to visited; empty where in time", unit="days", derived=days_between("due_at", "visited_at"))
