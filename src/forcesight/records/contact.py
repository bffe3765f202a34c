"""Contacts with the public: calls and digital contacts."""

from __future__ import annotations

from forcesight.records.codes import contact as codes
from forcesight.records.contract import coded, instant, number, reference, text
from forcesight.records.derivation import seconds_between
from forcesight.records.force_record import Occurrence


class Contact(Occurrence, at="offered_at", known="offered_at"):
    """One row for each call or digital contact, answered or not.

    A call may have two legs: the switchboard answers, then passes it to a contact handler. A single-stage line (999)
    has only the handler's leg, and the switchboard columns and `transferred_at` are empty. A 999 call is offered when
    BT transfers it. A lost caller who redials is several contacts: the caller hash tells redials, withheld numbers
    have none. The last offer is what a caller waits from: `seconds_to_answer` counts the handler's leg only.
    """

    table = "contact"
    title = "Contacts with the public"
    case = "contact"

    channel = coded("How the public reached the force", codes.CHANNELS, required=True)
    line = coded("The telephone line; empty for digital contacts", codes.LINES)
    queue = text("The queue in which it waited")
    offered_at = instant("When the contact reached the force", required=True, activity="contact offered")
    switchboard_answered_at = instant("When the switchboard answered", activity="contact answered by switchboard")
    switchboard_abandoned_at = instant(
        "When the caller gave up waiting for the switchboard", activity="contact abandoned at switchboard"
    )
    transferred_at = instant("When the switchboard passed it on", activity="contact transferred")
    answered_at = instant("When a contact handler answered", activity="contact answered")
    abandoned_at = instant("When the caller gave up waiting for a handler", activity="contact abandoned")
    ended_at = instant("When the conversation ended", activity="contact ended")
    finished_at = instant("When the handler's work after it ended")
    caller_hash = text("Keyed hash of the caller's number or account, made before loading", personal=True)
    post_id = reference("The post of the handler who answered", "post")
    incident_id = reference("The incident that was opened from it", "incident")
    crime_id = reference("The crime that was reported by it", "crime")
    seconds_to_switchboard = number(
        "From the offer to the switchboard's answer",
        unit="seconds",
        derived=seconds_between("offered_at", "switchboard_answered_at"),
    )
    seconds_to_answer = number(
        "From the offer, or the transfer where there was one, to the handler's answer",
        unit="seconds",
        derived=seconds_between("offered_at", "answered_at", "transferred_at"),
    )
    seconds_to_abandon = number(
        "From the offer, or the transfer where there was one, until the caller gave up waiting for a handler",
        unit="seconds",
        derived=seconds_between("offered_at", "abandoned_at", "transferred_at"),
    )
    seconds_handled = number(
        "From the handler's answer to the end of the conversation",
        unit="seconds",
        derived=seconds_between("answered_at", "ended_at"),
    )
    seconds_after = number(
        "From the end of the conversation to the end of the handler's work after it",
        unit="seconds",
        derived=seconds_between("ended_at", "finished_at"),
    )
