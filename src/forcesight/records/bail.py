"""Bail and release under investigation."""

from __future__ import annotations

from forcesight.records.codes import force as codes
from forcesight.records.contract import boolean, coded, instant, number, reference
from forcesight.records.derivation import days_between
from forcesight.records.force_record import Occurrence


class Bail(Occurrence, at="started_at", known="started_at"):
    """One row for each period of bail, and of release under investigation, which has no limit in law.

    An extension is a new row that begins when the old one ends. Arrests before 28 October 2022 fall under older limits.
    """

    table = "bail"
    title = "Bail and release under investigation"
    case = "bail"

    bail_kind = coded("What kind it is", codes.BAIL_KINDS, required=True)
    custody_id = reference("The custody record", "custody_record")
    crime_id = reference("The main crime", "crime")
    mention_id = reference("The mention of the person", "mention")
    officer_id = reference("The officer in the case", "officer")
    team_id = reference("The officer's team", "team")
    started_at = instant("When it started", required=True, activity="bail started")
    due_at = instant("When the person must return, or the period runs out")
    authority = coded("Who authorised it", codes.BAIL_AUTHORITIES)
    conditions = boolean("Whether there are conditions")
    victim_view_sought = boolean("Whether the victim's view on conditions was asked")
    domestic = boolean("Whether it is a case of domestic abuse")
    reviewed_at = instant("When it was last reviewed", activity="bail reviewed")
    breached_at = instant("When a condition was broken", activity="bail breached")
    ended_at = instant("When it ended", activity="bail ended")
    end_reason = coded("How it ended", codes.BAIL_ENDS)
    days_held = number("Started to ended", unit="days", derived=days_between("started_at", "ended_at"))
    days_late = number("Due to ended; empty where in time", unit="days", derived=days_between("due_at", "ended_at"))
