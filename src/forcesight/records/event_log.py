"""The shape of the event log, which is a view: every event of every case, derived from the tables or loaded as such."""

from __future__ import annotations

from forcesight.records.contract import Contract, code, day, instant, integer, period, text


class EventLog(Contract):
    """One row for each event and each of its cases: an event of two cases has two rows with the same `event_id`.

    Count events with `count(DISTINCT event_id)`, or within one `case_kind`. An event that was derived from a row is
    called after it, so it keeps its identifier when the row is corrected, and it is current for as long as the row is.
    Rows come in no order: sort by `happened_at`, `step`, `event_id`.
    """

    title = "Event log"

    event_id = text("Identifier of the event: table/system/row/column, or the source's own", required=True)
    case_kind = code("The kind of case", required=True)
    case_id = text("The case's identifier in its own table", required=True)
    activity = code("What happened", required=True)
    happened_at = instant("When it happened", required=True)
    step = integer("Place of the activity among those of its table: it orders events of one moment", required=True)
    known_at = instant("When the source came to know it, where it says so")
    resource = text("Who or what did it: a unit, an officer, a post")
    place_id = text("The place, where the source has a gazetteer")
    lsoa_code = code("Code of the Lower Layer Super Output Area", label="LSOA code")
    attributes = text("What the row says in codes, as a JSON object; for a loaded event what the source said")
    force = text("The police force, as its data.police.uk slug", required=True)
    source_system = text("The system that the row came from", required=True)
    of_table = text("The table that tells of it", required=True)
    loaded_at = instant("When this home loaded the row", required=True, volatile=True)
    superseded_at = instant("When the row was replaced or withdrawn; empty while it is current", volatile=True)
    month = period("The month in Europe/London", required=True)
    local_date = day("The date in Europe/London")
    hour = integer("The hour in Europe/London", unit="hour")
    weekday = integer("The day of the week in Europe/London: 1 is Monday, 7 is Sunday")


class CaseLog(Contract):
    """One row for each case that has events, from its first to its last."""

    title = "Cases"

    force = text("The police force, as its data.police.uk slug", required=True)
    case_kind = code("The kind of case", required=True)
    case_id = text("The case's identifier in its own table", required=True)
    events = integer("How many events it has", required=True)
    first_activity = code("What happened first", required=True)
    last_activity = code("What happened last", required=True)
    started_at = instant("When the first event happened", required=True)
    ended_at = instant("When the last event happened", required=True)
    loaded_at = instant("When this home last loaded an event of it", required=True, volatile=True)
