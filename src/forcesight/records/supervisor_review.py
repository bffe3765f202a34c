"""Supervisors' reviews of investigations."""

from __future__ import annotations

from forcesight.records.codes import crime as codes
from forcesight.records.contract import boolean, coded, instant, number, reference, text
from forcesight.records.derivation import days_between
from forcesight.records.force_record import Occurrence


class SupervisorReview(Occurrence, at="reviewed_at", known="reviewed_at"):
    """One row for each supervisor's review that was made.

    A review that was due and never made has no row: what is overdue follows from the open investigations and their
    last review, not from this table alone.
    """

    table = "supervisor_review"
    title = "Supervisors' reviews"

    investigation_id = reference("The investigation", "investigation", required=True)
    reviewed_at = instant("When it was reviewed", required=True, activity="investigation reviewed")
    due_at = instant("When the review was due")
    review_kind = coded("What kind of review it was", codes.REVIEW_KINDS)
    officer_id = reference("The supervisor", "officer")
    directions_given = boolean("Whether lines of enquiry were set or changed")
    directions = text("The directions, in words", personal=True)
    days_late = number(
        "Due to reviewed; empty where in time", unit="days", derived=days_between("due_at", "reviewed_at")
    )
