"""Stays in custody."""

from __future__ import annotations

from forcesight.records.codes import force as codes
from forcesight.records.contract import boolean, coded, instant, number, reference, text
from forcesight.records.derivation import hours_between
from forcesight.records.described import Described
from forcesight.records.force_record import Occurrence


class CustodyRecord(Occurrence, Described, at="arrived_at", happened="arrested_at", known="arrived_at"):
    """One row for each detained person's stay in custody.

    The detention clock starts at authorisation or as the law says for the case; reviews are at 6 hours and then every
    9. Somebody arrested for several crimes has one row; the crime named is the main one.
    """

    table = "custody_record"
    title = "Custody records"
    case = "custody"

    arrested_at = instant("When the person was arrested", activity="person arrested")
    arrived_at = instant("When the person arrived", required=True, activity="custody started")
    authorised_at = instant("When detention was authorised", activity="detention authorised")
    refused = boolean("Whether detention was refused")
    released_at = instant("When the person left custody", activity="custody ended")
    suite = text("The custody suite")
    mention_id = reference("The mention of the person", "mention")
    crime_id = reference("The main crime", "crime")
    incident_id = reference("The incident of the arrest", "incident")
    officer_id = reference("The arresting officer", "officer")
    team_id = reference("The arresting officer's team", "team")
    disposal = coded("How the stay ended", codes.CUSTODY_DISPOSALS)
    is_child = boolean("Whether the person is under 18")
    overnight = boolean("Whether the person was held overnight")
    appropriate_adult_at = instant("When an appropriate adult arrived", activity="appropriate adult arrived")
    strip_searched = boolean("Whether the person was strip-searched")
    mental_health = boolean("Whether mental health was a factor")
    hours_detained = number("Arrived to released", unit="hours", derived=hours_between("arrived_at", "released_at"))
