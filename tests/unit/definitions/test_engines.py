"""Engines: what they keep, what they give back, and what they say when they cannot run."""

from __future__ import annotations

import shutil
import sys
from datetime import date

import duckdb
import pytest
from tests.property.engines_server import postgres_address

from forcesight.errors import InputRefused
from forcesight.records import AreaLink, StopSearch
from forcesight.store.definitions import Aggregate, Expression
from forcesight.store.definitions.engines import DuckDB, Engine, EngineUnavailable, Oracle, PostgreSQL, Spark


SUMS = {
    "linked": Expression.parse("outcome_linked", StopSearch),
    "hours": Expression.parse("hour", StopSearch),
    "latitudes": Expression.parse("latitude", StopSearch),
}
ROWS = [{"hour": 1, "outcome_linked": True}, {"hour": None, "outcome_linked": None}, {}]


def opened(name: str) -> Engine:
    return {"duckdb": DuckDB, "oracle": Oracle, "postgres": lambda: PostgreSQL(postgres_address())}[name]()


@pytest.mark.parametrize("name", ["duckdb", "oracle", "postgres"])
def test_answers_have_plain_python_types(name: str) -> None:
    engine = opened(name)
    engine.load(StopSearch, ROWS)
    (answer,) = engine.aggregate(Aggregate(StopSearch, (), None, SUMS))
    assert answer == {"rows": 3, "linked": 1, "hours": 1.0, "latitudes": None}
    assert [type(value) for value in answer.values()] == [int, int, float, type(None)]
    engine.close()


@pytest.mark.parametrize("name", ["duckdb", "oracle", "postgres"])
def test_loading_again_replaces_the_rows(name: str) -> None:
    engine = opened(name)
    for rows in (ROWS, ROWS[:1], []):
        engine.load(StopSearch, rows)
        assert engine.aggregate(Aggregate(StopSearch)) == [{"rows": len(rows)}]
    engine.close()


@pytest.mark.parametrize("name", ["duckdb", "oracle", "postgres"])
def test_groups_may_be_dates(name: str) -> None:
    engine = opened(name)
    engine.load(AreaLink, [{"valid_from": date(2024, 2, 29)}, {}])
    groups = engine.aggregate(Aggregate(AreaLink, ("valid_from",)))
    assert sorted(groups, key=str) == [{"valid_from": None, "rows": 1}, {"valid_from": date(2024, 2, 29), "rows": 1}]
    engine.close()


def test_duckdb_leaves_a_connection_of_the_callers_open() -> None:
    connection = duckdb.connect(":memory:")
    engine = DuckDB(connection)
    engine.load(StopSearch, ROWS)
    engine.close()
    assert connection.execute("SELECT count(*) FROM stop_search").fetchall() == [(3,)]


def test_postgresql_says_that_it_cannot_hold_the_character_nul() -> None:
    engine = PostgreSQL(postgres_address())
    with pytest.raises(InputRefused, match="cannot hold the character NUL, which a row has in outcome"):
        engine.load(StopSearch, [{"outcome": "a\0b"}])
    engine.load(StopSearch, ROWS)
    assert engine.aggregate(Aggregate(StopSearch)) == [{"rows": 3}]
    engine.close()


def test_a_missing_client_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(EngineUnavailable, match=r"needs the Python package psycopg: install forcesight\[postgres\]"):
        PostgreSQL("nowhere")
    with pytest.raises(EngineUnavailable, match=r"needs the Python package pyspark: install forcesight\[spark\]"):
        Spark()


class FakeSession:
    """Stands in for a Spark session, so that the seam to it is tested where Spark is not installed."""

    columns = ("rows", "linked")

    def __init__(self) -> None:
        self.settings: dict[str, str] = {}
        self.said: list[str] = []

    def __getattr__(self, name: str) -> object:
        """Whatever is called is noted, and gives the session back."""
        return lambda *values: self.note(name, *values)

    def note(self, name: str, *values: object) -> FakeSession:
        self.said.append(name)
        if name == "config":
            self.settings[str(values[0])] = str(values[1])
        if name == "sql":
            self.said.append(str(values[0]))
        return self

    def collect(self) -> list[tuple[int, int]]:
        return [(3, 1)]


def test_spark_runs_on_a_session_of_the_callers() -> None:
    session = FakeSession()
    engine = Spark(session)
    engine.load(StopSearch, ROWS)
    aggregate = Aggregate(StopSearch, (), None, {"linked": SUMS["linked"]})
    assert engine.aggregate(aggregate) == [{"rows": 3, "linked": 1}]
    engine.close()
    assert session.said == [
        "createDataFrame",
        "createOrReplaceTempView",
        "sql",
        "SELECT COUNT(*) AS `rows`, COUNT(CASE WHEN `outcome_linked` THEN 1 END) AS `linked` FROM `stop_search`",
    ]


def test_a_session_of_its_own_is_local_and_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    session = FakeSession()
    session.builder = session  # type: ignore[attr-defined]
    session.SparkSession = session  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyspark.sql", session)  # type: ignore[arg-type]
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(EngineUnavailable, match="needs Java 17 or later on this machine"):
        Spark()
    monkeypatch.setattr(shutil, "which", lambda _: "java")
    Spark().close()
    assert session.settings["spark.driver.bindAddress"] == "127.0.0.1"
    assert session.said[-2:] == ["getOrCreate", "stop"]
