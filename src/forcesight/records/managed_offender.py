"""Offenders whom the force manages."""

from __future__ import annotations

from forcesight.records.codes import vulnerability as codes
from forcesight.records.contract import boolean, coded, instant, integer, reference
from forcesight.records.force_record import Occurrence


class ManagedOffender(Occurrence, at="started_at", known="started_at"):
    """One row for each period in which somebody is managed under a scheme, with the risk level and level now.

    A change of level is a correction of the row: the older one stays, superseded. How often visits are due follows the
    person's own plan; `visit_months` is what that plan says.
    """

    table = "managed_offender"
    title = "Managed offenders"
    case = "managed offender"

    scheme = coded("The scheme", codes.OFFENDER_SCHEMES, required=True)
    mention_id = reference("The mention of the person", "mention")
    started_at = instant("When management started", required=True, activity="management started")
    ended_at = instant("When management ended", activity="management ended")
    management_level = coded("The level of management now", codes.MANAGEMENT_LEVELS)
    risk = coded("The risk level now", codes.RISK_LEVELS)
    visit_months = integer("Months between visits by the plan", unit="months", minimum=0)
    reactive = boolean("Whether the person is managed reactively, without regular visits")
    sole_responsibility_at = instant("When the police became solely responsible", activity="police solely responsible")
    officer_id = reference("The offender manager", "officer")
    team_id = reference("The offender manager's team", "team")
