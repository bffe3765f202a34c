"""Marts: a part is made once for each data file, a builder's file once for all that it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.unit.store.marts_for_tests import CountMart
from tests.unit.store.published_files import crimes, load, rows, text, write
from tests.unit.store.test_publisher import put

from forcesight.records.readers import discover
from forcesight.store import Home, read_snapshot
from forcesight.store.journal import append
from forcesight.store.loading import load_published
from forcesight.store.marts import fingerprint, open_as_at
from forcesight.store.publisher import publish_journal
from forcesight.store.query import run
from forcesight.store.writer import Writer


MARTS = [CountMart()]


def load_month(home: Home, place: Path, month: str, count: int, edition: str | None = None) -> None:
    """Load so many crimes of a month."""
    path = write(place, text(crimes(count, month=month, LSOA_code="", LSOA_name="")), month=month)
    load_published(home, discover([path], edition=edition), builders=MARTS)


def parts(home: Home) -> dict[str, int]:
    """The parts, each with the moment at which it was made."""
    return {path.name: path.stat().st_mtime_ns for path in home.marts.glob("parts/*")}


def test_a_new_month_costs_that_month(home: Home, tmp_path: Path) -> None:
    load_month(home, tmp_path, "2024-05", 3)
    first = parts(home)
    load_month(home, tmp_path, "2024-06", 4)
    assert len(first) == 1
    assert first.items() <= parts(home).items()
    assert len(parts(home)) == 2
    assert rows(home, "SELECT n FROM mart.count_of_crimes") == [(7,)]


def test_parts_and_marts_that_nobody_needs_go(home: Home, tmp_path: Path) -> None:
    for edition in ("2024-06", "2024-07", "2024-08", "2024-09", "2024-10"):
        load_month(home, tmp_path, "2024-06", int(edition[-2:]), edition)
    assert rows(home, "SELECT n FROM mart.count_of_crimes") == [(10,)]
    names = {Path(file.path).stem for file in read_snapshot(home.path).tables["recorded_crime"].files}
    assert {name.partition(".")[0].removeprefix("recorded_crime-") for name in parts(home)} == names
    assert len(list(home.marts.glob("*.duckdb"))) == 3


def test_without_builders_there_is_no_mart(home: Home, tmp_path: Path) -> None:
    load(home, write(tmp_path / "in", text(crimes(3))))
    snapshot = read_snapshot(home.path)
    assert (snapshot.marts, snapshot.mart_fingerprint) == ({}, "")
    with Writer.open(home) as writer:
        writer.publish("marts", MARTS)
    snapshot = read_snapshot(home.path)
    assert list(snapshot.marts) == ["counts"]
    assert snapshot.mart_fingerprint == fingerprint(MARTS)


class NoteMart:
    """Counts notes, by what they are about; one more row of `place`, which it needs the count of crimes for."""

    name = "notes"
    fingerprint = "notes-1"
    needs = ("counts",)
    reads = ("note",)

    def part_sql(self, table: str, source: str) -> str | None:
        """No parts."""
        return None

    def build(self, connection: Any, parts: Mapping[str, str]) -> None:
        """Two tables, one of which another builder makes too."""
        run(connection, "CREATE TABLE mart.count_of_notes AS SELECT measure, count(*) AS n FROM note GROUP BY 1")
        run(connection, "CREATE TABLE mart.place AS SELECT 'all' AS location, n FROM mart.count_of_crimes")


def test_each_builder_has_its_own_file_and_keeps_it_while_nothing_that_it_reads_changes(
    home: Home, tmp_path: Path
) -> None:
    both = [*MARTS, NoteMart()]
    load_month(home, tmp_path, "2024-05", 3)
    with Writer.open(home) as writer:
        first = writer.publish("another mart", both)
    assert (read_snapshot(home.path).mart_fingerprint, list(first.marts)) == (fingerprint(both), ["counts", "notes"])
    append(home, [put("e1")])
    publish_journal(home, both)
    second = read_snapshot(home.path)
    assert second.marts["counts"] == first.marts["counts"]
    assert second.marts["notes"] != first.marts["notes"]
    assert rows(home, "SELECT * FROM mart.count_of_notes") == [("recorded-crime", 1)]
    with Writer.open(home) as writer:
        assert writer.publish("nothing", both).marts == second.marts


def test_a_table_that_several_builders_make_is_read_as_one(home: Home, tmp_path: Path) -> None:
    both = [*MARTS, NoteMart()]
    path = write(tmp_path, text(crimes(2, Location="On or near High Street", LSOA_code="", LSOA_name="")))
    load_published(home, discover([path]), builders=both)
    expected = [("On or near High Street", 2), ("all", 2)]
    assert rows(home, "SELECT location, n FROM mart.place ORDER BY ALL") == expected
    session = open_as_at(home.path, datetime.now(UTC) + timedelta(days=1), both)
    assert session.rows("SELECT location, n FROM mart.place ORDER BY ALL") == expected
    session.close()


def test_a_mart_that_needs_another_is_made_again_with_it(home: Home, tmp_path: Path) -> None:
    both = [*MARTS, NoteMart()]
    with Writer.open(home) as writer:
        before = writer.publish("empty", both)
    load_published(home, discover([write(tmp_path, text(crimes(2)))]), builders=both)
    after = read_snapshot(home.path)
    assert [after.marts[name] != before.marts[name] for name in ("counts", "notes")] == [True, True]


def test_another_definition_has_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(MARTS)
    monkeypatch.setattr(CountMart, "fingerprint", "count-2")
    assert fingerprint(MARTS) != before


def test_as_at_a_moment_is_what_the_home_held_then(home: Home, tmp_path: Path) -> None:
    """Rows that were loaded later are unknown, rows that were replaced later are current."""
    load_month(home, tmp_path, "2024-06", 3, "2024-07")
    then = datetime.fromisoformat(read_snapshot(home.path).published_at)
    with Writer.open(home) as writer:
        writer.now = then + timedelta(hours=2)
        writer.supersede("recorded_crime", "month", ["2024-06"])
        writer.publish("replaced", MARTS)
    for moment, count in [(-1, 0), (1, 3), (3, 0)]:
        session = open_as_at(home.path, then + timedelta(hours=moment), MARTS)
        assert session.one("SELECT count(*) FROM recorded_crime") == (count,)
        assert session.one("SELECT n FROM mart.count_of_crimes") == (count,)
        session.close()
    empty = open_as_at(home.path, datetime(2020, 1, 1, tzinfo=UTC), MARTS)
    assert empty.one("SELECT count(*) FROM population") == (0,)
    empty.close()
