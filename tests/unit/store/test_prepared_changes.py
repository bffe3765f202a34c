"""A load that is prepared while the publisher goes on, and is entered on top of what that has published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.unit.store import crash_commands as commands
from tests.unit.store.crashing import each_kind, holds, points, survives
from tests.unit.store.marts_for_tests import CountMart
from tests.unit.store.published_files import crimes, load, rows, text, write
from tests.unit.store.test_publisher import put

from forcesight.errors import HomeBusy
from forcesight.records.readers import discover
from forcesight.store import Home, read_snapshot, writer
from forcesight.store.journal import append
from forcesight.store.loading import load_published
from forcesight.store.lock import snapshot_lock, write_lock, write_lock_is_free
from forcesight.store.publisher import publish_journal
from forcesight.store.writer import Writer


MARTS = [CountMart()]


def people(year: int) -> list[dict[str, object]]:
    """A row of the population table."""
    return [{"level": "force", "code": "fairshire", "year": year, "population": 9, "source": "test"}]


def write_note(home: Home, number: int) -> None:
    """A note, published at once."""
    append(home, [put(f"e{number}", f"n{number}")])
    assert publish_journal(home, MARTS) == 1


def test_notes_are_published_while_a_change_is_prepared(home: Home) -> None:
    write_note(home, 1)
    with Writer.prepare(home) as change:
        change.add_rows("population", people(2001))
        write_note(home, 2)
        write_note(home, 3)
        assert [n for (n,) in rows(home, "SELECT note_id FROM note ORDER BY 1")] == ["n1", "n2", "n3"]
        assert rows(home, "SELECT count(*) FROM population") == [(0,)]
        published = change.publish("people", MARTS)
        assert published.number == read_snapshot(home.path).number == 4
    assert rows(home, "SELECT year FROM population") == [(2001,)]
    assert rows(home, "SELECT count(*) FROM note") == [(3,)]
    assert read_snapshot(home.path).journal == 3
    write_note(home, 4)


def test_files_of_a_change_that_is_prepared_are_not_taken_for_left_over(home: Home) -> None:
    with Writer.prepare(home) as change:
        change.add_rows("population", people(2001))
        (home.staging / "unpacked.csv").touch()
        for number in range(5):
            write_note(home, number)
        assert (home.staging / "unpacked.csv").exists()
        assert all(path.exists() for path in change.new_paths("population"))
    write_note(home, 9)
    assert list(home.records.glob("population/*.parquet")) == []
    assert list(home.staging.iterdir()) == []


def test_a_change_of_the_journals_own_tables_keeps_the_publisher_waiting(home: Home) -> None:
    write_note(home, 1)
    append(home, [put("e2", "n2")])
    with Writer.prepare(home) as change:
        change.add_rows("population", people(2001))
        change.rewrite("note", f"SELECT * REPLACE ('Other words' AS body) FROM {change.source('note')}")
        with pytest.raises(HomeBusy):
            publish_journal(home)
        change.publish("notes")
    assert publish_journal(home) == 1
    assert rows(home, "SELECT body FROM note ORDER BY 1") == [("First words",), ("Other words",)]


def test_both_may_add_rejected_rows(home: Home) -> None:
    reject = {"source_file": "feed/cad/2024-06-03", "line": 1, "reason": "r", "raw": "x", "raw_hash": "h"}
    with Writer.prepare(home) as change:
        change.add_rows("reject", [reject | {"source_file": "street/fairshire/2024-06@2024-06"}])
        with Writer.for_journal(home) as publisher:
            assert not publisher.alone
            publisher.add_rows("reject", [reject])
            publisher.publish("journal")
        change.publish("load")
    assert rows(home, "SELECT count(*), count(DISTINCT source_file) FROM reject") == [(2, 2)]


def test_a_change_that_changes_its_mind_leaves_nothing(home: Home) -> None:
    with pytest.raises(RuntimeError), Writer.prepare(home) as change:
        change.add_rows("population", people(2001))
        raise RuntimeError
    assert write_lock_is_free(home.path)
    write_note(home, 1)
    assert list(home.records.glob("population/*.parquet")) == []


def test_marts_that_the_publisher_does_not_touch_are_made_before_the_change_is_entered(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    build = CountMart.build

    def note_lock(self: CountMart, *given: object) -> None:
        with snapshot_lock(home.path):
            made.append("without the snapshot lock")
        build(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(CountMart, "build", note_lock)
    load_published(home, discover([write(tmp_path, text(crimes(3)))]), builders=MARTS)
    assert made == ["without the snapshot lock"]
    assert rows(home, "SELECT n FROM mart.count_of_crimes") == [(3,)]


def test_notes_are_published_between_any_two_steps_of_a_load(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The publisher comes in wherever the load has not entered yet."""
    load(home, write(tmp_path / "in", text(crimes(3))))
    busy: list[int] = []

    def publish(_: int, __: int, ___: str) -> None:
        number = len(busy)
        append(home, [put(f"e{number}", f"n{number}")])
        busy.append(publish_journal(home, MARTS))

    path = write(tmp_path / "in", text([*crimes(5), "bad,row"]))
    report = load_published(home, discover([path], edition="2024-09"), builders=MARTS, progress=publish)
    assert report.rows_loaded == 5
    assert len(busy) > 3
    assert set(busy) == {1}
    assert rows(home, "SELECT count(*) FROM note") == [(len(busy),)]
    assert rows(home, "SELECT n FROM mart.count_of_crimes") == [(5,)]
    assert read_snapshot(home.path).journal == len(busy)


def test_long_changes_come_one_after_another(home: Home) -> None:
    with Writer.prepare(home):
        for another in (Writer.prepare, Writer.open):
            with pytest.raises(HomeBusy), another(home):
                pass
    with write_lock(home.path):
        assert not write_lock_is_free(home.path)


def test_whoever_waits_too_long_for_a_snapshot_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "PATIENCE", 0.0)
    with snapshot_lock(home.path), pytest.raises(HomeBusy), Writer.open(home):
        pass


@pytest.mark.slow
def test_a_load_beside_the_publisher_killed_at_any_named_point_loses_and_doubles_nothing(tmp_path: Path) -> None:
    home = Home.create(tmp_path / "base", "fairshire")
    write(tmp_path / "in", text([*crimes(5), "bad,row"]))
    (tmp_path / "edition").write_text("2024-07")
    append(home, [put("e1"), put("e2", "n2")])
    shutil.copytree(tmp_path / "base", tmp_path / "home")
    visited = points(commands.load_beside, tmp_path / "home", tmp_path / "trace")
    assert "enter.after#1" in visited
    expected = holds(Home.open(tmp_path / "home"))
    survives(commands.load_beside, tmp_path / "base", tmp_path / "copy", expected, each_kind(visited))
