"""Public protection referrals."""

from __future__ import annotations

from forcesight.records.codes import vulnerability as codes
from forcesight.records.contract import boolean, coded, instant, number, reference, text
from forcesight.records.derivation import hours_between
from forcesight.records.force_record import Located, Occurrence


class ProtectionReferral(Occurrence, Located, at="submitted_at", known="submitted_at"):
    """One row for each public protection notice that an officer submitted.

    A referral that nobody triaged has no `triaged_at`; it is open, however old. A standard-risk referral may by policy
    never be triaged, so a share of triaged referrals is told by risk.
    """

    table = "protection_referral"
    title = "Public protection referrals"
    case = "referral"

    referral_kind = coded("What it is about", codes.REFERRAL_KINDS, required=True)
    submitted_at = instant("When it was submitted", required=True, activity="referral received")
    risk = coded("Risk as the officer graded it", codes.REFERRAL_RISKS)
    triaged_risk = coded("Risk after triage", codes.REFERRAL_RISKS)
    incident_id = reference("The incident", "incident")
    crime_id = reference("The crime", "crime")
    mention_id = reference("The mention of the person at risk", "mention")
    officer_id = reference("The officer who submitted it", "officer")
    team_id = reference("The officer's team", "team")
    checked_at = instant("When a supervisor checked it", activity="referral checked")
    triaged_at = instant("When it was triaged", activity="referral triaged")
    shared_at = instant("When it was shared with a partner", activity="referral shared")
    decided_at = instant("When a decision was made", activity="referral decided")
    closed_at = instant("When it was closed", activity="referral closed")
    decision = coded("The decision", codes.REFERRAL_DECISIONS)
    partner = text("The partner that it was shared with")
    child_present = boolean("Whether a child was present")
    child_heard = boolean("Whether what the child said or showed was recorded")
    school_told_at = instant("When the child's school was told", activity="school told")
    conference = boolean("Whether it was referred to a multi-agency conference")
    is_repeat = boolean("Whether the source marks it as a repeat")
    consent = boolean("Whether the person agreed to sharing; sharing may be lawful without")
    hours_to_triage = number("Submitted to triaged", unit="hours", derived=hours_between("submitted_at", "triaged_at"))
    hours_to_share = number("Submitted to shared", unit="hours", derived=hours_between("submitted_at", "shared_at"))
