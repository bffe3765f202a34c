"""Events: things that happened to cases."""

from __future__ import annotations

from forcesight.records.contract import code, instant, reference, text
from forcesight.records.force_record import Located, Occurrence


class Event(Occurrence, Located, at="occurred_at"):
    """One row for each event that a source gives as such; most events are derived from the typed tables instead.

    `source_id` is the event's identifier: the same one again with the same content is the same event, with other
    content a correction. An event belongs to one case or several. Events of a case may come in any order and late:
    `happened_at` says when it happened, `known_at` when the source knew, `loaded_at` when we did. The event log is this
    table and the derived events together.
    """

    table = "event"
    title = "Events"

    cases = text("The cases, each as kind:identifier, joined by ;: `incident:I-1;contact:C-9`", required=True)
    activity = code("What happened, by the vocabulary of the event log; another activity is kept", required=True)
    occurred_at = instant("When it happened", required=True)
    resource = text("Who or what did it: a unit, a post, a system")
    officer_id = reference("The officer who did it", "officer")
    attributes = text("Anything else, as a JSON object", personal=True)
