"""A force's own records of stop and search."""

from __future__ import annotations

from forcesight.records.codes import force as codes
from forcesight.records.codes.code_list import words
from forcesight.records.contract import boolean, coded, instant, number, reference, text
from forcesight.records.derivation import hours_between
from forcesight.records.described import Described
from forcesight.records.force_record import Located, Occurrence
from forcesight.records.stop_search import SEARCH_TYPES


class ForceStopSearch(Occurrence, Described, Located, at="stopped_at"):
    """One row for each person or vehicle searched, as the officer wrote it down.

    Person-level, with grounds in words. `stop_search` is what data.police.uk publishes of the same searches: later,
    coarser, and never joined to this. Grounds are judged from the record alone, by people; a verdict here is what the
    source holds of that. A search without an officer-defined ethnicity stays unknown.
    """

    table = "force_stop_search"
    title = "Stop and search (the force's own records)"
    case = "stop"

    stopped_at = instant("When the person was stopped", required=True, activity="person searched")
    search_type = coded("What was searched", words("Type of search", *SEARCH_TYPES))
    power = coded("The power used", codes.SEARCH_POWERS)
    object_of_search = coded("What was looked for", codes.SEARCH_OBJECTS)
    grounds = text("The grounds, in the officer's words", personal=True)
    mention_id = reference("The mention of the person", "mention")
    officer_id = reference("The officer who searched", "officer")
    team_id = reference("The officer's team", "team")
    incident_id = reference("The incident that it belongs to", "incident")
    custody_id = reference("The custody record of an arrest", "custody_record")
    operation = text("The name of the operation")
    self_initiated = boolean("Whether the officer started it, and not a call")
    outcome = coded("The outcome", codes.SEARCH_OUTCOMES)
    outcome_linked = boolean("Whether the outcome was linked to the object of the search")
    object_found = boolean("Whether the object of the search was found")
    clothing_removed = boolean("Whether more than outer clothing was removed")
    body_worn_video = boolean("Whether body-worn video was recording")
    record_offered = boolean("Whether a copy of the record was offered")
    checked_at = instant("When a supervisor checked the record", activity="search record checked")
    supervisor_id = reference("The supervisor who checked", "officer")
    feedback_given = boolean("Whether the supervisor gave feedback")
    grounds_verdict = coded("The verdict on the grounds, where the source holds one", codes.GROUNDS_VERDICTS)
    hours_to_check = number("Stopped to checked", unit="hours", derived=hours_between("stopped_at", "checked_at"))
