"""The files of the invented geography, in the forms that the ordinary loaders read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from forcesight.synthetic.gazetteer import VINTAGES, Named
from forcesight.synthetic.land import Land, outlines


# The last estimate is a year older than the last records, so a year must be carried forward.
POPULATION_YEARS = 3
_GROWTH = 0.006


def write_areas(path: Path, named: Sequence[Named]) -> Path:
    """Areas with the areas they lie in; which neighbourhood an LSOA lies in is left for the map to say."""
    header = ("level", "code", "name", "parent_level", "parent_code", "vintage", "statistical_code")
    return _write(path, header, (row for county in named for row in _areas(county)))


def _areas(named: Named) -> Iterator[tuple[str, ...]]:
    force, district_of = named.county.force, named.county.district
    yield "force", force.slug, force.name, "", "", VINTAGES["force"], named.force_code
    for code, name in named.districts:
        yield "district", code, name, "force", force.slug, VINTAGES["district"], ""
    for number, (code, name) in enumerate(named.neighbourhoods):
        parent = named.districts[named.district_of_neighbourhood(number)][0]
        yield "neighbourhood", code, name, "district", parent, VINTAGES["neighbourhood"], ""
    for number, (code, name) in enumerate(named.lsoas):
        yield "lsoa", code, name, "district", named.districts[district_of[number]][0], VINTAGES["lsoa"], ""


def write_population(path: Path, named: Sequence[Named], last_year: int) -> Path:
    """Residents in the middle of each year: of every area of the own county, of the peers' districts only."""
    years = range(last_year - POPULATION_YEARS + 1, last_year + 1)
    rows = ((*row[:2], year, round(row[2] * (1 + _GROWTH) ** (year - last_year)))
            for number, county in enumerate(named) for row in _residents(county, whole=number == 0)
            for year in years)  # fmt: skip
    return _write(path, ("level", "code", "year", "population"), rows)


def _residents(named: Named, *, whole: bool) -> Iterator[tuple[str, str, float]]:
    for number, (code, _) in enumerate(named.districts):
        yield "district", code, named.residents[named.county.district == number].sum()
    if whole:
        for number, (code, _) in enumerate(named.neighbourhoods):
            yield "neighbourhood", code, named.residents[named.county.neighbourhood == number].sum()
        for (code, _), residents in zip(named.lsoas, named.residents, strict=True):
            yield "lsoa", code, residents


def write_boundaries(folder: Path, land: Land, named: Sequence[Named]) -> list[Path]:
    """One map a level: forces and districts of all counties, neighbourhoods and LSOAs of the own one."""
    import shapely

    features: dict[str, list[str]] = {"PFA24": [], "LAD24": [], "WD24": [], "LSOA21": []}
    for number, (county, lsoas) in enumerate(zip(named, outlines(land), strict=True)):
        shapes = np.array(lsoas)
        for kind, areas, of_lsoa in _levels(county, whole=number == 0):
            for place, (code, name) in enumerate(areas):
                whole = shapely.coverage_union_all(shapes[of_lsoa == place])
                features[kind].append(_feature(shapely, kind, code, name, whole))
    folder.mkdir(parents=True, exist_ok=True)
    return [_collection(folder / f"{kind.lower()}.geojson", found) for kind, found in features.items()]


def _levels(named: Named, *, whole: bool) -> Iterator[tuple[str, Sequence[tuple[str, str]], Any]]:
    """For each level, its kind of code, its areas, and the area of each LSOA."""
    county = named.county
    yield "PFA24", [(named.force_code, county.force.name)], np.zeros(county.lsoas, dtype=int)
    yield "LAD24", named.districts, county.district
    if whole:
        yield "WD24", named.neighbourhoods, county.neighbourhood
        yield "LSOA21", named.lsoas, np.arange(county.lsoas)


def _feature(shapely: Any, kind: str, code: str, name: str, shape: Any) -> str:
    """One GeoJSON feature, its coordinates to 5 decimals."""
    properties = json.dumps({f"{kind}CD": code, f"{kind}NM": name})
    geometry = shapely.to_geojson(shapely.set_precision(shape, 1e-5))
    return f'{{"type":"Feature","properties":{properties},"geometry":{geometry}}}'


def _collection(path: Path, features: Sequence[str]) -> Path:
    told = ",\n".join(features)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{told}\n]}}\n', encoding="utf-8")
    return path


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return path
