"""Lines of the live feed: what is counted, what is flagged, what is refused and in which words."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from forcesight.records import Event
from forcesight.records.readers.event_line import FIELDS, LONGEST_LINE, LineRefused, read_line


NOW = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)
WHEN = "2024-06-03T08:00:00Z"
WHOLE = {"event_id": "e1", "cases": ["incident:I-1"], "activity": "unit_at_scene", "occurred_at": WHEN}


def line(**cells: Any) -> bytes:
    """A line with these cells; one that is given as ... is left out."""
    return json.dumps({name: value for name, value in (WHOLE | cells).items() if value is not ...}).encode()


def test_a_line_becomes_the_cells_of_an_event() -> None:
    known, attributes = "2024-06-03T09:15:04+01:00", {"b": 1, "a": "é"}
    told = line(known_at=known, resource=" AB12 ", officer_id=77, longitude=-2, latitude=52.5, attributes=attributes)
    read = read_line(told, NOW)
    assert (read.op, read.id, read.flags) == ("put", "e1", ())
    assert read.cells == {
        "source_id": "e1", "cases": "incident:I-1", "activity": "unit_at_scene", "resource": "AB12",
        "occurred_at": datetime(2024, 6, 3, 8, 0, tzinfo=UTC), "known_at": datetime(2024, 6, 3, 8, 15, 4, tzinfo=UTC),
        "officer_id": "77", "longitude": -2.0, "latitude": 52.5, "attributes": '{"a":"é","b":1}',
    }  # fmt: skip


def test_the_fields_are_the_columns_that_a_source_may_give() -> None:
    assert set(FIELDS) - {"event_id", "op"} == {column.name for column in Event.read_columns()} - {"source_id"}


def test_cases_are_written_in_one_way() -> None:
    for cases in (["contact:C-9", "incident:I-1"], "incident: I-1;contact:C-9", ["incident:I-1", "contact:C-9"] * 2):
        assert read_line(line(cases=cases), NOW).cells["cases"] == "contact:C-9;incident:I-1"
    assert read_line(line(cases="incident:A:B"), NOW).cells["cases"] == "incident:A:B"


def test_a_withdrawal_needs_the_identifier_only() -> None:
    read = read_line(b'{"event_id": "e1", "op": "withdraw", "known_at": "2024-06-03T08:00:00Z", "cases": 4}', NOW)
    assert (read.op, read.cells) == ("withdraw", {"source_id": "e1", "known_at": datetime(2024, 6, 3, 8, tzinfo=UTC)})


FLAGGED = {
    "a place that is nowhere": ({"longitude": 181}, "bad_longitude"),
    "a number that is a text": ({"latitude": "52"}, "bad_latitude"),
    "a number that is a truth": ({"latitude": True}, "bad_latitude"),
    "a number beyond all numbers": ({"latitude": 10**400}, "bad_latitude"),
    "a moment without an offset": ({"known_at": "2024-06-03T08:00:00"}, "bad_known_at"),
    "a moment that is none": ({"known_at": "2024-02-30T08:00:00Z"}, "bad_known_at"),
    "a moment before all calendars": ({"known_at": "0001-01-01T00:00:00+14:00"}, "bad_known_at"),
    "a moment that fills a gap": ({"known_at": "1899-12-31T00:00:00Z"}, "bad_known_at"),
    "knowledge of the future": ({"known_at": "2024-06-03T10:30:00Z"}, "bad_known_at"),
    "a list for a text": ({"resource": ["AB12"]}, "bad_resource"),
    "an empty text": ({"resource": "  "}, "bad_resource"),
    "a zero byte": ({"location": "High\0Street"}, "bad_location"),
    "attributes that are no object": ({"attributes": [1]}, "bad_attributes"),
    "a kind of case that has no table": ({"cases": ["parade:P-1"]}, "unknown_cases"),
}


@pytest.mark.parametrize("cells, flag", FLAGGED.values(), ids=FLAGGED)
def test_a_fault_beside_the_count_is_flagged(cells: dict[str, Any], flag: str) -> None:
    read = read_line(line(**cells), NOW)
    assert read.flags == (flag,)
    assert Event.meaning(flag) != flag
    fault, _, name = flag.partition("_")
    assert (name in read.cells) == (fault == "unknown")


def test_missing_cells_are_no_fault() -> None:
    assert read_line(line(resource=None, location="", known_at=...), NOW).flags == ()


REFUSED = {
    "no JSON": (b"{", "The line is not JSON in UTF-8."),
    "another encoding": ('{"event_id": "é"}'.encode("latin-1"), "The line is not JSON in UTF-8."),
    "half a character": (b'{"event_id": "\\ud83d"}', "The line is not JSON in UTF-8."),
    "no number": (b'{"longitude": NaN}', "The line is not JSON in UTF-8."),
    "nesting without end": (b"[" * 50_000, "The line is not JSON in UTF-8."),
    "a list": (b"[]", "The line is not a JSON object."),
    "a long line": (line(location="x" * LONGEST_LINE), "The line is longer than 65,536 bytes."),
    "a field of its own": (line(colour="red"), "A field is none of an event's, which are event_id, op, known_at"),
    "another operation": (line(op="delete"), "op is neither put nor withdraw."),
    "an operation that is no word": (line(op=["put"]), "op is neither put nor withdraw."),
    "no identifier": (line(event_id=...), "event_id is missing or is no text of at most 200 characters."),
    "an identifier without end": (line(event_id="x" * 201), "event_id is missing"),
    "no case": (line(cases=[]), "cases is missing or cannot be read: write each as kind:identifier"),
    "a case without a kind": (line(cases=[":I-1"]), "cases is missing or cannot be read"),
    "a case that is two": (line(cases=["incident:I-1;contact:C-9"]), "cases is missing or cannot be read"),
    "a case that is a number": (line(cases=[1]), "cases is missing or cannot be read"),
    "no activity": (line(activity=""), "activity is missing or cannot be read"),
    "no moment": (line(occurred_at="03/06/2024"), "occurred_at is missing or cannot be read: write a moment with its"),
    "a local time": (line(occurred_at="2024-06-03T08:00:00"), "occurred_at is missing or cannot be read"),
    "the future": (line(occurred_at="2024-06-03T10:00:01Z"), "occurred_at is in the future; set the sender's clock."),
}


@pytest.mark.parametrize("told, words", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_counted_is_refused_with_a_sentence(told: bytes, words: str) -> None:
    with pytest.raises(LineRefused) as refused:
        read_line(told, NOW)
    assert str(refused.value).startswith(words)


def test_clocks_may_differ_a_little() -> None:
    soon = (NOW + timedelta(minutes=59)).isoformat()
    assert read_line(line(occurred_at=soon), NOW).flags == ()
