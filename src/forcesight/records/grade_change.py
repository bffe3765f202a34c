"""The history of an incident's grade."""

from __future__ import annotations

from forcesight.records.codes import incident as codes
from forcesight.records.contract import coded, instant, number, reference, text
from forcesight.records.derivation import minutes_between
from forcesight.records.force_record import Occurrence


class GradeChange(Occurrence, at="changed_at", known="changed_at"):
    """One row for each time an incident was given a grade, the first included (its `from_grade` is empty).

    A grade should change only where the first was wrong or something new was learnt. A change without a reason, and
    one to a lower grade shortly before the time allowed runs out, are what a review looks for. Grade 1 is the highest.
    """

    table = "grade_change"
    title = "Grades given to incidents"

    incident_id = reference("The incident", "incident", required=True)
    incident_opened_at = instant("When the incident was opened, where the source repeats it")
    changed_at = instant(
        "When the grade was given",
        required=True,
        activity="incident re-graded",
        activity_when="from_grade IS NOT NULL",
    )
    from_grade = coded("The grade before; empty for the first", codes.GRADES)
    to_grade = coded("The grade given", codes.GRADES, required=True)
    reason_code = coded("Why, as a code", codes.GRADE_REASONS)
    reason = text("Why, in words", personal=True)
    post_id = reference("The post of whoever gave the grade", "post")
    minutes_open = number(
        "From the opening of the incident to this grade",
        unit="minutes",
        derived=minutes_between("incident_opened_at", "changed_at"),
    )
