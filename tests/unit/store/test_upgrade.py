"""An older home becomes today's: nothing is lost, a backup is there, and a newer home is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.store.marts_for_tests import CountMart
from tests.unit.store.old_home import old_home
from tests.unit.store.published_files import balanced, contents, crimes, load, rows, text, write

from forcesight.errors import HomeError
from forcesight.records import REGISTRY, RecordedCrime
from forcesight.store import Home, read_snapshot
from forcesight.store.home import FORMAT
from forcesight.store.migrations import Step, migrated
from forcesight.store.restore import restore
from forcesight.store.upgrade import UpgradeReport, upgrade


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A home of format 0."""
    return old_home(tmp_path / "old")


def test_an_older_home_asks_for_an_upgrade(old: Path) -> None:
    with pytest.raises(HomeError, match="was written by an older Forcesight; run: forcesight upgrade --home"):
        Home.open(old)


def test_the_upgraded_home_says_what_the_old_one_said(old: Path) -> None:
    told: list[str] = []
    report = upgrade(old, builders=[CountMart()], progress=lambda _done, _total, words: told.append(words))
    assert report.tables == {"recorded_crime": 0, "source_file": 0}
    assert told[-1] == "Publishing"
    home = Home.open(old)
    assert (home.format, home.contracts) == (FORMAT, {t: c.version for t, c in REGISTRY.items()})
    sql = "SELECT source_id, last_outcome, superseded_at IS NULL FROM recorded_crime_history ORDER BY source_file, 1"
    assert rows(home, sql) == [
        ("a1", "Under investigation", False),
        ("a2", None, False),
        ("a1", "Charged", True),
        ("a2", None, True),
        (None, None, True),
    ]
    assert rows(home, "SELECT edition, edition_inferred, rows_loaded FROM source_file") == [("2024-06", None, 3)]
    assert rows(home, "SELECT reason FROM reject") == [("the row has no month",)]
    assert rows(home, "SELECT n FROM mart.count_of_crimes") == [(3,)]
    assert read_snapshot(old).number == report.snapshot


def test_the_upgraded_tables_are_whole_delta_tables_of_todays_columns(old: Path) -> None:
    from deltalake import DeltaTable

    upgrade(old)
    for state in read_snapshot(old).tables.values():
        table = DeltaTable(str(old / "records" / state.name))
        assert (table.version(), state.contract) == (state.version, REGISTRY[state.name].version)
        assert tuple(field.name for field in table.schema().fields) == REGISTRY[state.name].names()
        assert {Path(uri).name for uri in table.file_uris()} == {file.path for file in state.files}


def test_the_upgraded_home_goes_on_working(old: Path, tmp_path: Path) -> None:
    upgrade(old)
    home = Home.open(old)
    report = load(home, write(tmp_path / "in", text(crimes(4, month="2024-05")), month="2024-05"), edition="2024-08")
    assert report.changes[0].replaced == "street/fairshire/2024-05@2024-06"
    assert rows(home, "SELECT count(*) FROM recorded_crime") == [(4,)]
    assert rows(home, "SELECT count(*) FROM recorded_crime_history") == [(9,)]
    assert home.erasure_key()
    assert balanced(home)


def test_the_old_home_is_in_a_backup(old: Path, tmp_path: Path) -> None:
    report = upgrade(old)
    assert report.backup is not None
    assert report.backup.parent == old / "backups"
    again = restore(report.backup, tmp_path / "again")
    assert (again.format, again.is_older) == (0, True)
    upgrade(again.path)
    assert contents(Home.open(again.path)) == contents(Home.open(old))


def test_an_upgraded_home_is_not_upgraded_again(old: Path) -> None:
    first = upgrade(old)
    assert upgrade(old) == UpgradeReport(snapshot=first.snapshot)
    assert len(list((old / "backups").glob("*.zip"))) == 1


@pytest.mark.parametrize("newer", ["format = 99", "recorded_crime = 99", "phrenology = 1"])
def test_an_older_program_refuses_a_newer_home(home: Home, newer: str) -> None:
    told = home.path / "home.toml"
    name = newer.partition(" = ")[0]
    lines = [line for line in told.read_text().splitlines() if not line.startswith(f"{name} = ")]
    told.write_text("\n".join([newer, *lines] if name == "format" else [*lines, newer]))
    for attempt in (Home.open, upgrade):
        with pytest.raises(HomeError, match="was written by a newer Forcesight; install that version to open it"):
            attempt(home.path)


def test_a_version_without_a_step_is_told() -> None:
    with pytest.raises(HomeError, match="recorded_crime at version -1 is too old for this Forcesight"):
        migrated(RecordedCrime, -1, "old")


def test_steps_follow_one_another() -> None:
    class Cup(RecordedCrime):
        version = 2

    steps = [Step("recorded_crime", 0, "zero {source}", "why"), Step("recorded_crime", 1, "one {source}", "why")]
    assert migrated(Cup, 0, "cups", steps).endswith("FROM (one (zero cups))")
    assert migrated(Cup, 2, "cups", steps).endswith("FROM cups")
