"""What becomes of the rows of published files: read is always loaded + rejected + already loaded."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tests.unit.store.published_files import (
    SEARCH,
    archive,
    balanced,
    crime_id,
    crimes,
    line,
    load,
    rows,
    state,
    text,
    write,
)

from forcesight.errors import InputRefused
from forcesight.store import Home, read_snapshot


def test_every_kind_of_file_loads_with_one_snapshot(home: Home, tmp_path: Path) -> None:
    write(tmp_path, text(crimes(3)))
    write(tmp_path, text([line("outcomes")], "outcomes"), kind="outcomes")
    write(tmp_path, text([line("stop-and-search")] * 2, "stop-and-search"), kind="stop-and-search")
    report = load(home, tmp_path)
    assert (report.files, report.rows_read, report.rows_loaded, report.rows_rejected) == (3, 6, 6, 0)
    assert report.snapshot == read_snapshot(home.path).number == 1
    for table, count in {"recorded_crime": 3, "crime_outcome": 1, "stop_search": 2}.items():
        assert rows(home, f"SELECT count(*) FROM {table}") == [(count,)]
    assert balanced(home)


def test_the_same_file_twice_changes_nothing(home: Home, tmp_path: Path) -> None:
    path = write(tmp_path, text([*crimes(5), "short,row"]))
    load(home, path)
    before = state(home)
    again = load(home, path)
    assert (again.rows_read, again.rows_loaded, again.rows_rejected, again.rows_already_loaded) == (6, 0, 0, 6)
    assert state(home) == before


def test_a_file_named_twice_in_one_command_counts_once(home: Home, tmp_path: Path) -> None:
    content = text([*crimes(5), line(Crime_ID=crime_id(9), Location='"Two\nlines"')])
    report = load(home, write(tmp_path / "one", content), write(tmp_path / "two", content))
    assert (report.files, report.rows_loaded, report.rows_already_loaded, report.rows_read) == (2, 6, 6, 12)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("tail", ["", "\n\n", "no end"])
def test_line_ends_marks_and_blank_lines_do_not_matter(
    home: Home, tmp_path: Path, end: str, mark: str, tail: str
) -> None:
    content = mark + text(["", *crimes(2), "", "", *crimes(2, start=5)], end=end)
    content = content.rstrip("\r\n") if tail == "no end" else content + tail
    report = load(home, write(tmp_path, content))
    assert (report.rows_read, report.rows_loaded) == (4, 4)
    assert rows(home, "SELECT DISTINCT context, location FROM recorded_crime") == [(None, "On or near Mill Lane")]


ODD_CELLS = {
    "a quoted new line": ('"On or\nnear ""X"""', 'On or\nnear "X"'),
    "a quoted carriage return": ('"On or\r\nnear"', "On or\r\nnear"),
    "a comma": ('"Fairton, Mill Lane"', "Fairton, Mill Lane"),
    "a stray quote": ('On "or" near', 'On "or" near'),
    "a NUL byte": ("On\0near", "On\0near"),
    "a formula": ("=1+1", "=1+1"),
    "a command for a spreadsheet": ('"@SUM(1,2)"', "@SUM(1,2)"),
    "an accent": ("Café Row", "Café Row"),
    "two spaces around": (" Mill Lane ", " Mill Lane "),
}


@pytest.mark.parametrize("cell, told", ODD_CELLS.values(), ids=ODD_CELLS)
@pytest.mark.parametrize("place", [0, 3])
def test_a_cell_is_kept_as_it_is(home: Home, tmp_path: Path, cell: str, told: str, place: int) -> None:
    lines = crimes(3)
    lines.insert(place, line(Crime_ID=crime_id(99), Location=cell))
    assert load(home, write(tmp_path, text(lines))).rows_loaded == 4
    assert rows(home, f"SELECT location FROM recorded_crime WHERE source_id = '{crime_id(99)}'") == [(told,)]


FLAGS = {
    "": {},
    "no_id": {"Crime_ID": ""},
    "no_location": {"Longitude": "", "Latitude": ""},
    "no_lsoa": {"LSOA_code": "", "LSOA_name": ""},
    "zero_latitude": {"Latitude": "0.000000", "Longitude": "0.0"},
    "bad_coordinates": {"Latitude": "north"},
    "unknown_type": {"Crime_type": "Witchcraft"},
    "other_force": {"Falls_within": "Mercia Police"},
    "no_id,no_location,no_lsoa,unknown_type": {
        "Crime_ID": "", "Longitude": "", "Latitude": "", "LSOA_code": "", "Crime_type": "",
    },
}  # fmt: skip


@pytest.mark.parametrize("flags, cells", FLAGS.items(), ids=FLAGS)
def test_a_fault_in_a_cell_loads_with_a_flag(home: Home, tmp_path: Path, flags: str, cells: dict[str, str]) -> None:
    odd = line(**{"Crime_ID": crime_id(9), "Context": "odd", **cells})
    assert load(home, write(tmp_path, text([*crimes(2), odd]))).rows_loaded == 3
    assert rows(home, "SELECT quality_flags FROM recorded_crime WHERE context = 'odd'") == [(flags,)]
    if {"zero_latitude", "bad_coordinates"} & {flags}:
        where = "SELECT latitude, longitude FROM recorded_crime WHERE context = 'odd'"
        assert rows(home, where) == [(None, None)]


def test_rows_that_cannot_be_counted_are_rejected_with_line_reason_and_raw_row(home: Home, tmp_path: Path) -> None:
    lines = [
        *crimes(2),
        "a,b,c",
        crimes(1, start=5)[0] + ",x",
        *crimes(1, start=6, month=""),
        *crimes(1, start=7, Falls_within=""),
        "   ",
        *crimes(1, start=8),
    ]
    report = load(home, write(tmp_path, text(lines)))
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (8, 3, 5)
    assert rows(home, "SELECT line, reason FROM reject ORDER BY line") == [
        (4, "the row has 3 cells instead of 12"),
        (5, "the row has 13 cells instead of 12"),
        (6, "the row has no month"),
        (7, "the row names no force"),
        (8, "the row has 1 cells instead of 12"),
    ]
    digest = hashlib.blake2b(b"a,b,c", digest_size=16).hexdigest()
    assert rows(home, "SELECT raw, raw_hash FROM reject WHERE line = 4") == [("a,b,c", digest)]
    assert balanced(home)


def test_a_long_rejected_row_is_cut_and_its_hash_is_of_the_whole(home: Home, tmp_path: Path) -> None:
    """64 KiB of UTF-8 is kept, never half of a letter."""
    long = "é" * 100_000
    load(home, write(tmp_path, text([*crimes(1), long])))
    ((raw, told),) = rows(home, "SELECT raw, raw_hash FROM reject")
    assert raw == "é" * 32_768
    assert told == hashlib.blake2b(long.encode(), digest_size=16).hexdigest()


def test_a_search_without_a_readable_time_is_rejected(home: Home, tmp_path: Path) -> None:
    lines = [line("stop-and-search"), line("stop-and-search", Date="yesterday"), line("stop-and-search", Date="")]
    report = load(home, write(tmp_path, text(lines, "stop-and-search"), kind="stop-and-search"))
    assert (report.rows_loaded, report.rows_rejected) == (1, 2)
    assert rows(home, "SELECT DISTINCT reason FROM reject") == [("the row has no month",)]


def test_searches_fall_in_the_month_and_hour_of_london(home: Home, tmp_path: Path) -> None:
    """23:00 UTC on 30 June is midnight on 1 July; midnight may mean that the time is unknown."""
    stamps = ["2024-06-30T23:00:00+00:00", "2024-06-30T23:30:00+00:00", "2024-07-31T22:59:00+00:00"]
    lines = [line("stop-and-search", Date=stamp) for stamp in stamps]
    path = write(tmp_path, text(lines, "stop-and-search"), month="2024-07", kind="stop-and-search")
    assert load(home, path).rows_loaded == 3
    sql = "SELECT month, hour, quality_flags FROM stop_search ORDER BY happened_at"
    assert rows(home, sql) == [("2024-07", None, "midnight"), ("2024-07", 0, ""), ("2024-07", 23, "")]
    told = rows(home, "SELECT force, part_of_operation, outcome_linked, gender FROM stop_search LIMIT 1")
    assert told == [("fairshire", False, True, SEARCH["Gender"])]


def test_a_newer_edition_replaces_the_month_whole_and_says_what_changed(home: Home, tmp_path: Path) -> None:
    first = [*crimes(5), *[line(Crime_ID="", Crime_type="Anti-social behaviour", Last_outcome_category="")] * 4]
    charged = crimes(2, start=2, Last_outcome_category="Offender sent to prison")
    second = [*crimes(1), *charged, *crimes(3, start=6), *[first[-1]] * 3]
    load(home, write(tmp_path, text([*first, "bad"])), edition="2024-07")
    report = load(home, write(tmp_path, text(second)), edition="2024-08")
    (change,) = report.changes
    assert (change.source_file, change.replaced) == (
        "street/fairshire/2024-06@2024-08",
        "street/fairshire/2024-06@2024-07",
    )
    assert (change.rows_added, change.rows_removed, change.outcomes_changed) == (3, 3, 2)
    assert rows(home, "SELECT count(*) FROM recorded_crime") == [(9,)]
    assert rows(home, "SELECT count(*), count(superseded_at) FROM recorded_crime_history") == [(18, 9)]
    assert rows(home, "SELECT count(*), (SELECT count(*) FROM reject_history) FROM reject") == [(0, 1)]
    sql = "SELECT edition, rows_added, rows_removed, outcomes_changed FROM source_file"
    assert rows(home, sql) == [("2024-08", 3, 3, 2)]
    assert balanced(home)


def test_an_older_or_equal_edition_is_refused(home: Home, tmp_path: Path) -> None:
    load(home, write(tmp_path, text(crimes(3))), edition="2024-08")
    before = state(home)
    for edition in ("2024-07", "2024-08"):
        with pytest.raises(InputRefused, match="an older or equal edition never replaces it"):
            load(home, write(tmp_path, text(crimes(4))), edition=edition)
    with pytest.raises(InputRefused, match="was taken to be of edition 2024-06"):
        load(home, write(tmp_path, text(crimes(4))))
    assert state(home) == before


def test_archives_of_two_editions_load_in_one_command(home: Home, tmp_path: Path) -> None:
    may, june = "2024-05-fairshire-street.csv", "2024-06-fairshire-street.csv"
    older = archive(tmp_path / "2024-05.zip", {may: text(crimes(3, month="2024-05")), "read-me.txt": "hello"})
    newer = archive(
        tmp_path / "2024-06.zip",
        {f"2024-06/{may}": text(crimes(4, month="2024-05")), f"2024-06/{june}": text(crimes(5))},
    )
    report = load(home, newer, older)
    assert (report.files, report.rows_read, report.snapshot) == (3, 12, 1)
    assert [item.name for item in report.passed_over] == [f"{older} (read-me.txt)"]
    assert [change.rows_added for change in report.changes] == [1]
    sql = "SELECT month, edition, edition_inferred, rows_loaded FROM source_file ORDER BY month"
    assert rows(home, sql) == [("2024-05", "2024-06", False, 4), ("2024-06", "2024-06", False, 5)]
    assert balanced(home)


def test_an_archive_with_the_same_name_in_two_folders_is_read_apart(home: Home, tmp_path: Path) -> None:
    name = "2024-06-fairshire-street.csv"
    content = text(crimes(50))
    path = archive(tmp_path / "2024-06.zip", {f"a/{name}": content, f"b/{name}": content})
    report = load(home, path)
    assert (report.rows_loaded, report.rows_already_loaded) == (50, 50)


def test_the_edition_of_loose_files_is_the_newest_month_among_them(home: Home, tmp_path: Path) -> None:
    write(tmp_path / "in", text(crimes(2, month="2024-05")), month="2024-05")
    write(tmp_path / "in", text(crimes(2)))
    (tmp_path / "in" / "notes.csv").write_text("a,b")
    report = load(home, tmp_path / "in")
    assert [item.name for item in report.passed_over] == [str(tmp_path / "in" / "notes.csv")]
    assert rows(home, "SELECT DISTINCT edition, edition_inferred FROM source_file") == [("2024-06", True)]


EDITION = "SELECT source_file, edition, edition_inferred FROM source_file"


def test_the_same_bytes_of_a_newer_edition_advance_the_edition(home: Home, tmp_path: Path) -> None:
    path = write(tmp_path / "one", text(crimes(3)))
    load(home, path, edition="2024-07")
    report = load(home, path, edition="2024-09")
    assert (report.rows_loaded, report.rows_already_loaded, report.snapshot) == (0, 3, 2)
    assert rows(home, EDITION) == [("street/fairshire/2024-06@2024-07", "2024-09", False)]
    assert rows(home, "SELECT DISTINCT source_file FROM recorded_crime") == [("street/fairshire/2024-06@2024-07",)]
    before = state(home)
    with pytest.raises(InputRefused, match="edition 2024-09 of the same force and month is loaded"):
        load(home, write(tmp_path / "two", text(crimes(4))), edition="2024-08")
    for edition in ("2024-08", "2024-09"):
        assert load(home, path, edition=edition).rows_already_loaded == 3
    assert state(home) == before and balanced(home)
    load(home, write(tmp_path / "two", text(crimes(4))), edition="2024-10")
    assert rows(home, EDITION) == [("street/fairshire/2024-06@2024-10", "2024-10", False)]
    assert rows(home, "SELECT count(*) FROM recorded_crime") == [(4,)]


def test_a_file_that_comes_again_in_a_larger_folder_is_of_the_folder_s_edition(home: Home, tmp_path: Path) -> None:
    load(home, write(tmp_path, text(crimes(3, month="2024-05")), month="2024-05"))
    write(tmp_path, text(crimes(2)))
    assert load(home, tmp_path).snapshot == 2
    assert rows(home, "SELECT DISTINCT edition, edition_inferred FROM source_file") == [("2024-06", True)]
    assert load(home, tmp_path).snapshot == 2


def test_progress_is_told(home: Home, tmp_path: Path) -> None:
    from forcesight.records.readers import discover
    from forcesight.store.loading import load_published

    told: list[str] = []
    found = discover([write(tmp_path, text(crimes(3)))])
    load_published(home, found, progress=lambda _done, _total, words: told.append(words))
    assert list(dict.fromkeys(told)) == ["Checking files", "Loading", "Publishing"]
