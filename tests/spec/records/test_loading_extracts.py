"""Extracts of a force's own systems.

An extract is what a system gives of its records: a folder of CSV, Excel or Parquet files. A mapping, one TOML file a
system, says which file fills which of our tables, which column becomes which, and what its codes mean. What became of
every row is counted: rows read are rows loaded, rejected, or already loaded. A row is rejected only if nobody could
count it: it has no identifier, no moment that gives it a month, or the wrong number of cells. Whatever else is wrong
with it becomes an empty value and a quality flag.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.spec.records.extract_examples import Example

from forcesight.errors import InputRefused


@pytest.fixture
def example(tmp_path: Path) -> Example:
    return Example.create(tmp_path)


def test_a_mapping_says_what_columns_and_codes_mean(example: Example) -> None:
    """The source's columns and codes become ours; local times become moments."""
    example.mapping("""
        [extract]
        source_system = "control"
        dates = ["%d/%m/%Y %H:%M"]

        [[table]]
        table = "incident"
        files = ["logs*.csv"]

        [table.columns]
        source_id = "LOG"
        opened_at = "CREATED"
        opening_category = { column = "TYPE", codes = { BURG = "burglary" } }
        repeat_checked = "CHECKED"
    """)
    example.file("logs.csv", """
        LOG,CREATED,TYPE,CHECKED,OPERATOR
        17,01/07/2024 09:00,BURG,Y,x
    """)  # fmt: skip

    assert example.load().rows_loaded == 1
    assert example.ask("SELECT source_id, opening_category, repeat_checked, month, hour FROM incident") == [
        ("17", "burglary", True, "2024-07", 9)
    ]


def test_every_row_is_loaded_rejected_or_already_loaded(example: Example) -> None:
    """A row that cannot be counted goes to the rejected rows, with its line, the reason, and how it stood there."""
    example.incidents("""
        LOG,CREATED,CLOSED,TYPE
        I-1,2024-03-04 09:00,2024-03-04 10:00,BURG
        ,2024-03-04 11:00,,BURG
        I-3,,,BURG
        I-4,2024-03-04 12:00,BURG
        I-5,2024-03-04 13:00,,BURG
    """)

    told = example.load()
    assert (told.rows_read, told.rows_loaded, told.rows_rejected, told.rows_already_loaded) == (5, 2, 3, 0)
    assert example.ask("SELECT line, reason, raw FROM reject ORDER BY line") == [
        (3, "the row has no identifier: LOG is empty", ",2024-03-04 11:00,,BURG"),
        (4, "the row has no month: opened_at is empty", "I-3,,,BURG"),
        (5, "the row has 3 cells instead of 4", "I-4,2024-03-04 12:00,BURG"),
    ]
    again = example.load()
    assert (again.rows_read, again.rows_loaded, again.rows_rejected, again.rows_already_loaded) == (5, 0, 3, 2)


def test_other_faults_are_flags(example: Example) -> None:
    """A code that nobody knows is kept, a date that is none is left empty, an end before its start gives no length."""
    example.incidents("""
        LOG,CREATED,CLOSED,TYPE
        I-1,2024-03-04 09:00,2024-03-04 25:00,BURG
        I-2,2024-03-04 09:00,2024-03-04 08:00,BURG
        I-3,2024-03-04 09:00,,B-99
    """)

    example.load()
    asked = (
        "SELECT source_id, closed_at IS NULL, minutes_open, opening_category, quality_flags FROM incident ORDER BY 1"
    )
    assert example.ask(asked) == [
        ("I-1", True, None, "burglary", "bad_closed_at"),
        ("I-2", False, None, "burglary", "bad_minutes_open"),
        ("I-3", True, None, "B-99", "unknown_opening_category"),
    ]


def test_a_local_time_that_never_was_is_no_time(example: Example) -> None:
    """On 31 March 2024 clocks went from 1:00 to 2:00. On 27 October the hour from 1:00 came twice: unless the mapping
    says which one the system means, nobody knows when it was."""
    example.incidents("""
        LOG,CREATED,CLOSED,TYPE
        I-1,2024-03-31 00:30,2024-03-31 01:30,BURG
        I-2,2024-10-27 00:30,2024-10-27 01:30,BURG
        I-3,2024-10-27 00:30,2024-10-27T01:30+01:00,BURG
    """)

    example.load(extracted="2024-12-31")
    assert example.ask("SELECT source_id, minutes_open, quality_flags FROM incident ORDER BY 1") == [
        ("I-1", None, "bad_closed_at"),
        ("I-2", None, "bad_closed_at"),
        ("I-3", 60.0, ""),
    ]


def test_the_same_identifier_with_other_content_is_a_correction(example: Example) -> None:
    """The older row stays, with its end, so that "as at" an earlier day still shows what was known then."""
    example.incidents("""
        LOG,CREATED,CLOSED,TYPE
        I-1,2024-03-04 09:00,,BURG
        I-2,2024-03-04 11:00,,BURG
    """)
    example.load(extracted="2024-03-05")
    example.incidents("""
        LOG,CREATED,CLOSED,TYPE
        I-1,2024-03-04 09:00,2024-03-05 10:00,ROBB
        I-2,2024-03-04 11:00,,BURG
    """)

    told = example.load(extracted="2024-03-06")
    assert (told.rows_loaded, told.rows_already_loaded, told.tables["incident"].rows_corrected) == (1, 1, 1)
    asked = "SELECT source_id, opening_category, superseded_at IS NULL FROM incident_history ORDER BY 1, 2"
    assert example.ask(asked) == [
        ("I-1", "burglary", False),
        ("I-1", "robbery", True),
        ("I-2", "burglary", True),
    ]


def test_what_a_missing_row_means_is_for_the_mapping_to_say(example: Example) -> None:
    """An extract of changes says nothing of rows that it lacks. In one of everything they have been withdrawn; in one
    of whole months, those of its months have."""
    first = """
        LOG,CREATED,CLOSED,TYPE
        I-1,2024-02-04 09:00,,BURG
        I-2,2024-03-04 09:00,,BURG
        I-3,2024-03-05 09:00,,BURG
    """
    later = """
        LOG,CREATED,CLOSED,TYPE
        I-3,2024-03-05 09:00,,BURG
    """
    left = {}
    for holds in ("changes", "whole months", "everything"):
        place = example.another()
        place.incidents(first, holds=holds)
        place.load(extracted="2024-04-01")
        place.incidents(later, holds=holds)
        place.load(extracted="2024-05-01")
        left[holds] = [source_id for (source_id,) in place.ask("SELECT source_id FROM incident ORDER BY 1")]

    assert left == {"changes": ["I-1", "I-2", "I-3"], "whole months": ["I-1", "I-3"], "everything": ["I-3"]}


def test_a_source_can_say_that_a_row_is_withdrawn(example: Example) -> None:
    """A row that says so takes its record back; it counts as loaded, since it changes something."""
    example.incidents("""
        LOG,CREATED,CLOSED,TYPE,STATUS
        I-1,2024-03-04 09:00,,BURG,LIVE
        I-2,2024-03-04 11:00,,BURG,LIVE
    """, withdrawn='STATUS = ["DELETED"]')  # fmt: skip
    example.load(extracted="2024-03-05")
    example.incidents("""
        LOG,CREATED,CLOSED,TYPE,STATUS
        I-1,,,,DELETED
    """, withdrawn='STATUS = ["DELETED"]')  # fmt: skip

    told = example.load(extracted="2024-03-06")
    assert (told.rows_read, told.rows_loaded, told.tables["incident"].rows_withdrawn) == (1, 1, 1)
    assert example.ask("SELECT source_id FROM incident") == [("I-2",)]


def test_an_older_extract_never_replaces_a_newer_one(example: Example) -> None:
    """It is refused, unless the home knows it already: then nothing happens."""
    older = """
        LOG,CREATED,CLOSED,TYPE
        I-1,2024-03-04 09:00,,BURG
    """
    example.incidents(older)
    example.load(extracted="2024-03-05")
    example.incidents(older.replace("BURG", "ROBB"))
    example.load(extracted="2024-03-06")

    example.incidents(older)
    assert example.load(extracted="2024-03-05").rows_already_loaded == 1
    assert example.ask("SELECT opening_category FROM incident") == [("robbery",)]
    example.incidents(older.replace("I-1", "I-2"))
    with pytest.raises(InputRefused, match="an older extract never replaces a newer one"):
        example.load(extracted="2024-03-05")


def test_of_rows_with_one_identifier_the_last_counts(example: Example) -> None:
    """An earlier row that says the same is already loaded, one that says otherwise is rejected; both are told."""
    example.incidents("""
        LOG,CREATED,CLOSED,TYPE
        I-1,2024-03-04 09:00,,BURG
        I-1,2024-03-04 09:00,,ROBB
        I-1,2024-03-04 09:00,,ROBB
    """)

    told = example.load()
    assert (told.rows_loaded, told.rows_rejected, told.rows_already_loaded) == (1, 1, 1)
    assert told.tables["incident"].rows_repeated == 2
    assert example.ask("SELECT opening_category FROM incident") == [("robbery",)]


def test_a_reference_that_leads_nowhere_is_flagged_until_its_row_arrives(example: Example) -> None:
    """So it makes no difference which table is loaded first."""
    example.units("""
        ID,LOG,CALLSIGN,SENT
        R-1,I-1,AB12,2024-03-04 09:05
        R-2,I-2,AB12,2024-03-04 11:05
    """)
    example.load()
    flags = "SELECT source_id, quality_flags FROM resource_status ORDER BY 1"
    assert example.ask(flags) == [("R-1", "unlinked_incident_id"), ("R-2", "unlinked_incident_id")]

    example.incidents("""
        LOG,CREATED,CLOSED,TYPE
        I-1,2024-03-04 09:00,,BURG
    """)
    example.load()
    assert example.ask(flags) == [("R-1", ""), ("R-2", "unlinked_incident_id")]


def test_an_event_log_is_loaded_like_any_other_table(example: Example) -> None:
    """Its cases are made of the columns that identify them; an event of a case that nobody knows is flagged."""
    example.incidents("""
        LOG,CREATED,CLOSED,TYPE
        I-1,2024-03-04 09:00,,BURG
    """)
    example.events("""
        ENTRY,LOG,CALL,WHAT,WHEN
        1,I-1,,supervisor looked,2024-03-04 09:10
        2,I-1,C-9,caller called back,2024-03-04 09:30
    """)

    example.load()
    assert example.ask("SELECT cases, activity, quality_flags FROM event ORDER BY source_id") == [
        ("incident:I-1", "supervisor looked", ""),
        ("incident:I-1;contact:C-9", "caller called back", "unlinked_cases"),
    ]
    asked = "SELECT activity FROM event_log WHERE case_kind = 'incident' AND case_id = 'I-1' ORDER BY happened_at"
    assert example.ask(asked) == [("incident opened",), ("supervisor looked",), ("caller called back",)]


def test_an_erased_record_does_not_come_back(example: Example) -> None:
    """Its row is counted as rejected, and nothing that it says is kept."""
    rows = """
        LOG,CREATED,CLOSED,TYPE
        I-0001,2024-03-04 09:00,,BURG
        I-0002,2024-03-04 11:00,,BURG
    """
    example.incidents(rows)
    example.load(extracted="2024-03-05")
    example.erase("I-0001")

    for day in ("2024-03-05", "2024-03-06"):
        told = example.load(extracted=day)
        assert (told.rows_read, told.rows_loaded, told.rows_rejected, told.rows_already_loaded) == (2, 0, 1, 1)
    assert example.ask("SELECT source_id FROM incident_history") == [("I-0002",)]
    assert set(example.ask("SELECT reason, raw FROM reject")) == {("the row was erased earlier", "")}


def test_an_extract_of_everything_that_lacks_much_is_doubted(example: Example) -> None:
    """It was probably cut short; a person must say that the records are really gone."""
    lines = [f"I-{n},2024-03-04 09:00,,BURG" for n in range(200)]
    example.incidents("\n".join(["LOG,CREATED,CLOSED,TYPE", *lines]), holds="everything")
    example.load(extracted="2024-03-05")
    example.incidents("\n".join(["LOG,CREATED,CLOSED,TYPE", *lines[:100]]), holds="everything")

    with pytest.raises(InputRefused, match="of the 200 rows of incident in force, the extract lacks 100"):
        example.load(extracted="2024-03-06")
    told = example.load(extracted="2024-03-06", accept_withdrawals=True)
    assert told.tables["incident"].rows_withdrawn == 100
    assert example.ask("SELECT count(*) FROM incident") == [(100,)]


def test_nothing_is_withdrawn_while_a_row_has_no_identifier(example: Example) -> None:
    """The row that seems to be missing may be the one that could not be read."""
    rows = """
        LOG,CREATED,CLOSED,TYPE
        I-1,2024-03-04 09:00,,BURG
        I-2,2024-03-04 11:00,,BURG
    """
    example.incidents(rows, holds="everything")
    example.load(extracted="2024-03-05")
    example.incidents(rows.replace("I-2", ""), holds="everything")

    told = example.load(extracted="2024-03-06")
    assert told.tables["incident"].rows_withdrawn == 0
    assert "some rejected rows have no identifier" in told.remarks[0]
    assert example.ask("SELECT source_id FROM incident ORDER BY 1") == [("I-1",), ("I-2",)]
