"""THRIVE assessments of incidents."""

from __future__ import annotations

from forcesight.records.codes import incident as codes
from forcesight.records.contract import boolean, coded, instant, reference, text
from forcesight.records.force_record import Occurrence


class ThriveAssessment(Occurrence, at="assessed_at", known="assessed_at"):
    """One row for each THRIVE assessment of an incident; any change of circumstance asks for another.

    The grade is never computed from the elements: a person decides it. An element without a level was not assessed.
    """

    table = "thrive_assessment"
    title = "THRIVE assessments"

    incident_id = reference("The incident", "incident", required=True)
    assessed_at = instant("When it was assessed", required=True, activity="incident assessed")
    post_id = reference("The post of the assessor", "post")
    threat = coded("Level of threat", codes.ELEMENT_LEVELS)
    harm = coded("Level of harm", codes.ELEMENT_LEVELS)
    risk = coded("Level of risk", codes.ELEMENT_LEVELS)
    investigation = coded("Level of need for investigation", codes.ELEMENT_LEVELS)
    vulnerability = coded("Level of vulnerability", codes.ELEMENT_LEVELS)
    engagement = coded("Level of need for engagement", codes.ELEMENT_LEVELS)
    rationale = text("Why, in words", personal=True)
    grade_suggested = coded("The grade that a tool suggested", codes.GRADES)
    grade_decided = coded("The grade that a person decided", codes.GRADES)
    is_repeat = boolean("Whether the incident had been assessed before")
