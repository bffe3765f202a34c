"""A small home of Fairshire's own records: two districts of two LSOAs, and rows typed in a few words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from forcesight.measures.areas import Area
from forcesight.measures.figures import Figures
from forcesight.operations import Platform
from forcesight.records import contract
from forcesight.store import Home, open_session
from forcesight.store.writer import Writer


DISTRICTS = {"North": ("E01000001", "E01000002"), "South": ("E01000003", "E01000004")}
FORCE = Area("force", "fairshire", "Fairshire")
HANDLING = {"force": "fairshire", "source_system": "control", "source_file": "extract", "quality_flags": ""}


def fairshire(folder: Path) -> Platform:
    """A home with Fairshire's areas, and a source file, so that it is known as a force with records."""
    platform = Platform(Home.create(folder / "home", "fairshire"))
    vintage = {"vintage": "2021", "source": "made up"}
    areas = [{"level": "force", "code": "fairshire", "name": "Fairshire"}]
    areas += [{"level": "district", "code": name, "name": name} for name in DISTRICTS]
    areas += [{"level": "lsoa", "code": c, "name": f"{n} {c[-3:]}A"} for n, codes in DISTRICTS.items() for c in codes]
    links = [("district", name, "force", "fairshire") for name in DISTRICTS]
    links += [("lsoa", code, "district", name) for name, codes in DISTRICTS.items() for code in codes]
    names = ("child_level", "child_code", "parent_level", "parent_code", "method")
    with Writer.open(platform.home) as writer:
        writer.add_rows("area", [area | vintage for area in areas])
        writer.add_rows("area_link", [dict(zip(names, (*link, "published"), strict=True)) | vintage for link in links])
        writer.publish("areas", platform.builders)
    return platform


def load(platform: Platform, table: str, rows: list[dict[str, Any]], *, replaced: tuple[str, ...] = ()) -> None:
    """Take rows in; identifiers and the columns that a load fills are added, derived columns are worked out."""
    with Writer.open(platform.home) as writer:
        if replaced:
            writer.supersede(table, "source_id", list(replaced))
        told = [HANDLING | {"source_id": f"{table} {writer.number} {number}"} | row for number, row in enumerate(rows)]
        with writer.registered(table, told) as source:
            writer.add(table, contract(table).completed_select(source))
        writer.publish("example", platform.builders)


@contextmanager
def figures(platform: Platform, on: str = "2026-01-15") -> Iterator[Figures]:
    """The home's figures as they read on a day."""
    session = open_session(platform.home.path)
    try:
        yield Figures(session, platform.catalogue, force="fairshire", on=date.fromisoformat(on))
    finally:
        session.close()


def told(platform: Platform, measure: str, area: Area = FORCE, *, on: str = "2026-01-15") -> dict[str, object]:
    """Each month of a measure: its figure where it counts, in words what it is where it does not."""
    with figures(platform, on) as known:
        series = known.series(known.catalogue.measure(measure, known.on), area)
        chart = known.chart(series)
    return {f"{p.period:%Y-%m}": p.value if p.status == "ok" else p.status for p in chart.points}


def at(local: str) -> datetime:
    """A local moment: `at("2025-06-30 23:50")`."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Europe/London"))


def days(first: str, last: str) -> list[str]:
    """Every day from one to another."""
    start, end = (date.fromisoformat(day).toordinal() for day in (first, last))
    return [date.fromordinal(day).isoformat() for day in range(start, end + 1)]
