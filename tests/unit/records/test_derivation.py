"""Derived columns: what their SQL gives, held against the same thing in plain Python."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from forcesight.records import Contact, Contract, Incident, UseOfForce, derivation
from forcesight.records.derivation import DERIVATIONS, Derived


LONDON = ZoneInfo("Europe/London")
SPRING = datetime(2024, 3, 31, 0, 0, tzinfo=UTC)
AUTUMN = datetime(2024, 10, 27, 0, 0, tzinfo=UTC)
MOMENTS = [
    *(day + timedelta(minutes=30 * step) for day in (SPRING, AUTUMN) for step in range(-3, 7)),
    datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC),
    datetime(2023, 12, 31, 23, 30, tzinfo=UTC),
    datetime(2024, 6, 30, 23, 30, tzinfo=UTC),
    datetime(1969, 7, 20, 20, 17, tzinfo=UTC),
]


def value(derived: Derived, **cells: Any) -> Any:
    """What a derived column is for one row."""
    connection = duckdb.connect(":memory:")
    connection.execute("SET TimeZone = 'UTC'")
    kinds = {datetime: "TIMESTAMPTZ", str: "VARCHAR", type(None): "TIMESTAMPTZ"}
    row = ", ".join(f'CAST(? AS {kinds[type(cell)]}) AS "{name}"' for name, cell in cells.items())
    sql = f"SELECT {derived.sql()} FROM (SELECT {row})"
    return connection.execute(sql, list(cells.values())).fetchall()[0][0]


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_buckets_are_those_of_the_clock_on_the_wall(moment: datetime) -> None:
    local = moment.astimezone(LONDON)
    assert value(derivation.local_month("a"), a=moment) == f"{local:%Y-%m}"
    assert value(derivation.local_date("a"), a=moment) == local.date()
    assert value(derivation.local_hour("a"), a=moment) == local.hour
    assert value(derivation.local_weekday("a"), a=moment) == local.isoweekday()


def test_midnight_to_the_second_may_be_an_unknown_time() -> None:
    assert value(derivation.known_hour("a"), a=datetime(2024, 1, 5, 0, 0, tzinfo=UTC)) is None
    assert value(derivation.known_hour("a"), a=datetime(2024, 1, 5, 0, 0, 1, tzinfo=UTC)) == 0
    # In summer it is midnight an hour before it is so in universal time.
    assert value(derivation.known_hour("a"), a=datetime(2024, 7, 4, 23, 0, tzinfo=UTC)) is None
    assert value(derivation.known_hour("a"), a=datetime(2024, 7, 5, 0, 0, tzinfo=UTC)) == 1


def test_elapsed_time_does_not_see_the_clocks_change() -> None:
    before = SPRING - timedelta(hours=12)
    assert value(derivation.hours_between("a", "b"), a=before, b=before + timedelta(hours=24)) == 24.0
    assert value(derivation.days_between("a", "b"), a=AUTUMN, b=AUTUMN + timedelta(days=28)) == 28.0
    assert value(derivation.minutes_between("a", "b"), a=before, b=before + timedelta(seconds=90)) == 1.5
    assert value(derivation.seconds_between("a", "b"), a=before, b=before + timedelta(milliseconds=250)) == 0.25


def test_an_end_before_its_start_has_no_length() -> None:
    late, early = SPRING, SPRING - timedelta(seconds=1)
    assert value(derivation.seconds_between("a", "b"), a=late, b=early) is None
    assert value(derivation.seconds_between("a", "b"), a=late, b=late) == 0.0
    assert value(derivation.seconds_between("a", "b"), a=late, b=None) is None
    assert value(derivation.seconds_between("a", "b"), a=None, b=late) is None


def test_the_last_start_counts() -> None:
    derived = derivation.seconds_between("offered", "answered", "transferred")
    at = {step: SPRING + timedelta(seconds=step) for step in (0, 20, 50)}
    assert value(derived, offered=at[0], transferred=at[20], answered=at[50]) == 30.0
    assert value(derived, offered=at[0], transferred=None, answered=at[50]) == 50.0


def test_an_entry_is_found_whole() -> None:
    domestic = derivation.lists("a", "domestic")
    assert value(domestic, a="alcohol,domestic") is True
    assert value(domestic, a="domestic violence") is False
    assert value(domestic, a="") is False
    assert value(derivation.lists("a", "it's"), a="it's,b") is True


def test_an_unknown_list_is_unknown_and_not_empty() -> None:
    connection = duckdb.connect(":memory:")
    sql = Incident.column("domestic").derived
    assert sql is not None
    told = connection.execute(f"SELECT {sql.sql({'qualifiers': 'CAST(NULL AS VARCHAR)'})}").fetchall()
    assert told == [(None,)]


def test_a_code_without_a_group_has_none() -> None:
    grouped = derivation.group("a", {"x": "letters", "y": "letters", "1": "figures"})
    assert [value(grouped, a=code) for code in ("x", "y", "1", "?")] == ["letters", "letters", "figures", None]


def test_the_sql_of_a_source_stands_in_for_a_column() -> None:
    assert derivation.same("a").sql({"a": '"Time of call"'}) == '"Time of call"'
    assert derivation.same("a").sql() == '"a"'


def test_a_derivation_reads_as_words() -> None:
    assert derivation.hours_between("a", "b").words == "hours from a to b"
    assert derivation.seconds_between("a", "c", "b").words == "seconds from b or else a to c"
    assert derivation.lists("a", "knife").words == "whether a lists knife"
    assert derivation.local_month("a").words == "local month of a"
    assert derivation.same("a").words == "copy of a"
    assert {derived.how for derived in map(derived_of, ("month", "hour", "domestic"))} <= set(DERIVATIONS)


def derived_of(name: str) -> Derived:
    """How a column of incidents is made."""
    derived = Incident.column(name).derived
    assert derived
    return derived


def completed(contract: type[Contract], **cells: str) -> dict[str, Any]:
    """One row of a contract with its derived columns; cells are SQL."""
    row = ", ".join(f'CAST({cells.get(c.name, "NULL")} AS {c.type.duckdb}) AS "{c.name}"' for c in contract.columns)
    cursor = duckdb.connect(":memory:").execute(contract.completed_select(f"(SELECT {row})"))
    (told,) = cursor.fetchall()
    return dict(zip([name for name, *_ in cursor.description], told, strict=True))


def test_all_derived_columns_of_a_row_are_made_at_once() -> None:
    row = completed(Contact, offered_at="'2024-06-30 23:30:00+00'", answered_at="'2024-06-30 23:30:08+00'")
    assert (row["month"], row["hour"], row["weekday"]) == ("2024-07", 0, 1)
    assert row["seconds_to_answer"] == 8.0
    assert row["happened_at"] == row["known_at"] == row["offered_at"]
    assert tuple(row) == Contact.names()


def test_derived_columns_do_not_read_each_other() -> None:
    form = completed(UseOfForce, used_at="'2024-01-05 22:00:00+00'", tactics="'baton drawn,ground restraint'")
    assert form["restrained"] is True
    assert form["handcuffed"] is False
    assert form["known_at"] is None


def test_a_contract_without_derived_columns_is_taken_as_it_is() -> None:
    class Plain(Contract):
        code = Contact.column("line")

    assert Plain.completed_select("somewhere") == "SELECT * FROM somewhere"
