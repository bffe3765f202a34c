"""The shipped severity weights, neighbours and forces against the open data that they were derived from."""

from __future__ import annotations

import csv
import os
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from scripts import derive_force_neighbours, derive_severity_weights

from forcesight.catalogue import Catalogue


pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def data() -> Path:
    """The folder of real open data; without it the test says so and skips."""
    folder = os.environ.get("FORCESIGHT_TEST_DATA")
    if not folder:
        pytest.skip("FORCESIGHT_TEST_DATA names no folder of real open data")
    return Path(folder)


def lookup(data: Path) -> Path:
    """The look-up from districts to police force areas."""
    return next((data / "home_office").glob("Local_Authority_District_to_*Police_Force_Areas*.csv"))


@pytest.fixture(scope="module")
def sources(data: Path) -> dict[str, Path]:
    """The five files that the weights and their error come from."""
    return {
        "weights": data / "reference/policeuk-ons-code-join.csv",
        "counts": data / "home_office/prc-pfa-201718_new.csv",
        "scores": data / "home_office/crime-pressure-force-2022-data.csv.gz",
        "population": data / "home_office/crime-pressure-force-2022-pop-data.csv.gz",
        "lookup": lookup(data),
    }


def shipped(name: str) -> str:
    """A file of the packaged catalogue."""
    return files("forcesight.catalogue").joinpath(f"standards/{name}").read_text(encoding="utf-8")


def test_the_shipped_weights_and_their_error_are_those_of_the_data(sources: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "weights.toml"
    derive_severity_weights.main([f"--{name}={path}" for name, path in (sources | {"out": out}).items()])
    assert tomllib.loads(out.read_text(encoding="utf-8")) == tomllib.loads(shipped("weights_severity_police_uk.toml"))


def test_the_stored_error_is_what_a_reader_would_find(sources: dict[str, Path]) -> None:
    """Worked again from the shipped weights alone, and by hand for one force."""
    scheme = Catalogue.load().weights("severity_police_uk")
    recorded = derive_severity_weights.offences(sources["weights"], sources["counts"])
    people = derive_severity_weights.residents(sources["population"], sources["lookup"])
    ours = derive_severity_weights.per_head(recorded, people, scheme.weights)
    theirs = derive_severity_weights.published(sources["scores"], sources["lookup"])
    off = sorted(abs(ours[force] / theirs[force] - 1) * 100 for force in theirs)
    print(f"\n{scheme.error_sentence}")
    assert len(off) == scheme.error_forces == 42
    assert (off[20] + off[21]) / 2 == pytest.approx(scheme.error_median_percent, abs=0.05)
    assert off[36] <= scheme.error_p90_percent + 0.05 and off[37] >= scheme.error_p90_percent - 0.05
    assert ours["Staffordshire"] == pytest.approx(12.34, abs=0.01)
    assert theirs["Staffordshire"] == pytest.approx(13.66, abs=0.01)


def test_the_population_covers_every_force_area(sources: dict[str, Path]) -> None:
    """Districts merged since the look-up was published are counted once, in the right force."""
    people = derive_severity_weights.residents(sources["population"], sources["lookup"])
    with sources["lookup"].open(encoding="utf-8-sig", newline="") as file:
        areas = {row["PFA16NM"] for row in csv.DictReader(file)}
    assert set(people) == areas
    assert people["Staffordshire"] == pytest.approx(1.13e6, rel=0.01)
    assert 58e6 < sum(people.values()) < 59e6


def test_the_shipped_neighbours_are_those_of_the_boundaries(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "neighbours.toml"
    boundaries = data / "boundaries/police_force_areas_2016_from_lad.geojson"
    derive_force_neighbours.main([f"--boundaries={boundaries}", f"--out={out}"])
    assert out.read_text(encoding="utf-8") == shipped("comparison_groups_neighbours.toml")


def test_the_shipped_force_codes_are_those_of_the_look_up(data: Path) -> None:
    with lookup(data).open(encoding="utf-8-sig", newline="") as file:
        published = {row["PFA16CD"] for row in csv.DictReader(file)}
    assert {f.statistical_code for f in Catalogue.load().forces() if f.statistical_code} == published


def test_every_outcome_in_the_street_files_is_in_a_group(data: Path) -> None:
    grouped = {outcome for group in Catalogue.load().outcome_groups() for outcome in group.outcomes}
    for path in sorted((data / "police_uk/street").glob("*staffordshire-street.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found = {row["Last outcome category"] for row in csv.DictReader(file)}
        assert found - {""} <= grouped, path.name
