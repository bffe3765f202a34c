"""Snapshots, the lock, the Delta log and fault points: what every writer stands on."""

from __future__ import annotations

import json
import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.store.published_files import crimes, load, rows, text, write

from forcesight.errors import HomeBusy, HomeError
from forcesight.store import Home, Snapshot, delta, faults, read_snapshot, reading
from forcesight.store import snapshot as snapshot_module
from forcesight.store.lock import write_lock
from forcesight.store.query import connect
from forcesight.store.snapshot import (
    DataFile,
    TableState,
    forget_snapshots,
    kept_snapshots,
    use_snapshot,
    write_snapshot,
)
from forcesight.store.writer import Writer


STATE = TableState("note", 1, 3, (DataFile("1.parquet", 5, 4, 700), DataFile("2.parquet", 2, 2, 300)))


def population(year: int) -> dict[str, object]:
    """A row of the population table."""
    return {"level": "force", "code": "fairshire", "year": year, "population": 10 * year, "source": "test"}


def publish(home: Home, year: int) -> Snapshot:
    """One more row, one more snapshot."""
    with Writer.open(home) as writer:
        writer.add_rows("population", [population(year)])
        return writer.publish("test")


def test_a_snapshot_survives_its_file() -> None:
    snapshot = Snapshot(
        7, "2024-07-01T00:00:00+00:00", "test", {"note": STATE}, {"count": "marts/7.duckdb"}, "ab", 12, 5
    )
    assert Snapshot.from_json(snapshot.to_json()) == snapshot
    assert (STATE.rows, STATE.bytes) == (6, 1000)
    assert snapshot.paths() == {"records/note/1.parquet", "records/note/2.parquet", "marts/7.duckdb"}
    assert snapshot.table("incident") is None


def test_the_one_mart_of_an_older_snapshot_is_made_anew() -> None:
    older = json.loads(Snapshot(7).to_json())
    del older["marts"]
    snapshot = Snapshot.from_json(json.dumps(older | {"mart": "marts/000007.duckdb", "mart_fingerprint": "ab"}))
    assert snapshot == Snapshot(7)


def test_a_home_without_snapshots_has_the_empty_one(home: Home) -> None:
    assert read_snapshot(home.path) == Snapshot()
    assert rows(home, "SELECT count(*) FROM recorded_crime") == [(0,)]


def test_an_unreadable_snapshot_is_told(home: Home) -> None:
    (home.path / "snapshots" / "current.json").write_text("{")
    with pytest.raises(HomeError, match=r"cannot be read .*; restore the home from a backup"):
        read_snapshot(home.path)


def test_the_last_few_snapshots_stay_with_their_files(home: Home) -> None:
    for year in range(2001, 2006):
        publish(home, year)
    assert [kept.number for kept in kept_snapshots(home.path)] == [3, 4, 5]
    for kept in kept_snapshots(home.path):
        assert all((home.path / path).exists() for path in kept.paths())


def test_a_snapshot_stays_for_as_long_as_somebody_reads_it(home: Home) -> None:
    publish(home, 2001)
    with reading(home.path) as session:
        for year in range(2002, 2009):
            publish(home, year)
        assert [kept.number for kept in kept_snapshots(home.path)] == [1, 6, 7, 8]
        assert session.rows("SELECT year FROM population") == [(2001,)]
    publish(home, 2009)
    assert [kept.number for kept in kept_snapshots(home.path)] == [7, 8, 9]


def test_a_snapshot_that_was_forgotten_before_it_was_claimed_is_not_used(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(home, 2001)
    first = read_snapshot(home.path)
    for year in range(2002, 2006):
        publish(home, year)
    told = iter([first])
    current = snapshot_module.read_snapshot
    monkeypatch.setattr(snapshot_module, "read_snapshot", lambda path: next(told, None) or current(path))
    snapshot, claim = use_snapshot(home.path)
    assert snapshot.number == 5
    assert claim is not None
    claim.let_go()
    claim.let_go()


def test_the_millionth_snapshot_is_newer_than_the_one_before(home: Home) -> None:
    for number in (999_998, 999_999, 1_000_000, 1_000_001):
        write_snapshot(home.path, Snapshot(number))
    forget_snapshots(home.path, read_snapshot(home.path))
    assert [kept.number for kept in kept_snapshots(home.path)] == [999_999, 1_000_000, 1_000_001]


def test_snapshots_from_before_an_erasure_or_from_a_crash_go(home: Home) -> None:
    for number in (1, 2, 3, 4):
        write_snapshot(home.path, Snapshot(number))
    current = replace(Snapshot(3), oldest=2)
    write_snapshot(home.path, current)
    forget_snapshots(home.path, current)
    assert [kept.number for kept in kept_snapshots(home.path)] == [2, 3]


def test_one_writer_at_a_time(home: Home) -> None:
    with write_lock(home.path), pytest.raises(HomeBusy, match="Another process is writing to") as busy:
        publish(home, 2001)
    assert busy.value.exit_code == 4
    publish(home, 2001)


def test_a_writer_may_wait_for_its_turn(home: Home) -> None:
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with write_lock(home.path):
            held.set()
            release.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    threading.Timer(0.1, release.set).start()
    with Writer.open(home, wait=30):
        assert release.is_set()
    holder.join()


def test_rows_with_the_same_key_replace_each_other(home: Home) -> None:
    with Writer.open(home) as writer:
        assert writer.upsert("population", []) == 0
        assert writer.upsert("population", [population(2001), population(2002)]) == 2
        assert writer.upsert("population", [population(2001)]) == 0
        assert writer.upsert("population", [population(2001) | {"population": 1}]) == 1
        writer.publish("test")
    assert rows(home, "SELECT year, population FROM population ORDER BY 1") == [(2001, 1), (2002, 20020)]


def test_what_is_not_published_is_not_there(home: Home) -> None:
    publish(home, 2001)
    with Writer.open(home) as writer:
        writer.add_rows("population", [population(2002)])
        assert writer.add("population", f"SELECT * FROM {writer.source('population')} WHERE false") is None
    assert rows(home, "SELECT year FROM population") == [(2001,)]
    publish(home, 2003)
    assert len(list(home.records.glob("population/*.parquet"))) == 2


def test_a_table_can_lose_all_its_files(home: Home) -> None:
    publish(home, 2001)
    with Writer.open(home) as writer:
        writer.files("population").clear()
        writer.publish("test")
    assert rows(home, "SELECT count(*) FROM population") == [(0,)]


def test_a_long_log_is_replaced_by_a_checkpoint(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from deltalake import DeltaTable

    monkeypatch.setattr(delta, "CHECKPOINT_EVERY", 3)
    for year in range(2001, 2008):
        publish(home, year)
    log = sorted(path.name for path in home.records.glob("population/_delta_log/0*"))
    assert log == [f"{5:020d}.checkpoint.parquet", f"{5:020d}.json", f"{6:020d}.json"]
    table = DeltaTable(str(home.records / "population"))
    assert (table.version(), len(table.file_uris())) == (6, 7)


def test_half_written_log_files_of_a_crash_go(home: Home) -> None:
    publish(home, 2001)
    log = home.records / "population" / "_delta_log"
    for name in (f"{1:020d}.json", f"{1:020d}.checkpoint.parquet", f"{0:020d}.json#1", "_commit_ab.json.tmp"):
        (log / name).write_text("{}")
    publish(home, 2002)
    assert sorted(path.name for path in log.iterdir()) == [f"{0:020d}.json", f"{1:020d}.json"]


def test_statistics_hold_counts_and_never_a_value(home: Home, tmp_path: Path) -> None:
    load(home, write(tmp_path / "in", text(crimes(3, Location="Zephyrine Crescent"))))
    for entry in home.records.glob("*/_delta_log/*"):
        said = entry.read_text()
        assert "numRecords" in said
        assert "minValues" not in said
        assert "Zephyrine" not in said


def test_the_tables_are_read_by_others_as_delta_lake(home: Home, tmp_path: Path) -> None:
    import pyarrow as pa
    from deltalake import DeltaTable

    load(home, write(tmp_path / "in", text(crimes(3))))
    table = DeltaTable(str(home.records / "recorded_crime"))
    assert table.metadata().description == "Recorded crime and anti-social behaviour (data.police.uk)"
    assert pa.table(table.get_add_actions(flatten=True))["num_records"].to_pylist() == [3]


def test_a_session_reads_dictionaries_single_rows_and_parameters(home: Home, tmp_path: Path) -> None:
    load(home, write(tmp_path / "in", text(crimes(3))))
    with reading(home.path) as session:
        sql = "SELECT month, count(*) AS n FROM recorded_crime WHERE force = ? GROUP BY 1"
        assert session.dicts(sql, ["fairshire"]) == [{"month": "2024-06", "n": 3}]
        assert session.one("SELECT count(*) FROM recorded_crime_history") == (3,)
        with pytest.raises(ValueError, match="unpack"):
            session.one("SELECT month FROM recorded_crime")


def test_threads_can_be_limited(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCESIGHT_THREADS", "1")
    connection = connect(home.path)
    assert connection.execute("SELECT current_setting('threads')").fetchall() == [(1,)]
    connection.close()


def test_fault_points_are_traced_and_stop_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda process, how: killed.append((process, how)))
    monkeypatch.setattr(faults, "_reached", faults.Counter())
    monkeypatch.setenv("FORCESIGHT_FAULT_TRACE", str(tmp_path / "trace"))
    monkeypatch.setenv("FORCESIGHT_FAULT_AT", "two#2")
    for point in ("one", "two", "two", "two"):
        faults.reach(point)
    assert (tmp_path / "trace").read_text().split() == ["one#1", "two#1", "two#2", "two#3"]
    assert killed == [(os.getpid(), signal.SIGKILL)]
    monkeypatch.delenv("FORCESIGHT_FAULT_TRACE")
    monkeypatch.setenv("FORCESIGHT_FAULT_AT", "one")
    faults.reach("one")
    assert len(killed) == 2
