"""Contacts with victims after the report."""

from __future__ import annotations

from forcesight.records.codes import crime as codes
from forcesight.records.contract import boolean, coded, instant, number, reference
from forcesight.records.derivation import days_between
from forcesight.records.force_record import Occurrence


class VictimContact(Occurrence, at="contacted_at", known="contacted_at"):
    """One row for each contact with a victim that the Victims' Code or the agreed plan asks for.

    A contact that was due and never made has no row. Limits run in working days and begin on the day after what
    triggered them; `due_at` is what the source worked out, where it does.
    """

    table = "victim_contact"
    title = "Contacts with victims"

    crime_id = reference("The crime", "crime", required=True)
    investigation_id = reference("The investigation", "investigation")
    mention_id = reference("The mention of the victim", "mention")
    contacted_at = instant("When the victim was contacted", required=True, activity="victim contacted")
    contact_kind = coded("What the contact was for", codes.VICTIM_CONTACT_KINDS, required=True)
    triggered_at = instant("When what the victim had to be told of happened")
    due_at = instant("When the contact was due")
    enhanced = boolean("Whether the victim has enhanced rights")
    reached = boolean("Whether the victim was reached")
    officer_id = reference("Who made the contact", "officer")
    days_late = number(
        "Due to contacted; empty where in time", unit="days", derived=days_between("due_at", "contacted_at")
    )
