"""Small homes for the geography examples: typed crimes, areas and squares on a map."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from forcesight.store import Home
from forcesight.store.writer import Writer


@contextmanager
def change_of(folder: Path) -> Iterator[Writer]:
    """A change of a new, empty home."""
    with Writer.open(Home.create(folder / "home", "fairshire")) as writer:
        yield writer


def add_areas(writer: Writer, areas: list[dict[str, Any]]) -> None:
    """Areas as a look-up file of 2016 would have given them."""
    writer.upsert("area", [{"vintage": "2016", "source": "a look-up"} | area for area in areas])


def add_crimes(writer: Writer, crimes: list[dict[str, Any]]) -> None:
    """So many crimes of a force in an LSOA, each a row of the published records."""
    fixed = {"source_system": "data.police.uk", "source_file": "street", "quality_flags": "", "month": "2024-06"}
    rows = [
        fixed | {"force": c["force"], "lsoa_code": c["lsoa"], "lsoa_name": c["name"]}
        for c in crimes
        for _ in range(int(c["crimes"]))
    ]
    writer.add_rows("recorded_crime", rows)


def square(west: float, south: float, size: float) -> str:
    """A square as a boundary stores it."""
    east, north = west + size, south + size
    ring = f"[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]"
    return f"[[{ring}]]"


def add_squares(writer: Writer, squares: list[dict[str, Any]]) -> None:
    """Square boundaries with their centres."""
    rows = [
        {
            "level": s["level"],
            "code": s["code"],
            "vintage": "2016",
            "geometry": square(s["west"], s["south"], s["size"]),
            "centre_longitude": s["west"] + s["size"] / 2,
            "centre_latitude": s["south"] + s["size"] / 2,
            "source": "a map",
        }
        for s in squares
    ]
    writer.upsert("boundary", rows)


def parents(writer: Writer, child_level: str, parent_level: str) -> dict[str, str]:
    """Which parent each child has."""
    sql = (
        f"SELECT child_code, parent_code FROM {writer.source('area_link')} "
        f"WHERE child_level = '{child_level}' AND parent_level = '{parent_level}' ORDER BY ALL"
    )
    return dict(writer.connection.execute(sql).fetchall())
