"""Due and overdue

At any moment a case is due, paused or overdue; once it has ended it was met or missed. The question is always "as at"
a moment, and is answered by what had happened by then, so that any past day can be told again. In a table of cases
the answers are columns, which a measure counts like any other.
"""

from __future__ import annotations

import duckdb
from tests.spec.clocks.shipped import catalogue, clock_for, london, shipped_calendars
from tests.spec.tables import rows

from forcesight.clocks import Cases, due_sql, make_days_table, standing_sql, state


CASES = """
    crime | reported         | recorded
    A     | 2024-03-30 18:00 | 2024-03-31 18:59
    B     | 2024-03-30 18:00 | 2024-03-31 19:01
    C     | 2024-03-30 18:00 | -
    D     | 2024-04-01 09:00 | -
    E     | 2024-04-02 09:00 | -
"""


def table_of(text: str) -> duckdb.DuckDBPyConnection:
    """The cases as a table in DuckDB, beside the table of days."""
    connection = duckdb.connect()
    make_days_table(connection, shipped_calendars().values())
    connection.execute("CREATE TABLE crime (crime VARCHAR, reported TIMESTAMPTZ, recorded TIMESTAMPTZ)")
    for row in rows(text):
        times = [london(row[name]) if row[name] else None for name in ("reported", "recorded")]
        connection.execute("INSERT INTO crime VALUES (?, ?, ?)", [row["crime"], *times])
    return connection


def test_as_at_a_moment() -> None:
    """B was recorded two minutes late; C was overdue by then, D not yet; E was not yet reported."""
    answers = []
    for row in rows(CASES):
        reported, recorded = london(row["reported"]), london(row["recorded"]) if row["recorded"] else None
        standing = state(clock_for("ncrs_record", "2024-03-30"), reported, recorded, london("2024-04-01 12:00"))
        answers.append((row["crime"], standing.state, round(standing.late_by.total_seconds() / 60)))
    assert answers == [
        ("A", "met", 0),
        ("B", "missed", 1),
        ("C", "overdue", 1020),
        ("D", "due", 0),
        ("E", "not started", 0),
    ]


def test_the_same_as_columns_of_a_table() -> None:
    """One statement for all rows."""
    cases = Cases(table="crime", started="reported", ended="recorded")
    sql = standing_sql(clock_for("ncrs_record", "2024-03-30"), cases, london("2024-04-01 12:00"))
    found = table_of(CASES).execute(
        f"SELECT crime, ncrs_record_state, ncrs_record_hours_late FROM ({sql}) ORDER BY crime"
    )
    assert [(crime, said, round(late, 2)) for crime, said, late in found.fetchall()] == [
        ("A", "met", 0),
        ("B", "missed", 0.02),
        ("C", "overdue", 17),
        ("D", "due", 0),
        ("E", "not started", 0),
    ]


def test_a_measure_counts_the_column() -> None:
    """Of three crimes whose 24 hours have run out, one was recorded in time."""
    cases = Cases(table="crime", started="reported", ended="recorded")
    sql = standing_sql(clock_for("ncrs_record", "2024-03-30"), cases, london("2024-04-01 12:00"))
    in_time, run_out = "ncrs_record_state = 'met'", "ncrs_record_state in ('met', 'missed', 'overdue')"
    counts = f"SELECT count(*) FILTER ({in_time}), count(*) FILTER ({run_out}) FROM ({sql})"
    assert table_of(CASES).execute(counts).fetchall() == [(1, 3)]


def test_what_was_not_known_yet() -> None:
    """At 18:30 on 31 March, A and B had not been recorded, and nobody was late."""
    cases = Cases(table="crime", started="reported", ended="recorded")
    sql = standing_sql(clock_for("ncrs_record", "2024-03-30"), cases, london("2024-03-31 18:30"))
    found = table_of(CASES).execute(f"SELECT ncrs_record_state, count(*) FROM ({sql}) GROUP BY 1 ORDER BY 1").fetchall()
    assert found == [("due", 3), ("not started", 2)]


def test_each_case_has_the_version_of_its_day() -> None:
    """The Code's working days are in force from 1 April 2021: a decision of the day before has no clock."""
    connection = table_of("""
        crime | reported         | recorded
        A     | 2021-03-31 12:00 | -
        B     | 2021-04-01 12:00 | -
    """)
    versions = catalogue().history(type(clock_for("vc_key_std", "2021-04-01")), "vc_key_std")
    sql = due_sql(versions, Cases(table="crime", started="reported"), calendar=shipped_calendars()["working-days"])
    found = connection.execute(f"SELECT crime, vc_key_std_due_at FROM ({sql}) ORDER BY crime").fetchall()
    assert [(crime, due_at and f"{due_at:%Y-%m-%d}") for crime, due_at in found] == [("A", None), ("B", "2021-04-12")]
