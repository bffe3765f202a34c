"""Real files of data.police.uk: every row is in the home, under its force and month."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from forcesight.records.readers import discover
from forcesight.store import Home, reading
from forcesight.store.loading import load_published
from forcesight.store.query import Session
from forcesight.store.repeats import repeated_ids_sql


pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif(
        not os.environ.get("FORCESIGHT_TEST_DATA"), reason="FORCESIGHT_TEST_DATA does not name the real open data"
    ),
]


def data() -> Path:
    """The folder of the publication."""
    return Path(os.environ["FORCESIGHT_TEST_DATA"]) / "police_uk"


def lines_of(folder: Path) -> Counter[tuple[str, str]]:
    """Rows by force and month: the lines of each file after its header, as `wc -l` counts them."""
    found: Counter[tuple[str, str]] = Counter()
    for file in discover([folder]).files:
        found[file.force, file.month] = file.path.read_bytes().count(b"\n") - 1
    return found


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """A home with all street and stop-and-search files."""
    home = Home.create(tmp_path_factory.mktemp("real") / "home", "staffordshire")
    for kind, files in (("street", 48), ("stop_and_search", 15)):
        report = load_published(home, discover([data() / kind]))
        assert (report.files, report.rows_rejected, report.rows_already_loaded) == (files, 0, 0)
        assert report.rows_read == report.rows_loaded == sum(lines_of(data() / kind).values())
    with reading(home.path) as opened:
        yield opened


@pytest.mark.parametrize("folder, table", [("street", "recorded_crime"), ("stop_and_search", "stop_search")])
def test_rows_by_force_and_month_are_the_files_lines(session: Session, folder: str, table: str) -> None:
    held = {(f, m): n for f, m, n in session.rows(f"SELECT force, month, count(*) FROM {table} GROUP BY ALL")}
    assert held == dict(lines_of(data() / folder))


def test_staffordshire_has_its_rows(session: Session) -> None:
    sql = "SELECT count(*), count(DISTINCT month) FROM recorded_crime WHERE force = 'staffordshire'"
    assert session.rows(sql) == [(183_523, 21)]


def test_the_files_say_what_the_tables_hold(session: Session) -> None:
    sql = "SELECT sum(rows_read), sum(rows_loaded), sum(rows_rejected), count(*) FROM source_file WHERE kind = 'street'"
    assert session.rows(sql) == [(409_955, 409_955, 0, 48)]


def test_rows_without_an_identifier_are_kept_and_flagged(session: Session) -> None:
    """In Staffordshire 17.8 % of rows have none, and all of these are anti-social behaviour."""
    ours = "FROM recorded_crime WHERE force = 'staffordshire' AND contains(quality_flags, 'no_id')"
    assert session.rows(f"SELECT DISTINCT crime_type {ours}") == [("Anti-social behaviour",)]
    ((share,),) = session.rows(f"SELECT count(*) / 183523.0 {ours}")
    assert round(100 * share, 1) == 17.8


def test_rows_without_a_place_are_kept_and_flagged(session: Session) -> None:
    sql = "SELECT avg(contains(quality_flags, 'no_location')::INT) FROM recorded_crime WHERE force = 'staffordshire'"
    ((share,),) = session.rows(sql)
    assert round(100 * share, 1) == 3.4


def test_repeated_identifiers_are_reported(session: Session) -> None:
    """1,320 identifiers stand in 2,689 rows, most of which differ in place or outcome."""
    repeats = repeated_ids_sql("recorded_crime")
    counts = "count(*), count(DISTINCT source_id), count(*) FILTER (WHERE differs_in <> 'none')"
    ((of_rows, of_ids, differing),) = session.rows(f"SELECT {counts} FROM ({repeats})")
    assert (of_rows, of_ids) == (2689, 1320)
    assert differing > of_rows / 2
    ours = f"SELECT count(DISTINCT source_id) FROM ({repeats}) WHERE force = 'staffordshire'"
    assert session.rows(ours)[0][0] >= 79


def test_searches_fall_in_london_months(session: Session) -> None:
    """Some July searches are stamped 23:00 UTC on 30 June."""
    early = "month = '2020-07' AND happened_at < TIMESTAMPTZ '2020-07-01 00:00:00+00'"
    ((count,),) = session.rows(f"SELECT count(*) FROM stop_search WHERE {early}")
    assert count > 0
    assert session.rows("SELECT count(*) FROM stop_search WHERE hour NOT BETWEEN 0 AND 23") == [(0,)]


def test_the_same_files_again_change_nothing(session: Session) -> None:
    report = load_published(Home.open(session.home), discover([data() / "street"]))
    assert (report.rows_read, report.rows_already_loaded, report.snapshot) == (409_955, 409_955, 2)


@pytest.mark.parametrize("kind, count", [("outcomes", 7), ("stop-and-search", 9)])
def test_the_published_samples_load(tmp_path: Path, kind: str, count: int) -> None:
    name = f"2024-06-staffordshire-{kind}"
    (tmp_path / "in").mkdir()
    shutil.copy(data() / "fixtures" / f"{name}.sample.csv", tmp_path / "in" / f"{name}.csv")
    home = Home.create(tmp_path / "home", "staffordshire")
    report = load_published(home, discover([tmp_path / "in"]))
    assert (report.rows_loaded, report.rows_rejected) == (count, 0)
