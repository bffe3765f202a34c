"""Answers to surveys."""

from __future__ import annotations

from forcesight.records.contract import boolean, code, instant, number, reference, text
from forcesight.records.described import Described
from forcesight.records.force_record import Occurrence


class SurveyResponse(Occurrence, Described, at="answered_at", known="answered_at"):
    """One row for each answer to each question of a survey: of victims, of residents or of the force's own people.

    Those who answer differ from those who do not. A weight makes up for that as far as the survey's makers could; the
    share of those asked who answered stands with the survey, not here. Cells of fewer than ten of the force's own
    people are never shown.
    """

    table = "survey_response"
    title = "Survey answers"

    survey = code("The survey", required=True)
    wave = code("The wave of the survey")
    respondent = text("Identifier of who answered, the same for all of their answers", personal=True)
    question = code("The question, by its code", required=True)
    answered_at = instant("When it was answered", required=True)
    answer = text("The answer as it was given", personal=True)
    score = number("The answer as a number, where the question has a scale")
    satisfied = boolean("Whether the answer counts as satisfied, by the survey's own rule")
    stage = code("The stage of the service that the question is about")
    survey_weight = number("What the answer counts for", minimum=0)
    crime_id = reference("The crime that the answer is about", "crime")
    lsoa_code = code("Code of the Lower Layer Super Output Area", label="LSOA code")
    district_code = code("Code of the district")
