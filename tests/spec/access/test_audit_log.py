"""The audit log.

Every collection, alteration, consultation, disclosure, combination and erasure, and every sign-in, adds one row: who,
what, when, to which records, and why. A row carries the hash of its own facts and of the row before it, so that a
changed or missing row shows. The database refuses to change or delete a row.
"""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from tests.spec.tables import rows

from forcesight.access import Entry, Event, record, verify_chain
from forcesight.access.audit_schema import SQLITE


NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)
THREE_EVENTS = """
minute | actor     | event            | target
0      | a.analyst | signed_in        | -
1      | a.analyst | measure_exported | measure:burglary
2      | operator  | records_erased   | table:crimes
"""


def a_log(text=THREE_EVENTS):
    connection = sqlite3.connect(":memory:")
    cursor = connection.cursor()
    for statement in SQLITE.schema():
        cursor.execute(statement)
    for row in rows(text):
        at = NOON + timedelta(minutes=row["minute"])
        record(cursor, SQLITE, Entry(Event(row["event"]), row["actor"], row["target"] or "", at=at))
    return cursor


def test_each_event_is_one_kind_of_processing():
    """The law's six kinds, and signing in."""
    table = rows("""
    event            | verb
    signed_in        | signing in
    records_loaded   | collecting
    note_written     | altering
    rejects_viewed   | consulting
    measure_exported | disclosing
    records_combined | combining
    records_erased   | erasing
    """)
    for row in table:
        assert Event(row["event"]).verb == row["verb"]


def test_a_row_reads_as_a_sentence():
    """The log is for people: each event says who did what, once what it was done to is in words."""
    assert Event.MEASURE_EXPORTED.sentence("a.analyst", "Burglary") == "a.analyst exported Burglary"


def test_a_log_left_alone_is_whole():
    """Three rows, each following from the one before."""
    state = verify_chain(a_log())

    assert (state.rows, state.whole, state.fault) == (3, True, None)


@pytest.mark.parametrize(
    "change", ["UPDATE audit_event SET actor = 'nobody'", "DELETE FROM audit_event WHERE sequence = 2"]
)
def test_the_database_refuses_to_change_a_row(change):
    """An update or a deletion fails with a sentence, and the log stays as it was."""
    log = a_log()

    with pytest.raises(sqlite3.IntegrityError, match="The audit log is append-only"):
        log.execute(change)

    assert verify_chain(log).whole


def test_tampering_past_the_triggers_shows():
    """Somebody who owns the file can remove the triggers; the chain then says which row no longer follows."""
    table = rows("""
    done by hand                                                      | found
    UPDATE audit_event SET actor = 'nobody' WHERE sequence = 2        | Row 2 was changed after it was written.
    UPDATE audit_event SET at = '2026-03-16' WHERE sequence = 3       | Row 3 was changed after it was written.
    DELETE FROM audit_event WHERE sequence = 2                        | A row is missing before number 3.
    DELETE FROM audit_event WHERE sequence = 1                        | A row is missing before number 2.
    """)
    for row in table:
        log = a_log()
        for trigger in ("no_update", "no_delete", "follows"):
            log.execute(f"DROP TRIGGER audit_event_{trigger}")
        log.execute(row["done by hand"])

        assert verify_chain(log).fault == row["found"]


def test_a_noted_link_shows_what_a_chain_cannot():
    """Newest rows cut off, or all rows written anew, follow from one another; a link noted earlier gives them away."""
    noted = verify_chain(a_log()).last
    cut_short = a_log(THREE_EVENTS.replace("2      | operator  | records_erased   | table:crimes\n", ""))
    written_anew = a_log(THREE_EVENTS.replace("a.analyst", "b.analyst"))

    assert verify_chain(cut_short).whole and verify_chain(written_anew).whole
    assert verify_chain(cut_short, known=noted).fault == "Rows 3 to 3 were cut off."
    assert verify_chain(written_anew, known=noted).fault == "The log up to row 3 was written anew."
