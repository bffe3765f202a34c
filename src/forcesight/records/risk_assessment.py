"""Risk levels that an assessment tool gave."""

from __future__ import annotations

from forcesight.records.codes import vulnerability as codes
from forcesight.records.contract import code, coded, instant, reference, text
from forcesight.records.force_record import Occurrence


class RiskAssessment(Occurrence, at="assessed_at", known="assessed_at"):
    """One row for each assessment with a risk tool: the level and the date, nothing of its items.

    Items and weights of restricted tools (KIRAT, ARMS, OASys) are not held here, and are not to be rebuilt from it.
    """

    table = "risk_assessment"
    title = "Risk assessments"

    case_kind = code("The kind of case: referral, managed offender and so on", required=True)
    case_id = text("The case's identifier in its own table", required=True)
    tool = coded("The tool", codes.ASSESSMENT_TOOLS, required=True)
    level = coded("The level that it gave", codes.RISK_LEVELS)
    assessed_at = instant("When it was assessed", required=True, activity="risk assessed")
    due_at = instant("When the next assessment is due")
    officer_id = reference("Who assessed", "officer")
