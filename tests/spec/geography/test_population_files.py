"""Population files

Residents come from CSV files of estimates: one row for each area and year. The kind of code tells the level of an
area, unless a column does. Thousands may be separated. A row that cannot be counted is rejected with its reason, and
read is always the sum of loaded, rejected and already loaded.
"""

from __future__ import annotations

from pathlib import Path

from forcesight.store import Home, reading
from forcesight.store.loading import LoadReport
from forcesight.store.loading_geography import load_population


def load(folder: Path, text: str) -> tuple[LoadReport, list[tuple[object, ...]]]:
    """Load one file into a new home; the report, and the population table."""
    file = folder / "population.csv"
    file.write_text("\n".join(line.strip() for line in text.strip().splitlines()) + "\n", encoding="utf-8")
    home = Home.create(folder / "home", "fairshire")
    report = load_population(home, [file])
    with reading(home.path) as session:
        return report, session.rows("SELECT level, code, year, population FROM population ORDER BY code, year")


def test_the_code_tells_the_level(tmp_path: Path) -> None:
    """E06 to E09 and W06 are districts, E05 and W05 wards (neighbourhoods), E01 and W01 LSOAs."""
    report, found = load(
        tmp_path,
        """
        code,name,year,population
        E07000192,Fairbridge,2020,101484
        E05006902,Old Town,2020,"5,210"
        E01029001,Fairbridge 001A,2020,1650
        """,
    )
    assert found == [
        ("lsoa", "E01029001", 2020, 1650),
        ("neighbourhood", "E05006902", 2020, 5210),
        ("district", "E07000192", 2020, 101484),
    ]
    assert report.rows_read == report.rows_loaded == 3


def test_a_row_that_cannot_be_counted_is_rejected(tmp_path: Path) -> None:
    """A country is none of our levels, twenty-twenty is no year, -3 is no number of people: three rejects, one row."""
    report, found = load(
        tmp_path,
        """
        code,year,population
        E92000001,2020,56550138
        E07000192,twenty-twenty,101484
        E07000193,2020,-3
        E07000194,2020,104756
        """,
    )
    assert found == [("district", "E07000194", 2020, 104756)]
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (4, 1, 3)


def test_a_column_may_tell_the_level(tmp_path: Path) -> None:
    """With a column for the level, codes may be of any kind; a force is known by its slug."""
    _, found = load(
        tmp_path,
        """
        level,code,year,population
        force,fairshire,2023,1140000
        neighbourhood,NPT-07,2023,24100
        """,
    )
    assert found == [("neighbourhood", "NPT-07", 2023, 24100), ("force", "fairshire", 2023, 1140000)]
