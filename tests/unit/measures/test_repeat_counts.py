"""What is told of identifiers that repeat: counted once for each state of the records, and kept beside the marts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.store.published_files import crime_id, crimes, line, load, text, write

from forcesight.measures.repeat_counts import Repeats, count_repeats, counted
from forcesight.store import Home, read_snapshot


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.create(tmp_path / "home", "fairshire")


def told(home: Home) -> tuple[Repeats, ...] | None:
    return counted(home.path, read_snapshot(home.path))


def test_a_home_without_crimes_has_nothing_to_count(home: Home) -> None:
    assert told(home) == () and not count_repeats(home.path)


def test_identifiers_are_counted_by_what_their_rows_differ_in(home: Home, tmp_path: Path) -> None:
    again = [
        line(Crime_ID=crime_id(1)),
        line(Crime_ID=crime_id(2), LSOA_code="E01000002"),
        line(Crime_ID=crime_id(3), LSOA_code="E01000002", Last_outcome_category="Charged"),
        line(Crime_ID=crime_id(4), Crime_type="Drugs"),
    ]
    write(tmp_path / "files", text([*crimes(9), *again]))
    other = line(Crime_ID=crime_id(99), Reported_by="Othershire Police", Falls_within="Othershire Police")
    write(tmp_path / "files", text([other] * 2), force="othershire")
    load(home, tmp_path / "files")
    assert told(home) is None
    assert count_repeats(home.path)
    assert told(home) == (
        Repeats("fairshire", identifiers=4, rows=8, by_place=2, by_outcome=1, by_type=1, alike=1),
        Repeats("othershire", identifiers=1, rows=2, by_place=0, by_outcome=0, by_type=0, alike=1),
    )
    assert not count_repeats(home.path), "what is counted is not counted again"


def test_rows_of_another_month_repeat_too_and_older_counts_go(home: Home, tmp_path: Path) -> None:
    load(home, write(tmp_path / "june", text(crimes(3))))
    count_repeats(home.path)
    assert told(home) == ()
    load(home, write(tmp_path / "july", text([line(Crime_ID=crime_id(2), Month="2024-07")]), month="2024-07"))
    assert told(home) is None
    count_repeats(home.path)
    (found,) = told(home) or ()
    assert (found.identifiers, found.rows) == (1, 2)
    assert len(list((home.path / "marts/counted").iterdir())) == 1


def test_a_newer_edition_takes_its_repeats_with_it(home: Home, tmp_path: Path) -> None:
    for edition, lines, count in (("2024-06", [*crimes(2), *crimes(2)], 2), ("2024-07", crimes(2), 0)):
        load(home, write(tmp_path / edition, text(lines)), edition=edition)
        assert count_repeats(home.path)
        assert sum(each.identifiers for each in told(home) or ()) == count
