"""The offices that Forcesight ships can be run, keep up with their work, and are listed with those of a home."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.unit.model_office.small_office import SMALL

from forcesight.catalogue import Catalogue, UnknownEntry
from forcesight.model_office.office.checks import overloads
from forcesight.model_office.office.description import Caseload, Desk, Units
from forcesight.model_office.office.reading import read_office
from forcesight.model_office.office.refused import OfficeRefused
from forcesight.model_office.office.shelf import find_office, offices
from forcesight.model_office.office.traffic import Stop, ways_of, weekly_rates
from forcesight.model_office.office.workload import use_of
from forcesight.model_office.office.writing import write_office


SHIPPED = (
    "county_force",
    "forensic_laboratory",
    "multi_agency_hub",
    "online_abuse_referrals",
    "police_bench",
    "sex_offender_management",
)


def test_they_are_listed_by_name_with_date_and_source() -> None:
    listed = offices()
    assert sorted(one.id for one in listed) == list(SHIPPED)
    assert [one.name.casefold() for one in listed] == sorted(one.name.casefold() for one in listed)
    for one in listed:
        assert (one.origin, one.problem, one.file) == ("forcesight", "", f"offices/{one.id}.toml")
        assert one.source
        assert one.description
        assert one.valid_from == date(2026, 1, 1)


@pytest.mark.parametrize("office_id", SHIPPED)
def test_it_can_be_run_keeps_up_and_is_written_as_itself(office_id: str) -> None:
    office = find_office(office_id)
    assert office.id == office_id
    assert overloads(office) == []
    assert all(0.25 < use < 0.95 for use in use_of(office).values())
    assert read_office(write_office(office)) == office


@pytest.mark.parametrize("office_id", SHIPPED)
def test_who_works_there_has_a_function(office_id: str) -> None:
    for station in find_office(office_id).stations:
        if isinstance(station, Caseload):
            assert station.function
        if isinstance(station, Desk):
            assert all(group.function for group in station.groups)
        if isinstance(station, Units):
            assert all(team.function for team in station.teams)


def test_police_bench_is_the_model_of_the_benchmark() -> None:
    office = find_office("police_bench")
    rates = weekly_rates(office, ways_of(office))
    assert rates[Stop("call_desk", "call")] * 52 == pytest.approx(600_000)
    assert rates[Stop("units", "grade_1")] / rates[Stop("units", "grade_2")] == pytest.approx(3 / 7)
    assert [(area.x_km, area.y_km) for area in office.areas] == [(12.0 * x, 12.0 * y) for y in (0, 1) for x in range(5)]
    assert sum(area.weight for area in office.areas) == pytest.approx(1)
    shape = office.demand[0].by_hour
    assert (shape[15] / shape[3], shape[96] / shape[0]) == pytest.approx((1.55 / 0.45, 1.12 / 0.95))


def test_the_county_force_has_the_documents_figures() -> None:
    office = find_office("county_force")
    rates = weekly_rates(office, ways_of(office))
    a_year = {stop: rate * 365 / 7 for stop, rate in rates.items()}
    # First calls: with the 55 % of those who gave up (2.1 and 1.3 %) that ring again, as many as the documents say.
    assert a_year[Stop("contact_centre", "call_999")] * (1 + 0.55 * 0.021) == pytest.approx(173_000, rel=1e-3)
    assert a_year[Stop("switchboard", "switchboard_call")] * (1 + 0.55 * 0.013) == pytest.approx(432_618, rel=1e-3)
    assert a_year[Stop("contact_centre", "digital")] == pytest.approx(102 * 365)
    # Some callers give up, so this is a little more than the 84,678 crimes that are recorded.
    assert a_year[Stop("crime_recording", "crime")] == pytest.approx(84_678 * 1.018, rel=0.01)
    officers = {"response": 0, "neighbourhood": 0, "investigation": 0}
    for station in office.stations:
        if isinstance(station, Units):
            for team in station.teams:
                officers[team.function] += team.units * team.crew
        if isinstance(station, Caseload) and station.function == "investigation":
            officers["investigation"] += station.staff
    assert officers == {"response": 550, "neighbourhood": 253, "investigation": 600}
    assert len(office.areas) == 9


def write(folder: Path, name: str, text: str) -> Path:
    """A home's catalogue folder with one more office."""
    (folder / "offices").mkdir(exist_ok=True)
    (folder / "offices" / name).write_text(text, encoding="utf-8")
    return folder


HOMES = SMALL.replace('source = "invented for tests"', 'source = "ours"\nconfidence = "low"')


def test_a_home_adds_an_office_and_the_next_version_of_one(tmp_path: Path) -> None:
    write(tmp_path, "small.toml", HOMES)
    later = HOMES.replace("valid_from = 2026-01-01", "valid_from = 2026-06-01").replace("weeks = 4", "weeks = 8")
    write(tmp_path, "small_2.toml", later)
    bench = write_office(replace(find_office("police_bench"), weeks=3))
    overlay = write(tmp_path, "bench.toml", bench)
    assert len(offices(overlay)) == len(SHIPPED) + 1
    assert find_office("small", overlay, date(2026, 3, 1)).weeks == 4
    assert find_office("small", overlay, date(2026, 7, 1)).weeks == 8
    assert find_office("police_bench", overlay).weeks == 3
    with pytest.raises(UnknownEntry, match=r"There is no office 'small' in force on 2025-12-31"):
        find_office("small", overlay, date(2025, 12, 31))


def test_an_office_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownEntry, match=r"did you mean police_bench\?"):
        find_office("police_banch")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id = ", "offices/odd.toml, line 1: this is not TOML: Invalid value."),
        ("[desk]", "offices/odd.toml: there is no office: begin with [office]."),
        ('[office]\nid = "odd"\nname = ""', "must say its name, valid_from, source, confidence."),
    ],
)
def test_a_file_that_cannot_be_listed_is_there_with_its_problem(tmp_path: Path, text: str, says: str) -> None:
    overlay = write(tmp_path, "odd.toml", text)
    odd = next(one for one in offices(overlay) if one.id == "odd")
    assert says in odd.problem
    with pytest.raises(OfficeRefused, match=r"odd\.toml"):
        find_office("odd", overlay)


def test_a_file_that_cannot_be_read_does_not_take_the_others_from_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overlay = write(tmp_path, "small.toml", HOMES)
    (overlay / "offices" / "folder.toml").mkdir()
    (overlay / "offices" / "gone.toml").symlink_to(tmp_path / "nowhere.toml")
    (overlay / "offices" / "bytes.toml").write_bytes(b"id = '\xff'")
    (overlay / "offices" / "marked.toml").write_text(HOMES.replace('id = "small"', 'id = "marked"'), "utf-8-sig")
    listed = {one.id: one for one in offices(overlay)}
    assert set(listed) == {*SHIPPED, "small", "marked", "folder", "gone", "bytes"}
    assert "offices/folder.toml: the file cannot be read (Is a directory)" in listed["folder"].problem
    assert "offices/gone.toml: the file cannot be read (No such file or directory)" in listed["gone"].problem
    assert "offices/bytes.toml: the file is not UTF-8 (byte 6)" in listed["bytes"].problem
    assert not listed["marked"].problem
    assert find_office("marked", overlay).id == "marked"
    for name in ("folder", "gone", "bytes"):
        with pytest.raises(OfficeRefused, match=rf"offices/{name}\.toml: the file"):
            find_office(name, overlay)

    def closed(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", closed)
    shut = [one for one in offices(overlay) if one.origin == "home"]
    assert [one.problem for one in shut] == [
        "offices: this folder of the catalogue cannot be read (Permission denied): check who may read it."
    ]


def test_the_catalogue_does_not_read_offices(tmp_path: Path) -> None:
    assert Catalogue.load(overlay=write(tmp_path, "odd.toml", "this is no TOML")).measures()


def test_reading_an_office_compiles_nothing() -> None:
    code = (
        "import sys; from forcesight.model_office.office.shelf import find_office; find_office('police_bench'); "
        "sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
