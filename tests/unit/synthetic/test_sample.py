"""The sample's files: deterministic, fictional, and with everything in them that a page must show."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely

from forcesight.catalogue import Catalogue
from forcesight.records import CRIME_TYPES
from forcesight.records.readers import LAYOUTS, discover
from forcesight.synthetic import SampleFiles, write_sample
from forcesight.synthetic.crimes import PATTERNS
from forcesight.synthetic.histories import COURT, LAST, OUTCOMES
from forcesight.synthetic.names import FORCES, OWN, PEERS


MONTHS = 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sample lies."""
    return tmp_path_factory.mktemp("sample")


@pytest.fixture(scope="module")
def sample(folder: Path) -> SampleFiles:
    """A short sample, written once."""
    return write_sample(folder, months=MONTHS)


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def street(sample: SampleFiles, force: str, edition: int = 0) -> Iterator[dict[str, str]]:
    """The crimes of a force in one edition."""
    for path in sorted(sample.police_uk[edition].folder.glob(f"*-{force}-street.csv")):
        yield from rows(path)


def digest(folder: Path) -> str:
    """One hash of every file's name and bytes."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return found.hexdigest()


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    write_sample(tmp_path / "a", months=2)
    write_sample(tmp_path / "b", months=2)
    write_sample(tmp_path / "c", months=2, seed=2)
    assert digest(tmp_path / "a") == digest(tmp_path / "b") != digest(tmp_path / "c")


def test_files_lie_as_published_ones_do(sample: SampleFiles) -> None:
    first, second = (discover([edition.folder]) for edition in sample.police_uk)
    assert first.passed_over == second.passed_over == ()
    assert {file.edition for file in first.files} == {"2025-11"} == {sample.police_uk[0].month}
    assert {file.edition for file in second.files} == {"2025-12"} == {sample.police_uk[1].month}
    # Nineteen months of six forces in three kinds, less the month that one peer left out; then two months.
    assert len(first.files) == (MONTHS - 1) * 6 * 3 - 3
    assert len(second.files) == 2 * 6 * 3
    assert {file.force for file in first.files} == {force.slug for force in FORCES}


def test_headers_are_those_of_the_publication(sample: SampleFiles) -> None:
    for file in discover([sample.police_uk[1].folder]).files:
        assert tuple(file.path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")) == LAYOUTS[file.kind].header


def test_one_peer_left_a_month_out(sample: SampleFiles) -> None:
    months = {file.month for file in discover([sample.police_uk[0].folder]).files if file.force == "saltmere"}
    assert "2024-06" not in months
    assert len(months) == MONTHS - 2


def test_names_and_codes_are_nobodys(sample: SampleFiles) -> None:
    real = {force.id for force in Catalogue.load().forces()} | {f.area_name.lower() for f in Catalogue.load().forces()}
    assert not {force.slug for force in FORCES} & real
    assert not {district.lower() for force in FORCES for district in force.districts} & real
    codes = {row["code"] for path in sample.areas for row in rows(path) if row["level"] != "force"}
    assert all(code.startswith("X") and len(code) == 9 for code in codes)


def test_the_catalogue_accepts_what_the_sample_adds(sample: SampleFiles) -> None:
    catalogue = Catalogue.load(overlay=sample.catalogue[0].parent)
    assert catalogue.force(sample.force).name == sample.force_name == OWN.name
    assert catalogue.comparison_groups(sample.force)[0].members == tuple(peer.slug for peer in PEERS)
    assert catalogue.standard("outcome_charged", force=sample.force) is not None


def test_crimes_have_what_the_data_quality_page_reports(sample: SampleFiles) -> None:
    crimes = list(street(sample, "northmarch"))
    known = {row["code"] for path in sample.areas for row in rows(path)}
    own = {row["code"] for row in rows(sample.areas[0]) if row["parent_code"].startswith("X0700")}
    lsoas = [row["LSOA code"] for row in crimes]
    assert 0.02 < sum(not row["Longitude"] for row in crimes) / len(crimes) < 0.04
    assert sum(row["Latitude"] == "0" for row in crimes) > 0
    assert sum(bool(code) and code not in known for code in lsoas) > 0
    assert 0.003 < sum(code in known - own for code in lsoas) / len(crimes) < 0.008
    assert sum(row["Falls within"] != OWN.name for row in crimes) > 0
    ids = Counter(row["Crime ID"] for row in crimes if row["Crime ID"])
    assert any(count > 1 for count in ids.values())
    assert all(len(identifier) == 64 and int(identifier, 16) >= 0 for identifier in ids)


def test_anti_social_behaviour_has_neither_identifier_nor_outcome(sample: SampleFiles) -> None:
    for row in street(sample, "fenwold"):
        assert (
            (row["Crime type"] == "Anti-social behaviour")
            == (not row["Crime ID"])
            == (not row["Last outcome category"])
        )


def test_types_and_outcomes_are_those_that_the_catalogue_knows() -> None:
    grouped = {outcome for group in Catalogue.load().outcome_groups() for outcome in group.outcomes}
    assert tuple(PATTERNS) == CRIME_TYPES
    assert {*OUTCOMES, *COURT, *(text for text in LAST if text)} <= grouped


def test_outcomes_are_still_arriving(sample: SampleFiles) -> None:
    open_share = {}
    for month in ("2024-11", "2025-11"):
        (path,) = sample.police_uk[0].folder.glob(f"{month}-northmarch-street.csv")
        told = [row["Last outcome category"] for row in rows(path) if row["Crime ID"]]
        open_share[month] = sum(outcome == "Under investigation" for outcome in told) / len(told)
    assert open_share["2025-11"] > 0.35
    assert open_share["2024-11"] < 0.02


def test_a_newer_edition_revises_the_month_before(sample: SampleFiles) -> None:
    before = {row["Crime ID"]: row for row in street(sample, "northmarch") if row["Month"] == "2025-11"}
    after = {row["Crime ID"]: row for row in street(sample, "northmarch", 1) if row["Month"] == "2025-11"}
    changed = [i for i in before if before[i]["Last outcome category"] != after[i]["Last outcome category"]]
    assert len(changed) > 100
    assert before.keys() <= after.keys()


def test_one_row_is_of_the_wrong_width(sample: SampleFiles) -> None:
    widths = Counter()
    for path in sample.police_uk[1].folder.glob("*-northmarch-stop-and-search.csv"):
        with path.open(encoding="utf-8", newline="") as source:
            widths.update(len(row) for row in csv.reader(source))
    assert widths[16] == 1
    assert set(widths) == {15, 16}


def test_peers_publish_searches_in_their_own_ways(sample: SampleFiles) -> None:
    (linked,) = sample.police_uk[1].folder.glob("2025-12-thornvale-stop-and-search.csv")
    (timed,) = sample.police_uk[1].folder.glob("2025-12-wolderness-stop-and-search.csv")
    assert {row["Outcome linked to object of search"] for row in rows(linked)} == {""}
    assert {row["Date"][11:] for row in rows(timed)} == {"00:00:00+00:00"}


def test_districts_fill_their_county_without_gaps(sample: SampleFiles) -> None:
    maps = {path.stem: json.loads(path.read_text(encoding="utf-8"))["features"] for path in sample.boundaries}
    shapes = {
        kind: [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
        for kind, features in maps.items()
    }
    county = shapes["pfa24"][0]
    counts = {"lad24": 9, "wd24": 23, "lsoa21": 620}
    for kind, count in counts.items():
        inside = shapes[kind][:count]
        assert all(shape.is_valid for shape in inside)
        assert shapely.union_all(inside).symmetric_difference(county).area < county.area * 1e-3
        assert sum(shape.area for shape in inside) == pytest.approx(county.area, rel=1e-3)
    assert len(shapes["lad24"]) == sum(len(force.districts) for force in FORCES)
    assert {kind: len(shapes[kind]) for kind in ("wd24", "lsoa21")} == {"wd24": 23, "lsoa21": 620}
