"""Notes that people write on charts."""

from __future__ import annotations

from forcesight.records.contract import Contract, instant, period, text


class Note(Contract):
    """One row for each note on a measure's chart, as the site's outbox published it.

    A withdrawn note keeps its row with `superseded_at`.
    """

    table = "note"
    title = "Notes on charts"
    key = ("note_id",)

    note_id = text("Identifier of the note", required=True)
    measure = text("The measure that the note is about", required=True)
    area_level = text("Level of the area", required=True)
    area_code = text("Code of the area", required=True)
    month = period("The month that the note is about, where it is about one")
    body = text("What was written", required=True, personal=True)
    author = text("Who wrote it", required=True, personal=True)
    written_at = instant("When it was written", required=True)
    loaded_at = instant("When it was published to the tables", required=True, volatile=True)
    superseded_at = instant("When it was withdrawn or replaced", volatile=True)
