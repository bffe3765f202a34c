"""Areas and look-ups from tables and maps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.unit.geography.maps import collection, feature

from forcesight.records.readers.areas import read_areas
from forcesight.records.readers.gss import level_of
from forcesight.records.readers.reference_file import NotOurs, Reading, read_text


Write = Callable[[str, str], Path]
Read = Callable[..., Reading]


@pytest.fixture
def read(write: Write) -> Read:
    """Read a file given as text."""
    return lambda text, name="areas.csv": read_areas(read_text(write(name, text), "areas"))


def areas(reading: Reading) -> list[tuple[object, ...]]:
    """Level, code and name of each area."""
    return [(row["level"], row["code"], row["name"]) for row in reading.rows["area"]]


def links(reading: Reading) -> list[tuple[object, ...]]:
    """Child and parent of each look-up."""
    names = ("child_level", "child_code", "parent_level", "parent_code", "vintage")
    return [tuple(row[name] for name in names) for row in reading.rows.get("area_link", [])]


LOOKUP = """LAD16CD,LAD16NM,CSP16CD,CSP16NM,PFA16CD,PFA16NM,FID
E07000144,Broadfair,E22000219,Broadfair,E23000024,Fairshire,1
E07000146,"Fair's Lynn and West",E22000220,Lynn,E23000024,Fairshire,2
E09000001,City,E22000221,City,E23000034,"London, City of",3
"""


def test_a_published_look_up_gives_districts_forces_and_links(read: Read) -> None:
    reading = read(LOOKUP)
    assert areas(reading) == [
        ("district", "E07000144", "Broadfair"),
        ("district", "E07000146", "Fair's Lynn and West"),
        ("district", "E09000001", "City"),
        ("force", "fairshire", "Fairshire"),
        ("force", "city-of-london", "London, City of"),
    ]
    assert links(reading)[0] == ("district", "E07000144", "force", "fairshire", "2016")
    assert reading.rows["area"][3]["statistical_code"] == "E23000024"
    assert reading.rows_read == reading.rows_kept == 3


def test_a_look_up_of_four_levels_links_each_pair_that_figures_need(read: Read) -> None:
    reading = read("LSOA11CD,LSOA11NM,WD13CD,WD13NM,LAD13CD,LAD13NM\nE01,Fair 001A,E05,Old Town,E07,Fair\n")
    assert links(reading) == [
        ("lsoa", "E01", "neighbourhood", "E05", "2013"),
        ("lsoa", "E01", "district", "E07", "2013"),
        ("neighbourhood", "E05", "district", "E07", "2013"),
    ]


def test_a_row_without_its_finest_code_is_about_the_area_above(read: Read) -> None:
    reading = read("LAD16CD,LAD16NM,PFA16CD,PFA16NM\nE07000001,Fair,E23,Fairshire\n,,E23,Fairshire\n")
    assert areas(reading) == [("district", "E07000001", "Fair"), ("force", "fairshire", "Fairshire")]


def test_rows_that_repeat_contradict_or_name_nothing_are_rejected(read: Read) -> None:
    reading = read(
        "LAD16CD,LAD16NM,PFA16CD,PFA16NM\nE07000001,Fair,E23,Fairshire\nE07000001,Fair,E23,Fairshire\n"
        "E07000001,Fair,E24,Elsewhere\n,,,\n,x,,\n"
    )
    assert [row["reason"] for row in reading.rejects] == [
        "the row repeats row 2",
        "the row contradicts row 2",
        "the row has no code",
    ]


def test_our_own_form_with_dates(read: Read) -> None:
    reading = read(
        "level,code,name,parent_level,parent_code,vintage,valid_from,valid_to\n"
        "force,Fairshire Police,Fairshire,,,2024,,\n"
        "district,D1,Fairbridge,force,Fairshire Police,2024,2019-04-01,2024-03-31\n"
        "lsoa,L1,,district,D1,2024,,\n"
        "lsoa,L1,,neighbourhood,N1,2024,,\n"
    )
    assert areas(reading) == [
        ("force", "fairshire", "Fairshire"),
        ("district", "D1", "Fairbridge"),
        ("lsoa", "L1", "L1"),
    ]
    assert links(reading) == [
        ("district", "D1", "force", "fairshire", "2024"),
        ("lsoa", "L1", "district", "D1", "2024"),
        ("lsoa", "L1", "neighbourhood", "N1", "2024"),
    ]
    assert reading.rows["area_link"][0]["valid_to"] == date(2024, 3, 31)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("village,V1,Fair,,,,", "'village' is not a level; the levels are force, district, neighbourhood, lsoa"),
        ("district,,Fair,,,,", "the row has no code"),
        ("district,D1,Fair,force,,,", "parent_level and parent_code must be given together"),
        ("district,D1,Fair,lsoa,L1,,", "a district cannot lie in a lsoa"),
        ("district,D1,Fair,,,1/4/2019,", "valid_from '1/4/2019' is not a date like 2016-04-01"),
        ("district,D1,Fair,,,,2019-02-30", "valid_to '2019-02-30' is not a day of the calendar"),
    ],
)
def test_rows_of_our_own_form_that_cannot_be_understood(read: Read, cells: str, reason: str) -> None:
    reading = read(f"level,code,name,parent_level,parent_code,valid_from,valid_to\n{cells}\n")
    assert [row["reason"] for row in reading.rejects] == [reason]


def test_a_table_of_another_kind(read: Read) -> None:
    with pytest.raises(NotOurs, match="missing: level"):
        read("code,name\nE07,Fair\n")


def test_a_ward_map_named_for_its_district_links_wards_to_it(read: Read) -> None:
    ward = {"WD13CD": "E05008714", "WD13NM": "Old Town", "WD13NMW": None}
    reading = read(collection(feature(**ward)), name="E06000021.json")
    assert areas(reading) == [("neighbourhood", "E05008714", "Old Town")]
    assert links(reading) == [("neighbourhood", "E05008714", "district", "E06000021", "2013")]
    assert links(read(collection(feature(**ward)), name="wards.geojson")) == []


def test_features_without_a_code_are_rejected(read: Read) -> None:
    reading = read(
        collection(feature(LAD13CD="E07", LAD13NM="Fair"), feature(LAD13CD=None), feature(LAD13CD="E07")), "d.json"
    )
    assert [row["reason"] for row in reading.rejects] == [
        "feature 2: the row has no code",
        "feature 3: the row contradicts row 1",
    ]
    assert reading.rejects[0]["raw"] == '{"LAD13CD": null}'


@pytest.mark.parametrize(
    ("code", "level"),
    [("E01000001", "lsoa"), ("W05000001", "neighbourhood"), ("E08000001", "district"), ("W15000001", "force"),
     ("E12000001", ""), ("", "")],
)  # fmt: skip
def test_the_level_of_a_code(code: str, level: str) -> None:
    assert level_of(code) == level
