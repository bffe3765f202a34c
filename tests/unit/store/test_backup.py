"""A backup is the home at one snapshot, and a restored home is equal to it; a damaged backup is refused."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.store.marts_for_tests import CountMart
from tests.unit.store.published_files import contents, crimes, load, rows, text, write
from tests.unit.store.test_publisher import put

from forcesight.errors import HomeBusy, HomeError, InputRefused
from forcesight.store import Home, read_snapshot
from forcesight.store import backup as backing_up
from forcesight.store.backup import MANIFEST, backup
from forcesight.store.journal import append, read_from
from forcesight.store.publisher import publish_journal
from forcesight.store.restore import restore
from forcesight.store.writer import Writer


def full(home: Home, tmp_path: Path) -> Home:
    """A home with records, a replaced month, published and waiting notes, a catalogue and the site's rows."""
    load(home, write(tmp_path / "in", text([*crimes(30), "odd,row"])), edition="2024-07")
    load(home, write(tmp_path / "in", text(crimes(40))), edition="2024-08")
    append(home, [put("e1")])
    publish_journal(home, [CountMart()])
    append(home, [put("e2", "n2", "Still waiting")])
    (home.catalogue / "measures").mkdir()
    (home.catalogue / "measures" / "own.toml").write_text("id = 'own'\n")
    home.secret_key()
    with sqlite3.connect(home.site_database) as site:
        site.execute("PRAGMA journal_mode = WAL")
        site.execute("CREATE TABLE note (body TEXT)")
        site.execute("INSERT INTO note VALUES ('First words')")
    return home


@pytest.mark.parametrize("name", ["safe/backup.zip", "safe/backup"])
def test_a_restored_home_holds_the_same(home: Home, tmp_path: Path, name: str) -> None:
    full(home, tmp_path)
    report = backup(home, tmp_path / name)
    assert report.snapshot == read_snapshot(home.path).number
    restored = restore(tmp_path / name, tmp_path / "again", builders=[CountMart()])
    assert contents(restored) == contents(home)
    assert [entry.id for entry in read_from(restored, 1)] == ["e2"]
    assert rows(restored, "SELECT n FROM mart.count_of_crimes") == [(40,)]
    assert restored.erasure_key() == home.erasure_key()
    assert restored.secret_key() == home.secret_key()
    assert (restored.catalogue / "measures" / "own.toml").read_text() == "id = 'own'\n"
    with sqlite3.connect(restored.site_database) as site:
        assert site.execute("SELECT body FROM note").fetchall() == [("First words",)]


def test_a_restored_home_goes_on_working(home: Home, tmp_path: Path) -> None:
    full(home, tmp_path)
    backup(home, tmp_path / "b.zip")
    restored = restore(tmp_path / "b.zip", tmp_path / "again")
    assert publish_journal(restored) == 1
    load(restored, write(tmp_path / "in", text(crimes(50))), edition="2024-09")
    assert rows(restored, "SELECT (SELECT count(*) FROM note), (SELECT count(*) FROM recorded_crime)") == [(2, 50)]


def test_the_restored_tables_are_whole_delta_tables(home: Home, tmp_path: Path) -> None:
    from deltalake import DeltaTable

    full(home, tmp_path)
    backup(home, tmp_path / "b.zip")
    restored = restore(tmp_path / "b.zip", tmp_path / "again")
    for state in read_snapshot(restored.path).tables.values():
        table = DeltaTable(str(restored.records / state.name))
        assert table.version() == state.version
        assert {Path(uri).name for uri in table.file_uris()} == {file.path for file in state.files}


def test_an_empty_home_can_be_backed_up(home: Home, tmp_path: Path) -> None:
    assert backup(home, tmp_path / "b.zip").snapshot == 0
    assert contents(restore(tmp_path / "b.zip", tmp_path / "again")) == contents(home)


def test_nothing_is_overwritten(home: Home, tmp_path: Path) -> None:
    backup(home, tmp_path / "b.zip")
    with pytest.raises(InputRefused, match="There is already something at"):
        backup(home, tmp_path / "b.zip")
    with pytest.raises(InputRefused, match="is not empty; restore into an empty or new folder"):
        restore(tmp_path / "b.zip", home.path)
    (tmp_path / "empty").mkdir()
    assert restore(tmp_path / "b.zip", tmp_path / "empty").force == "fairshire"


def test_only_its_owner_may_read_a_backup(home: Home, tmp_path: Path) -> None:
    backup(home, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0
    restored = restore(tmp_path / "b.zip", tmp_path / "again")
    open_to_others = [p for p in restored.path.iterdir() if p.stat().st_mode & 0o077 and p.name != "lock"]
    assert open_to_others == []


def flip(path: Path, name: str) -> None:
    """Change one byte of a file of the backup."""
    content = bytearray((path / name).read_bytes())
    content[len(content) // 2] ^= 1
    (path / name).write_bytes(content)


def parquet(path: Path) -> str:
    """One data file of the backup."""
    return str(next(path.rglob("*.parquet")).relative_to(path))


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a changed data file": (lambda b: flip(b, parquet(b)), "is not what was backed up"),
    "a changed log": (lambda b: flip(b, "records/recorded_crime/_delta_log/" + "0" * 20 + ".json"), "is not what was"),
    "a changed key": (lambda b: flip(b, "erasure.key"), "erasure.key is not what was backed up"),
    "a missing file": (lambda b: (b / parquet(b)).unlink(), "does not hold the files that its manifest.json lists"),
    "a file too many": (lambda b: (b / "extra").write_text("x"), "does not hold the files"),
    "no manifest": (lambda b: (b / MANIFEST).unlink(), "its manifest.json cannot be read"),
    "half a manifest": (lambda b: os.truncate(b / MANIFEST, 100), "its manifest.json cannot be read"),
}


@pytest.mark.parametrize("damage, sentence", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_backup_is_refused(
    home: Home, tmp_path: Path, damage: Callable[[Path], object], sentence: str
) -> None:
    load(home, write(tmp_path / "in", text(crimes(30))))
    backup(home, tmp_path / "b")
    damage(tmp_path / "b")
    with pytest.raises(InputRefused, match=sentence) as refused:
        restore(tmp_path / "b", tmp_path / "again")
    assert "Restore another backup" in str(refused.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "home", "in"]


def test_a_damaged_archive_is_refused(home: Home, tmp_path: Path) -> None:
    load(home, write(tmp_path / "in", text(crimes(300))))
    backup(home, tmp_path / "b.zip")
    content = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "b.zip").write_bytes(content[: len(content) // 2])
    with pytest.raises(InputRefused, match="it is not a whole archive"):
        restore(tmp_path / "b.zip", tmp_path / "again")
    with zipfile.ZipFile(__import__("io").BytesIO(content)) as archive:
        inside = archive.getinfo("home.toml").header_offset + 60
    (tmp_path / "b.zip").write_bytes(content[:inside] + bytes(20) + content[inside + 20 :])
    with pytest.raises(InputRefused, match=r"home\.toml cannot be read|is not what was backed up"):
        restore(tmp_path / "b.zip", tmp_path / "again")
    with pytest.raises(InputRefused, match="There is no backup at"):
        restore(tmp_path / "nowhere.zip", tmp_path / "again")


def test_a_backup_that_names_a_file_outside_is_refused(home: Home, tmp_path: Path) -> None:
    backup(home, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members[MANIFEST])
    manifest["files"]["../outside"] = {"bytes": 1, "blake2b": ""}
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for name, content in (members | {MANIFEST: json.dumps(manifest).encode(), "../outside": b"x"}).items():
            archive.writestr(name, content)
    with pytest.raises(InputRefused, match="it names a file outside the home"):
        restore(tmp_path / "b.zip", tmp_path / "again")
    assert not (tmp_path / "outside").exists()


def test_a_newer_programs_backup_is_refused(home: Home, tmp_path: Path) -> None:
    home.restamp(99, home.contracts)
    backup(home, tmp_path / "b.zip")
    with pytest.raises(HomeError, match="was taken by a newer Forcesight"):
        restore(tmp_path / "b.zip", tmp_path / "again")


def test_one_backup_at_a_time(home: Home, tmp_path: Path) -> None:
    with backing_up._pins(home), pytest.raises(HomeBusy, match="Another backup"):
        backup(home, tmp_path / "b.zip")
    backup(home, tmp_path / "b.zip")


def test_what_a_backup_that_died_has_left_does_not_matter(home: Home, tmp_path: Path) -> None:
    (home.backups / ".pins" / "records").mkdir(parents=True)
    (tmp_path / ".b.zip.part").write_text("half")
    (tmp_path / ".d.part").mkdir()
    backup(home, tmp_path / "b.zip")
    backup(home, tmp_path / "d")
    (tmp_path / ".again.restoring").mkdir()
    restore(tmp_path / "d", tmp_path / "again")
    assert not (home.backups / ".pins").exists()


def test_a_disk_without_hard_links_is_copied(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    load(home, write(tmp_path / "in", text(crimes(3))))
    monkeypatch.setattr(backing_up.os, "link", no_links)
    backup(home, tmp_path / "b.zip")
    assert contents(restore(tmp_path / "b.zip", tmp_path / "again")) == contents(home)


def test_a_snapshot_that_becomes_obsolete_while_it_is_pinned_is_pinned_anew(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that publishes several times in that moment makes the files go; after some attempts we say so."""
    load(home, write(tmp_path / "in", text(crimes(3))))
    real, calls = backing_up._link, []

    def link(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) == 2:
            raise FileNotFoundError(source)
        real(source, target)

    monkeypatch.setattr(backing_up, "_link", link)
    backup(home, tmp_path / "b.zip")
    assert contents(restore(tmp_path / "b.zip", tmp_path / "again")) == contents(home)
    monkeypatch.setattr(backing_up, "_link", lambda *_: Path("/nowhere/at/all").read_bytes())
    with pytest.raises(HomeError, match="/nowhere/at/all is not there"):
        backup(home, tmp_path / "c.zip")


def _write_on(home: Home, stop: Path) -> None:
    """Load newer editions and publish notes until told to stop; in every snapshot both say the same number."""
    number = 1
    while not stop.exists():
        number += 1
        append(home, [put(f"e{number}", body=f"{number} words", minute=number)])
        with Writer.open(home, wait=30) as writer:
            from forcesight.store.entry_rows import take_in

            take_in(writer, list(read_from(home, writer.snapshot.journal)))
            writer.upsert("population", [{
                "level": "force", "code": "fairshire", "year": 2024, "population": number, "source": "test",
            }])  # fmt: skip
            writer.publish("test")


def test_a_backup_beside_a_writer_is_of_one_snapshot(home: Home, tmp_path: Path) -> None:
    stop = tmp_path / "stop"
    writer = multiprocessing.get_context("spawn").Process(target=_write_on, args=(home, stop))
    writer.start()
    try:
        while read_snapshot(home.path).number < 2:
            pass
        reports = [backup(home, tmp_path / f"{n}.zip") for n in range(4)]
    finally:
        stop.touch()
        writer.join()
    for report in reports:
        restored = restore(report.path, tmp_path / "again")
        ((number, body),) = rows(restored, "SELECT p.population, n.body FROM population p, note n")
        assert body == f"{number} words"
        waiting = list(read_from(restored, read_snapshot(restored.path).journal))
        assert len(waiting) <= 1
        shutil.rmtree(restored.path)
