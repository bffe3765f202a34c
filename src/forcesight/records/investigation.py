"""Investigations of crimes."""

from __future__ import annotations

from forcesight.records import derivation
from forcesight.records.codes import crime as codes
from forcesight.records.contract import boolean, code, coded, instant, number, period, reference
from forcesight.records.derivation import days_between
from forcesight.records.force_record import Occurrence


class Investigation(Occurrence, at="allocated_at", known="allocated_at"):
    """One row for each investigation of a crime, with its outcome once it has one.

    Time buckets follow `allocated_at`, so a rate of outcomes is that of the crimes of a month as they ended later:
    recent months are still filling. `outcome_month` is the month in which the outcome was assigned, which published
    figures use; the two are never mixed. A caution or community resolution needs the victim's view, a closure for
    want of the victim's support needs the victim's decision, and several outcomes need an approver.
    """

    table = "investigation"
    title = "Investigations"
    case = "investigation"

    crime_id = reference("The crime", "crime", required=True)
    allocated_at = instant("When it was allocated to an owner", required=True, activity="investigation allocated")
    post_id = reference("The owner's post", "post")
    officer_id = reference("The owner", "officer")
    team_id = reference("The owner's team", "team")
    risk = coded("Risk as the force grades it", codes.INVESTIGATION_RISKS)
    plan_at = instant("When the investigation plan was written", activity="investigation planned")
    first_action_at = instant("When the first action on scene, pictures or witnesses was taken",
                              activity="investigation first action")  # fmt: skip
    suspect_named = boolean("Whether a suspect was named")
    victim_decision = coded("What the victim decided", codes.VICTIM_DECISIONS)
    victim_decision_recorded = boolean("Whether the victim's decision is on record with its reason")
    victim_view_taken = boolean("Whether the victim's view on the outcome was asked")
    lines_open = boolean("Whether lines of enquiry were left open at closure")
    outcome = coded("Outcome type, 1 to 22", codes.OUTCOMES)
    outcome_group = code(
        "What the outcome type means, in groups",
        *dict.fromkeys(codes.OUTCOMES.groups.values()),
        derived=derivation.group("outcome", codes.OUTCOMES.groups),
    )
    outcome_at = instant("When the outcome was assigned", activity="outcome assigned")
    outcome_month = period(
        "The month in which the outcome was assigned, in Europe/London", derived=derivation.local_month("outcome_at")
    )
    approver_id = reference("Who approved the outcome", "officer")
    approved_at = instant("When the outcome was approved", activity="outcome approved")
    closed_at = instant("When the investigation was closed", activity="investigation closed")
    days_to_plan = number("Allocated to planned", unit="days", derived=days_between("allocated_at", "plan_at"))
    days_to_outcome = number("Allocated to outcome", unit="days", derived=days_between("allocated_at", "outcome_at"))
    days_open = number("Allocated to closed", unit="days", derived=days_between("allocated_at", "closed_at"))
