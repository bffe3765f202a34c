"""The event log's SQL, and the views of records that a session makes when they are asked for."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import duckdb
import pytest

from forcesight.records import REGISTRY, CaseLog, Contract, EventLog, contract
from forcesight.store import Home, reading
from forcesight.store.event_log import EVENT_TABLES, case_kinds, case_log_sql, event_log_sql, vocabulary
from forcesight.store.record_views import current
from forcesight.store.writer import Writer


HANDLING = {"force": "fairshire", "source_system": "control", "source_file": "extract", "quality_flags": ""}


def load(home: Home, table: str, *rows: dict[str, Any]) -> None:
    """Rows of a table, with what every row has."""
    with Writer.open(home) as writer:
        with writer.registered(table, [HANDLING | row for row in rows]) as source:
            writer.add(table, contract(table).completed_select(source))
        writer.publish("test")


def described(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[str, str]]:
    """The names and types that a query gives."""
    return [(name, kind) for name, kind, *_ in connection.execute(f"DESCRIBE {sql}").fetchall()]


def shape(of: type[Contract]) -> list[tuple[str, str]]:
    """The names and types that a contract promises."""
    return [(column.name, column.type.duckdb) for column in of.columns]


@pytest.fixture
def empty() -> duckdb.DuckDBPyConnection:
    """Every table of the log, without rows."""
    connection = duckdb.connect(":memory:")
    for table in EVENT_TABLES:
        connection.execute(f'CREATE TABLE "{table}" AS {REGISTRY[table].empty_select()}')
    return connection


def test_the_log_of_all_tables_has_the_columns_of_its_contract(empty: duckdb.DuckDBPyConnection) -> None:
    assert described(empty, event_log_sql()) == shape(EventLog)
    empty.execute(f"CREATE VIEW event_log AS {event_log_sql()}")
    assert described(empty, case_log_sql()) == shape(CaseLog)


@pytest.mark.parametrize("table", EVENT_TABLES)
def test_the_log_of_one_table_has_the_same_columns(empty: duckdb.DuckDBPyConnection, table: str) -> None:
    assert described(empty, event_log_sql([table])) == shape(EventLog)


def test_the_log_of_no_table_is_empty(empty: duckdb.DuckDBPyConnection) -> None:
    assert described(empty, event_log_sql([])) == shape(EventLog)
    assert empty.execute(event_log_sql(())).fetchall() == []


def test_every_table_with_an_activity_tells_of_a_case(empty: duckdb.DuckDBPyConnection) -> None:
    for table in EVENT_TABLES:
        tells_of_none = event_log_sql([table], kinds=["nothing"])
        assert case_kinds()
        assert event_log_sql([table]) != tells_of_none
        assert empty.execute(tells_of_none).fetchall() == []


def test_each_activity_comes_from_where_its_contract_says(home: Home) -> None:
    """One row of every table with every instant filled gives each activity of the vocabulary."""
    for table in EVENT_TABLES[:-1]:
        filled = {c.name: _filler(c.type.name, c.name) for c in contract(table).columns if not c.derived}
        load(home, table, filled | {"source_id": "1", "superseded_at": None})
    with reading(home.path) as session:
        told = {activity for (activity,) in session.rows("SELECT DISTINCT activity FROM event_log")}
        kinds = {kind for (kind,) in session.rows("SELECT DISTINCT case_kind FROM event_log")}
    assert told == set(vocabulary())
    assert kinds >= set(case_kinds())


def _filler(kind: str, name: str) -> Any:
    values = {"instant": "2024-02-05 09:00:00+00", "date": "2024-02-05", "boolean": True, "integer": 1, "number": 1.0}
    return values.get(kind, name)


def test_an_event_of_a_row_carries_its_codes_and_none_of_its_words(home: Home) -> None:
    row = {"offered_at": "2024-02-05T09:00:00Z", "channel": "telephone", "queue": "words", "caller_hash": "h"}
    load(home, "contact", {"source_id": "C-1", **row, "post_id": "P-3"})
    with reading(home.path) as session:
        (event,) = session.dicts("SELECT * FROM event_log")
    assert json.loads(event["attributes"]) == {"channel": "telephone", "line": None}
    assert event["event_id"] == "contact/control/C-1/offered_at"
    assert event["resource"] == "P-3"
    assert (event["force"], event["source_system"], event["of_table"]) == ("fairshire", "control", "contact")


def test_a_call_sign_comes_before_an_officer(home: Home) -> None:
    unit = {"incident_id": "I-1", "resource": "AB12", "allocated_at": "2024-02-05T09:00:00Z"}
    load(home, "resource_status", {"source_id": "R-1", **unit})
    event = {"cases": "incident:I-1", "activity": "seen", "occurred_at": "2024-02-05T09:30:00Z", "officer_id": "O-1"}
    load(home, "event", {"source_id": "E-1", **event})
    with reading(home.path) as session:
        told = session.rows("SELECT activity, resource FROM event_log ORDER BY activity")
    assert told == [("seen", "O-1"), ("unit allocated", "AB12")]


def test_a_row_may_name_its_case_itself(home: Home) -> None:
    pause = {"case_kind": "investigation", "case_id": "V-1", "clock": "SUP_REVIEW", "reason": "awaiting results"}
    load(home, "clock_pause", {"source_id": "1", **pause, "paused_at": "2024-02-05T09:00:00Z"})
    with reading(home.path) as session:
        told = session.rows("SELECT activity, case_kind, case_id FROM event_log")
    assert told == [("clock paused", "investigation", "V-1")]


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        ("incident:I-1", [("incident", "I-1")]),
        ("incident:I:1;use of force:2 b", [("incident", "I:1"), ("use of force", "2 b")]),
    ],
)
def test_an_identifier_may_hold_a_colon_and_a_kind_a_space(home: Home, cases: str, told: list[tuple[str, str]]) -> None:
    event = {"cases": cases, "activity": "seen", "occurred_at": "2024-02-05T09:00:00Z"}
    load(home, "event", {"source_id": "E-1", **event})
    with reading(home.path) as session:
        assert session.rows("SELECT case_kind, case_id FROM event_log ORDER BY case_kind") == told


def test_a_log_of_one_kind_tells_only_of_it(home: Home) -> None:
    event = {"cases": "incident:I-1;crime:K-7", "activity": "seen", "occurred_at": "2024-02-05T09:00:00Z"}
    load(home, "event", {"source_id": "E-1", **event})
    load(home, "contact", {"source_id": "C-1", "offered_at": "2024-02-05T09:00:00Z", "incident_id": "I-1"})
    load(home, "risk_assessment", {"source_id": "A-1", "case_kind": "referral", "assessed_at": "2024-02-05T09:00:00Z"})
    tables = ["event", "contact", "risk_assessment"]
    with reading(home.path) as session:
        session.views.make(tables)
        told = session.rows(f"SELECT DISTINCT case_kind, activity FROM ({event_log_sql(tables, kinds=['incident'])})")
    assert sorted(told) == [("incident", "contact offered"), ("incident", "seen")]


def test_the_log_of_one_data_file(home: Home) -> None:
    """A mart reads the events of a file as it reads its rows."""
    load(home, "contact", {"source_id": "C-1", "offered_at": "2024-02-05T09:00:00Z"})
    load(home, "contact", {"source_id": "C-2", "offered_at": "2024-02-06T09:00:00Z"})
    first = min((home.records / "contact").glob("*.parquet"))
    log = event_log_sql({"contact": f"read_parquet('{first}')"})
    with reading(home.path) as session:
        told = session.rows(f"SELECT case_id FROM ({log})")
    assert told == [("C-1",)]


def test_a_view_is_made_when_a_query_asks_for_it(home: Home) -> None:
    load(home, "incident", {"source_id": "I-1", "opened_at": "2024-02-05T09:00:00Z"})
    made = "SELECT view_name FROM duckdb_views() WHERE NOT internal"
    with reading(home.path) as session:
        assert session.rows(made) == []
        assert session.one("SELECT count(*) FROM incident") == (1,)
        assert session.rows(made) == [("incident",)]
        assert session.one("SELECT count(*) FROM incident, Crime_History WHERE incident_id = ?", ["I-1"]) == (0,)
        assert session.dicts("SELECT case_id, events FROM case_log") == [{"case_id": "I-1", "events": 1}]


def test_a_query_may_ask_for_a_log_and_for_what_it_is_made_of(home: Home) -> None:
    load(home, "incident", {"source_id": "I-1", "opened_at": "2024-02-05T09:00:00Z"})
    with reading(home.path) as session:
        told = session.rows("SELECT c.case_id, e.activity FROM case_log c, event_log e, incident, event_log_history")
    assert told == [("I-1", "incident opened")]


def test_a_query_for_what_there_is_not_says_so(home: Home) -> None:
    with reading(home.path) as session:
        with pytest.raises(duckdb.CatalogException, match="weather"):
            session.rows("SELECT * FROM weather")
        with pytest.raises(duckdb.CatalogException, match="weather"):
            session.rows("SELECT * FROM incident, weather")


def test_many_threads_may_ask_for_the_same_view_at_once(home: Home) -> None:
    load(home, "incident", {"source_id": "I-1", "opened_at": "2024-02-05T09:00:00Z"})
    with reading(home.path) as session, ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: session.one("SELECT count(*) FROM event_log"), range(16)))
    assert counts == [(1,)] * 16


def test_rows_without_an_end_are_current_at_any_moment() -> None:
    moment = "TIMESTAMPTZ '2024-02-05 09:00:00+00'"
    assert current(REGISTRY["area"]) == "true"
    assert current(REGISTRY["area"], moment) == "true", "the past is read with the geography of today"
    assert current(REGISTRY["tombstone"], moment) == "true"
    assert current(REGISTRY["incident"]) == "superseded_at IS NULL"
