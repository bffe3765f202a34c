"""Fairshire, a small made-up force of two districts (North and South), whose crimes are typed as a table."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.spec.tables import rows
from tests.unit.store.published_files import crime_id, line, text, write

from forcesight.access import local_operator
from forcesight.operations import Platform, records
from forcesight.operations.release import release
from forcesight.operations.releases import Release
from forcesight.store import Home
from forcesight.store.writer import Writer


OPERATOR = local_operator()
DISTRICTS = {"North": "E01000001", "South": "E01000002"}
VINTAGE = {"vintage": "2021", "source": "made up"}


def fairshire(folder: Path, crimes: str, **more: object) -> Platform:
    """A home that holds these crimes; see `load`."""
    home = Home.create(folder / "home", "fairshire")
    platform = Platform(home)
    _areas(platform)
    load(platform, crimes, **more)
    return platform


def load(platform: Platform, crimes: str, *, edition: str = "2026-01") -> None:
    """Load a table with a line for each month, crime type and outcome, and the number of crimes in each district.

    A column `outcome` may be left out; districts are columns, `nowhere` counts crimes without a place.
    """
    files: dict[str, list[str]] = {}
    for row in rows(crimes):
        for place in [name for name in row if name in {*DISTRICTS, "nowhere"}]:
            lines = files.setdefault(row["month"], [])
            for _ in range(row[place] or 0):
                lines.append(_line(len(lines) + 1, row, DISTRICTS.get(place, "")))
    folder = platform.home.path.parent / edition
    paths = [write(folder, text(lines), month=month) for month, lines in files.items()]
    records.load_police_uk(platform, paths, by=OPERATOR, edition=edition)


def released(platform: Platform) -> Release:
    """Release what the home holds now."""
    return release(platform, by=OPERATOR)


def _line(number: int, row: dict[str, object], lsoa: str) -> str:
    outcome = row.get("outcome") or "Under investigation"
    return line(
        Crime_ID=crime_id(number), Month=row["month"], Crime_type=row["type"], LSOA_code=lsoa,
        Last_outcome_category=outcome,
    )  # fmt: skip


def _areas(platform: Platform) -> None:
    areas = [{"level": "force", "code": "fairshire", "name": "Fairshire"}]
    areas += [{"level": "district", "code": name, "name": name} for name in DISTRICTS]
    areas += [{"level": "lsoa", "code": code, "name": f"{name} 001A"} for name, code in DISTRICTS.items()]
    links = [("district", name, "force", "fairshire") for name in DISTRICTS]
    links += [("lsoa", code, "district", name) for name, code in DISTRICTS.items()]
    with Writer.open(platform.home) as writer:
        writer.add_rows("area", [area | VINTAGE for area in areas])
        names = ("child_level", "child_code", "parent_level", "parent_code")
        writer.add_rows(
            "area_link", [dict(zip(names, link, strict=True)) | {"method": "published"} | VINTAGE for link in links]
        )
        writer.publish("areas", platform.builders)


def shown(made: Release, month: str, *measures: str) -> list[dict[str, object]]:
    """What a reader of `figures.csv` sees: each measure's numerators, None where a figure is suppressed."""
    told = {(row["measure"], row["area_name"]): _seen(row) for row in figures(made) if row["month"] == month}
    return [
        {"measure": measure, **{place: told[measure, place] for place in (*DISTRICTS, "Fairshire")}}
        for measure in measures
    ]


def figures(made: Release) -> list[dict[str, str]]:
    """The rows of `figures.csv`, as text."""
    with (made.folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _seen(row: dict[str, str]) -> object:
    if row["status"] == "suppressed":
        return None
    return round(float(row["numerator"]), 2) if row["numerator"] else row["status"]
