"""Episodes of missing people."""

from __future__ import annotations

from forcesight.records.codes import vulnerability as codes
from forcesight.records.contract import boolean, coded, instant, integer, number, reference, text
from forcesight.records.derivation import hours_between
from forcesight.records.described import Described
from forcesight.records.force_record import Located, Occurrence


class MissingEpisode(Occurrence, Described, Located, at="reported_at", happened="last_seen_at", known="reported_at"):
    """One row for each time that somebody was reported missing; the same person may have many.

    The place is where the person went missing from. An episode without `found_at` is still open. A child is offered a
    return interview within 72 hours of return.
    """

    table = "missing_episode"
    title = "Missing-person episodes"
    case = "missing"

    incident_id = reference("The incident", "incident")
    mention_id = reference("The mention of the person", "mention")
    team_id = reference("The team that it falls to", "team")
    last_seen_at = instant("When the person was last seen")
    reported_at = instant("When it was reported", required=True, activity="missing reported")
    risk = coded("Risk when it was first graded", codes.MISSING_RISKS)
    highest_risk = coded("The highest risk during the episode", codes.MISSING_RISKS)
    risk_graded_at = instant("When the risk was first graded", activity="missing risk graded")
    missing_from = coded("Where the person went missing from", codes.MISSING_FROM)
    is_child = boolean("Whether the person is under 18")
    in_care = boolean("Whether the person is looked after by a local authority")
    plan_held = boolean("Whether a plan for the person was held before (such as a Herbert Protocol form)")
    found_at = instant("When the person was found or returned", activity="missing person found")
    found_by = text("Who found the person, as a kind: police, family, returned")
    harmed = boolean("Whether the person came to harm")
    prevention_interview_at = instant("When the prevention interview was held", activity="prevention interview held")
    return_interview_at = instant("When the return interview was held", activity="return interview held")
    earlier_episodes = integer("Episodes of the same person in the 90 days before, by the source", minimum=0)
    hours_missing = number("Reported to found", unit="hours", derived=hours_between("reported_at", "found_at"))
    hours_to_interview = number(
        "Found to return interview", unit="hours", derived=hours_between("found_at", "return_interview_at")
    )
