"""After an erasure no byte of the home holds the text, and no reload brings it back."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import duckdb
import pytest
from tests.unit.store.marts_for_tests import CountMart
from tests.unit.store.published_files import (
    archive,
    balanced,
    contents,
    crime_id,
    crimes,
    line,
    load,
    rows,
    state,
    text,
    write,
)
from tests.unit.store.test_publisher import put

from forcesight.errors import ForcesightError, HomeBusy, InputRefused
from forcesight.store import Home, purge, read_snapshot
from forcesight.store.erase import erase, preview
from forcesight.store.holds import place_hold, release_hold
from forcesight.store.journal import append
from forcesight.store.publisher import publish_journal
from forcesight.store.snapshot import kept_snapshots
from forcesight.store.writer import Writer


PLACE = "Zephyrine Crescent"
NAME = "Jane Zanzibar-Example"
VICTIM = crime_id(777)
MARTS = [CountMart()]


def cells(path: Path, content: bytes) -> Iterator[str]:
    """Everything that a file says, whatever it is packed in: written for this test, apart from the program's own."""
    yield content.decode("utf-8", errors="replace")
    yield content.decode("utf-16-le", errors="replace")
    if content.startswith(b"PAR1"):
        yield str(duckdb.sql(f"SELECT * FROM '{path}'").fetchall())
    elif content[8:12] == b"DUCK":
        with duckdb.connect(str(path), read_only=True) as mart:
            for schema, table in mart.sql("SELECT schema_name, table_name FROM duckdb_tables()").fetchall():
                yield str(mart.sql(f'SELECT * FROM {schema}."{table}"').fetchall())
    elif content.startswith(b"SQLite format 3"):
        with closing(sqlite3.connect(path)) as site:
            yield "\n".join(site.iterdump())
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name
                yield packed.read(name).decode("utf-8", errors="replace")
    elif path.suffix == ".json" and path.parent.name != "_delta_log":
        yield str(json.loads(content))


def holding(home: Home, sought: str) -> list[str]:
    """The files of a home that hold a text in any way, their names included."""
    found = []
    for path, content in {p: p.read_bytes() for p in sorted(home.path.rglob("*")) if p.is_file()}.items():
        said = "\n".join(cells(path, content)).lower()
        if sought.lower() in said or sought.lower() in str(path).lower():
            found.append(str(path.relative_to(home.path)))
    return found


def june(*extra: str) -> str:
    """A month in which the place, the victim's record and a bad row stand among others."""
    nobody = {"Crime_ID": "", "Crime_type": "Anti-social behaviour", "Last_outcome_category": ""}
    return text([
        *crimes(20),
        *crimes(2, start=50, Location=f"On or near {PLACE}"),
        *[line(**nobody, Location=f"On or near {PLACE}")] * 3,
        *[line(**nobody)] * 3,
        line(Crime_ID=VICTIM),
        line(Crime_ID=VICTIM, Location="On or near Church Row"),
        f"bad,row,by,{NAME}",
        *extra,
    ])  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which texts stand everywhere: history, outcomes, notes, waiting entries, logs, files, the site."""
    folder = tmp_path_factory.mktemp("made")
    home = Home.create(folder / "home", "fairshire")
    load(home, write(folder / "old", text(crimes(20, Location=f"On or near {PLACE}"))), edition="2024-07")
    load(home, write(folder / "in", june()), edition="2024-08")
    load(home, write(folder / "in", text([line("outcomes", Crime_ID=VICTIM)], "outcomes"), kind="outcomes"))
    append(home, [put("e1", body=f"{NAME} rang us"), put("e2", "n2", "Nothing about anybody")])
    publish_journal(home, MARTS)
    append(home, [put("e3", "n3", body=f"{NAME.upper()} rang again, from “{PLACE}”")])
    (home.logs / "site.log").write_text(f"started\nwarned about {NAME}\nstopped\n")
    archive(home.publish / "pack.zip", {"a.csv": f"place\n{PLACE}\n", "b.csv": "place\nMill Lane\n"})
    (home.publish / "pack.json").write_text(json.dumps({"who": f'"{NAME}" é'}))
    (home.publish / "clean.csv").write_text("month,n\n2024-06,20\n")
    with closing(sqlite3.connect(home.site_database)) as site, site:
        site.execute("PRAGMA journal_mode = WAL")
        site.execute("CREATE TABLE note (body TEXT)")
        site.executemany("INSERT INTO note VALUES (?)", [(f"{NAME} rang us" * 200,), (PLACE,), (VICTIM,), ("other",)])
    return folder


@pytest.fixture
def full(made: Path, tmp_path: Path) -> Home:
    """A copy of that home, with the files that it was made from beside it."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Home.open(tmp_path / "home")


def site_eraser(home: Home):  # type: ignore[no-untyped-def]
    """What the site does for its own rows."""

    def delete(sought: str) -> int:
        with closing(sqlite3.connect(home.site_database)) as site, site:
            return site.execute("DELETE FROM note WHERE body LIKE ?", (f"%{sought}%",)).rowcount

    return delete


@pytest.mark.parametrize("sought", [PLACE, NAME, VICTIM, PLACE.upper()])
def test_no_byte_of_the_home_holds_the_text(full: Home, sought: str) -> None:
    assert holding(full, sought)
    report = erase(full, sought, reason="subject-request", builders=MARTS, site_erasers=[site_eraser(full)])
    assert holding(full, sought) == []
    assert report.remains == ()
    assert balanced(full)


def test_the_report_says_what_went_and_never_repeats_the_text(full: Home) -> None:
    report = erase(full, PLACE, reason="subject-request", builders=MARTS, site_erasers=[site_eraser(full)])
    assert report.rows == {"note": 1, "recorded_crime": 25}
    assert (report.rejected_rows, report.site_rows, report.log_lines) == (0, 1, 0)
    assert report.files == ("publish/pack.zip",)
    assert report.snapshot == read_snapshot(full.path).number
    assert PLACE not in str(report)
    report = erase(full, NAME, reason="court-order", site_erasers=[site_eraser(full)])
    assert report.rows == {"note": 1}
    assert (report.rejected_rows, report.log_lines, report.files) == (1, 1, ("publish/pack.json",))
    assert (full.publish / "clean.csv").exists()
    assert (full.logs / "site.log").read_text() == "started\nstopped\n"


def test_the_rest_stays(full: Home) -> None:
    erase(full, PLACE, reason="subject-request", builders=MARTS)
    assert rows(full, "SELECT count(*) FROM recorded_crime") == [(25,)]
    assert rows(full, "SELECT n FROM mart.count_of_crimes") == [(25,)]
    assert rows(full, "SELECT count(*) FROM note") == [(2,)]
    counts = "SELECT edition, rows_read, rows_loaded, rows_rejected, superseded_at IS NULL FROM source_file_history"
    assert rows(full, f"{counts} WHERE kind = 'street' ORDER BY 1") == [
        ("2024-07", 20, 0, 20, False),
        ("2024-08", 31, 25, 6, True),
    ]
    reasons = "SELECT reason, count(*) FROM reject_history GROUP BY 1 ORDER BY 1"
    assert rows(full, reasons) == [("the row has 4 cells instead of 12", 1), ("the row was erased earlier", 25)]


def test_nothing_from_before_is_kept(full: Home) -> None:
    from deltalake import DeltaTable

    before = {path.name for path in full.records.glob("recorded_crime/*.parquet")}
    erase(full, PLACE, reason="unlawful", builders=MARTS)
    snapshot = read_snapshot(full.path)
    assert [kept.number for kept in kept_snapshots(full.path)] == [snapshot.number]
    assert not before & {path.name for path in full.records.glob("recorded_crime/*.parquet")}
    for held in snapshot.tables.values():
        table = DeltaTable(str(full.records / held.name))
        assert (table.version(), len(table.history())) == (held.version, 1)
        assert {Path(uri).name for uri in table.file_uris()} == {file.path for file in held.files}
    assert {f"marts/{path.name}" for path in full.marts.glob("*.duckdb")} == set(snapshot.marts.values())


@pytest.mark.parametrize("sought", [PLACE, NAME, VICTIM])
def test_a_reload_does_not_bring_it_back(full: Home, tmp_path: Path, sought: str) -> None:
    erase(full, sought, reason="subject-request", site_erasers=[site_eraser(full)])
    before = contents(full)
    path = tmp_path / "in" / "2024-06-fairshire-street.csv"
    again = load(full, path, edition="2024-08")
    assert (again.rows_read, again.rows_already_loaded) == (31, 31)
    assert contents(full) == before
    path.write_text(june(line(Crime_ID=crime_id(900))), newline="")
    newer = load(full, path, edition="2024-09")
    assert (newer.rows_read, newer.rows_read) == (32, newer.rows_loaded + newer.rows_rejected)
    assert rows(full, f"SELECT count(*) FROM recorded_crime WHERE source_id = '{crime_id(900)}'") == [(1,)]
    assert holding(full, sought) == []
    assert balanced(full)


def test_a_newer_edition_cannot_bring_the_text_back_in_another_shape(full: Home, tmp_path: Path) -> None:
    """The row has moved to another area, the bad row has become good, a good row has become bad."""
    erase(full, PLACE, reason="subject-request", site_erasers=[site_eraser(full)])
    erase(full, NAME, reason="subject-request", site_erasers=[site_eraser(full)])
    lines = [
        *crimes(5),
        line(Crime_ID="", LSOA_code="E01999999", Location=f"On or near {PLACE.upper()}"),
        line(Crime_ID=crime_id(60), Location=f"Home of {NAME}"),
        f"{crime_id(61)},On or near {PLACE}",
        "another,bad,row",
    ]
    report = load(full, write(tmp_path / "in", text(lines)), edition="2024-09")
    assert (report.rows_loaded, report.rows_rejected) == (5, 4)
    assert holding(full, PLACE) == holding(full, NAME) == []
    reasons = "SELECT reason, count(*), max(raw) FROM reject GROUP BY 1 ORDER BY 1"
    assert rows(full, reasons) == [
        ("the row has 3 cells instead of 12", 1, "another,bad,row"),
        ("the row was erased earlier", 3, ""),
    ]


def test_an_erased_record_stays_away_though_it_has_moved(full: Home, tmp_path: Path) -> None:
    """Erased by what it said, a record is known by its identifier, in any month and in any table that it was in."""
    erase(full, PLACE, reason="subject-request", site_erasers=[site_eraser(full)])
    moved = text([line(Crime_ID=crime_id(50), Month="2024-07"), line(Crime_ID=crime_id(51), Month="2024-07")])
    assert load(full, write(tmp_path / "in", moved, month="2024-07")).rows_rejected == 2
    erase(full, VICTIM, reason="subject-request", site_erasers=[site_eraser(full)])
    outcome = text([line("outcomes", Crime_ID=VICTIM, Month="2024-07")], "outcomes")
    assert load(full, write(tmp_path / "in", outcome, month="2024-07", kind="outcomes")).rows_rejected == 1


def test_another_month_may_say_the_text_of_another_record(full: Home, tmp_path: Path) -> None:
    erase(full, PLACE, reason="subject-request", site_erasers=[site_eraser(full)])
    other = text(crimes(2, month="2024-07", start=800, Location=f"On or near {PLACE}"))
    assert load(full, write(tmp_path / "in", other, month="2024-07")).rows_loaded == 2


def test_an_identifier_is_barred_only_when_none_of_its_rows_is_left(full: Home, tmp_path: Path) -> None:
    """One of the two rows of a record says the text: the other stays, and comes again with a newer edition."""
    assert erase(full, "Church Row", reason="subject-request").rows == {"recorded_crime": 1}
    load(full, write(tmp_path / "in", june(line(Crime_ID=crime_id(900)))), edition="2024-09")
    victim = f"SELECT location FROM recorded_crime WHERE source_id = '{VICTIM}'"
    assert rows(full, victim) == [("On or near Mill Lane",)]
    assert holding(full, "Church Row") == []


def test_an_erased_note_does_not_come_back_from_the_journal(full: Home) -> None:
    erase(full, NAME, reason="subject-request", site_erasers=[site_eraser(full)])
    append(full, [put("e1", body=f"{NAME} rang us"), put("e9", body=f"{NAME} rang us")])
    publish_journal(full)
    assert holding(full, NAME) == []


def test_an_entry_that_comes_in_the_meantime_is_emptied(home: Home, tmp_path: Path) -> None:
    """The site is still relaying when its own eraser runs."""
    load(home, write(tmp_path / "in", june()))

    def late(_sought: str) -> int:
        append(home, [put("e1", body=f"{NAME} rang us"), put("e2", "n2", "Other words")])
        return 0

    report = erase(home, NAME, reason="subject-request", site_erasers=[late])
    assert report.journal_entries == 1
    assert holding(home, NAME) == []
    assert publish_journal(home) == 2
    assert rows(home, "SELECT note_id FROM note") == [("n2",)]


def test_a_text_in_a_file_name_goes(home: Home, tmp_path: Path) -> None:
    load(home, write(tmp_path / "in", june()))
    erase(home, "fairshire-street", reason="recorded-in-error")
    assert rows(home, "SELECT file_name, rows_loaded FROM source_file") == [(None, 30)]


def test_what_is_not_about_persons_stays_and_is_told(home: Home, tmp_path: Path) -> None:
    """A surname may be a town's: columns that are not about persons keep it, and the report says where."""
    load(home, write(tmp_path / "in", text([*crimes(2), line(Crime_ID=VICTIM, Location="Home of A. Fairton")])))
    (home.catalogue / "own.toml").write_text("owner = 'Fairton'\n")
    report = erase(home, "Fairton", reason="subject-request", builders=MARTS)
    assert report.rows == {"recorded_crime": 1}
    assert "catalogue/own.toml" in report.remains
    columns = {place.partition(" ")[2] for place in report.remains}
    assert "(lsoa_name)" in columns
    assert "(location)" not in columns
    assert rows(home, "SELECT n FROM mart.count_of_crimes") == [(2,)]


def test_a_preview_counts_and_changes_nothing(full: Home) -> None:
    before = state(full)
    assert preview(full, PLACE) == {"note": 1, "recorded_crime": 25}
    assert preview(full, NAME) == {"note": 2, "reject": 1}
    assert preview(full, "Nobody at all") == {}
    assert state(full) == before


def test_an_erasure_that_finds_nothing_is_no_fault(home: Home, tmp_path: Path) -> None:
    load(home, write(tmp_path / "in", june()))
    before = contents(home)
    assert erase(home, "Nobody at all", reason="retention-ended").rows == {}
    assert contents(home) == before


def test_a_short_text_or_an_unknown_reason_is_refused(home: Home) -> None:
    with pytest.raises(InputRefused, match="is too short to look for"):
        erase(home, " of ", reason="subject-request")
    with pytest.raises(InputRefused, match="'because' is not a reason; the reasons are subject-request, court-order"):
        erase(home, PLACE, reason="because")


def test_backups_inside_the_home_go(home: Home, tmp_path: Path) -> None:
    from forcesight.store.backup import backup

    load(home, write(tmp_path / "in", june()))
    backup(home, home.backups / "before.zip")
    report = erase(home, PLACE, reason="subject-request")
    assert report.files == ("backups/before.zip",)
    assert holding(home, PLACE) == []


def test_a_hold_beats_erasure_until_it_is_released(full: Home) -> None:
    publish_journal(full, MARTS)
    hold = place_hold(full, VICTIM, reason="court-proceedings", builders=MARTS)
    before = contents(full)
    for sought in (VICTIM, "Church Row", "Mill Lane"):
        with pytest.raises(InputRefused, match=f"under hold {hold} .criminal or civil proceedings"):
            erase(full, sought, reason="retention-ended")
    assert contents(full) == before
    assert rows(full, "SELECT count(*) FROM mart.place") != [(0,)]
    erase(full, PLACE, reason="retention-ended")
    release_hold(full, hold)
    assert erase(full, VICTIM, reason="retention-ended").rows == {"crime_outcome": 1, "recorded_crime": 2}


def test_a_hold_covers_rejected_rows_notes_and_what_is_loaded_later(full: Home, tmp_path: Path) -> None:
    publish_journal(full)
    place_hold(full, NAME, reason="complaint")
    with pytest.raises(InputRefused, match="3 of the records are under hold"):
        erase(full, NAME, reason="subject-request")
    place_hold(full, crime_id(3), reason="inquiry")
    moved = text([line(Crime_ID=crime_id(3), Month="2024-07", Location="On or near Quiet Close")])
    load(full, write(tmp_path / "in", moved, month="2024-07"))
    with pytest.raises(InputRefused, match="public inquiry"):
        erase(full, "Quiet Close", reason="subject-request")


def test_a_hold_needs_something_to_hold(home: Home, tmp_path: Path) -> None:
    load(home, write(tmp_path / "in", june()))
    with pytest.raises(InputRefused, match="there is nothing to hold"):
        place_hold(home, "Nobody at all", reason="inquiry")
    with pytest.raises(InputRefused, match="is not a reason"):
        place_hold(home, PLACE, reason="whim")
    with pytest.raises(InputRefused, match="There is no standing hold 'none'"):
        release_hold(home, "none")
    hold = place_hold(home, PLACE, reason="inquiry")
    release_hold(home, hold)
    with pytest.raises(InputRefused, match="There is no standing hold"):
        release_hold(home, hold)


def test_holds_and_tombstones_say_nothing(full: Home) -> None:
    place_hold(full, crime_id(3), reason="inquiry")
    erase(full, VICTIM, reason="subject-request", site_erasers=[site_eraser(full)])
    for table in ("hold", "tombstone"):
        said = str(rows(full, f"SELECT * FROM {table}"))
        assert VICTIM not in said
        assert crime_id(3) not in said
        assert "Mill Lane" not in said


def test_an_open_site_database_is_told(full: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purge, "PATIENCE", 0.1)
    with closing(sqlite3.connect(full.site_database)) as site:
        site.execute("BEGIN IMMEDIATE")
        with pytest.raises(ForcesightError, match="Stop the site and run the same erasure again"):
            erase(full, PLACE, reason="subject-request")
    with closing(sqlite3.connect(full.site_database, isolation_level=None)) as site:
        site.execute("BEGIN")
        site.execute("SELECT * FROM note").fetchone()
        with pytest.raises(ForcesightError, match="is in use"):
            erase(full, PLACE, reason="subject-request")
    erase(full, PLACE, reason="subject-request", site_erasers=[site_eraser(full)])
    assert holding(full, PLACE) == []


def test_a_failing_site_eraser_leaves_the_tables_alone(full: Home) -> None:
    before = state(full)

    def fail(_sought: str) -> int:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        erase(full, PLACE, reason="subject-request", site_erasers=[fail])
    assert state(full) == before


def test_a_busy_home_is_told(home: Home) -> None:
    with Writer.open(home), pytest.raises(HomeBusy):
        erase(home, PLACE, reason="subject-request")
