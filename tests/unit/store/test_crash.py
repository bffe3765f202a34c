"""`kill -9` at every named point and at random moments; the same command again ends in the same content."""

from __future__ import annotations

import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.store import crash_commands as commands
from tests.unit.store.crashing import assert_whole, each, each_kind, holds, points, run, start, survives
from tests.unit.store.old_home import old_home
from tests.unit.store.published_files import archive, crimes, line, text, write
from tests.unit.store.test_publisher import put

from forcesight.store import Home, read_snapshot, reading
from forcesight.store.journal import Entry, append
from forcesight.store.publisher import publish_journal


def first_files(place: Path) -> None:
    """Two kinds of file, a bad row, and places from which areas follow."""
    write(place / "in", text([*crimes(5), "bad,row"]))
    write(place / "in", text([line("outcomes")], "outcomes"), kind="outcomes")
    (place / "edition").write_text("2024-07")


def newer_files(place: Path) -> None:
    """A month that replaces one, in an archive, and a new month; no areas."""
    cells = {"LSOA_code": "", "LSOA_name": ""}
    shutil.rmtree(place / "in")
    june = text([*crimes(4, **cells), *crimes(2, start=9, **cells), "another,bad,row"])
    (place / "in").mkdir()
    archive(place / "in" / "2024-08.zip", {"2024-06-fairshire-street.csv": june})
    write(place / "in", text(crimes(3, month="2024-07", start=20, **cells)), month="2024-07")
    (place / "edition").write_text("2024-08")


def empty(place: Path) -> None:
    """An empty home, and files to load."""
    Home.create(place / "home", "fairshire")
    first_files(place)


def loaded(place: Path) -> None:
    """A home with one edition, and a newer one to load."""
    empty(place)
    assert run(commands.load_all, place / "home") == 0
    newer_files(place)


def noted(place: Path) -> None:
    """A home with notes, one of which waits in the journal."""
    home = Home.create(place / "home", "fairshire")
    append(home, [put("e1"), put("e2", "n2")])
    publish_journal(home, commands.MARTS)
    append(home, [Entry.new(id="e0", table="note", op="withdraw", row={"note_id": "nobody"})])


def counted(place: Path) -> None:
    """A home with some of the rows that are put in."""
    Home.create(place / "home", "fairshire")
    assert run(commands.upsert, place / "home") == 0
    shutil.rmtree(place / "home")
    Home.create(place / "home", "fairshire")


def said(place: Path) -> None:
    """A home in which a text is to be erased."""
    Home.create(place / "home", "fairshire")
    cells = {"Location": commands.PLACE, "LSOA_code": "", "LSOA_name": ""}
    write(place / "in", text([*crimes(3), *crimes(2, start=9, **cells), commands.PLACE]))
    (place / "edition").write_text("2024-07")
    assert run(commands.load_all, place / "home") == 0
    append(Home.open(place / "home"), [put("e1", body=f"Seen in {commands.PLACE}"), put("e2", "n2")])


def aged(place: Path) -> None:
    """A home of the layout before the first release."""
    old_home(place / "home")


Prepare = Callable[[Path], None]
Run = Callable[[Path], object]

LOADS: dict[str, tuple[Prepare, Run]] = {
    "a first load": (empty, commands.load_all),
    "a load that replaces a month": (loaded, commands.load_all),
}
OTHERS: dict[str, tuple[Prepare, Run]] = {
    "the publisher": (noted, commands.append_and_publish),
    "rows put in place of others": (counted, commands.upsert),
    "an erasure": (said, commands.erase_place),
    "an upgrade": (aged, commands.upgrade_home),
}


def survives_kills(tmp_path: Path, prepare: Prepare, command: Run, choose: Callable[[list[str]], list[str]]) -> None:
    """Prepare a home, run the command undisturbed, then kill it at each chosen point."""
    prepare(tmp_path)
    shutil.copytree(tmp_path / "home", tmp_path / "base")
    visited = choose(points(command, tmp_path / "home", tmp_path / "trace"))
    assert len(visited) > 10
    expected = holds(Home.open(tmp_path / "home"))
    survives(command, tmp_path / "base", tmp_path / "copy", expected, visited)


@pytest.mark.slow
@pytest.mark.parametrize("prepare, command", LOADS.values(), ids=LOADS)
def test_a_load_killed_at_any_named_point_loses_and_doubles_nothing(
    tmp_path: Path, prepare: Prepare, command: Run
) -> None:
    """Before and after each write, sync and rename."""
    survives_kills(tmp_path, prepare, command, each)


@pytest.mark.slow
@pytest.mark.parametrize("prepare, command", OTHERS.values(), ids=OTHERS)
def test_another_writer_killed_at_any_named_point_loses_and_doubles_nothing(
    tmp_path: Path, prepare: Prepare, command: Run
) -> None:
    """What writes one table writes them all, so of each kind of point one table's must do."""
    survives_kills(tmp_path, prepare, command, each_kind)


@pytest.mark.slow
def test_a_kill_at_a_random_moment_loses_and_doubles_nothing(tmp_path: Path) -> None:
    loaded(tmp_path)
    shutil.copytree(tmp_path / "home", tmp_path / "base")
    started = time.monotonic()
    assert run(commands.load_all, tmp_path / "home") == 0
    took = time.monotonic() - started
    expected = holds(Home.open(tmp_path / "home"))
    moments = random.Random(20240607)
    for _ in range(8):
        process = start(commands.load_all, tmp_path / "base")
        time.sleep(moments.uniform(0, took))
        process.kill()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        assert_whole(tmp_path / "base")
    assert run(commands.load_all, tmp_path / "base") == 0
    assert holds(Home.open(tmp_path / "base")) == expected


def mixed(home: Path) -> list[str]:
    """What in a reader's snapshot does not belong together; empty, always."""
    with reading(home) as session:
        counts = "SELECT coalesce(sum(rows_loaded), 0)::BIGINT FROM source_file WHERE kind = 'street'"
        (crimes_told,) = session.one(counts)
        (crimes_held,) = session.one("SELECT count(*) FROM recorded_crime")
        (in_mart,) = session.one("SELECT n FROM mart.count_of_crimes") if session.snapshot.marts else (crimes_held,)
        strangers = session.rows("SELECT source_file FROM recorded_crime EXCEPT SELECT source_file FROM source_file")
    return [
        *([f"{crimes_told} told, {crimes_held} held"] if crimes_told != crimes_held else []),
        *([f"{in_mart} in the mart, {crimes_held} held"] if in_mart != crimes_held else []),
        *(f"{name} without its file" for (name,) in strangers),
    ]


def watch(home: Path) -> None:
    """Read until told to stop; what was seen lies beside the home."""
    seen: set[int] = set()
    faults: list[str] = []
    looks = 0
    while not (home.parent / "stop").exists():
        seen.add(read_snapshot(home).number)
        faults += mixed(home)
        looks += 1
    (home.parent / "watched").write_text(f"{looks} {len(seen)}\n" + "\n".join(faults))


@pytest.mark.slow
def test_a_reader_never_sees_a_mix(tmp_path: Path) -> None:
    """A reader polls while loads replace each other, and while they die."""
    empty(tmp_path)
    reader = start(watch, tmp_path / "home")
    assert run(commands.load_all, tmp_path / "home") == 0
    moments = random.Random(7)
    for edition in range(8, 13):
        count = moments.randint(1, 60)
        write(tmp_path / "in", text(crimes(count, LSOA_code="", LSOA_name="")))
        (tmp_path / "edition").write_text(f"2024-{edition:02d}")
        process = start(commands.load_all, tmp_path / "home")
        time.sleep(moments.uniform(0, 0.4))
        process.kill()
        process.join()
        assert run(commands.load_all, tmp_path / "home") == 0
    (tmp_path / "stop").touch()
    reader.join()
    looks, faults = (tmp_path / "watched").read_text().split("\n", 1)
    assert faults == ""
    assert [int(number) > 3 for number in looks.split()] == [True, True]
