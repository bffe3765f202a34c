"""Measure speed on the home of seven million rows: every query that a page makes, and one more month."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.common import WORK, measured, median, percentile, result, say, street_files
from benchmarks.large import ARCHIVE, large_home


def run(*, quick: bool = False) -> list[dict[str, Any]]:
    """Time each query of each kind of page; then load one more month and time its publication."""
    home = large_home()
    seconds = queries(home, rounds=2 if quick else 8)
    found = [
        result("queries of pages on 7 million rows, p95", percentile(seconds, 0.95) * 1000, "ms", target=50,
               note=f"{len(seconds)} queries"),
        result("queries of pages on 7 million rows, median", median(seconds) * 1000, "ms"),
    ]  # fmt: skip
    return found + one_more_month(home)


def queries(home: Path, *, rounds: int) -> list[float]:
    """The time of every query that the figures of pages take, areas and measures in turn."""
    from forcesight.catalogue import Catalogue
    from forcesight.measures.comparison import compare_children, compare_forces
    from forcesight.measures.figures import Figures
    from forcesight.store import open_session

    times: list[float] = []
    session = open_session(home)
    timed = _timing(session, times)
    figures = Figures(timed, Catalogue.load(), force="staffordshire")
    areas = [figures.areas.get("force", "staffordshire")]
    for level in ("district", "neighbourhood", "lsoa"):
        areas += figures.areas.at_level(level, force="staffordshire")[:6]
    for turn in range(rounds):
        say(f"round {turn + 1} of {rounds}")
        for place, area in enumerate(areas):
            measure = figures.measures[(place + turn) % len(figures.measures)]
            figures.areas.breadcrumb(area)
            figures.areas.outlines(figures.areas.children(area))
            figures.chart(figures.series(measure, area))
            compare_children(figures, measure, area)
        compare_forces(figures, figures.measures[turn % len(figures.measures)])
    session.close()
    return times


def _timing(session: Any, times: list[float]) -> Any:
    """The same session, whose queries note how long they took."""
    from forcesight.store import Session

    class Timed(Session):
        def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
            began = time.perf_counter()
            try:
                return super().rows(sql, parameters)
            finally:
                times.append(time.perf_counter() - began)

        def dicts(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
            began = time.perf_counter()
            try:
                return super().dicts(sql, parameters)
            finally:
                times.append(time.perf_counter() - began)

    return Timed(session.home, session.snapshot, session.connection, session.views)


def one_more_month(home: Path) -> list[dict[str, Any]]:
    """A month that the home lacks: its load, and the refresh of the marts within it."""
    from forcesight.operations import Platform
    from forcesight.store import marts, read_snapshot

    folder = WORK / "one-more-month"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for file in sorted(ARCHIVE.glob("2025-12-*")):
        text = file.read_text().replace(",2025-12,", ",2026-01,")
        (folder / file.name.replace("2025-12", "2026-01")).write_text(text)
    copy = WORK / "one-more-home"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(home, copy)
    loaded = measured(["forcesight", "load", "police-uk", str(folder), "--home", str(copy), "--json"])
    told = json.loads(loaded.output)
    # The month's parts and every mart that changed with it are made anew, as the load made them; older ones are there.
    before, snapshot = read_snapshot(home), read_snapshot(copy)
    changed = [copy / path for path in set(snapshot.marts.values()) - set(before.marts.values())]
    for file in [*changed, *(copy / "marts" / "parts").glob(f"*-{snapshot.number:06d}-*")]:
        file.unlink()
    began = time.perf_counter()
    platform = Platform.open(copy)
    marts.refresh(platform.home, snapshot, platform.builders)
    refreshed = time.perf_counter() - began
    if not changed or not all(file.exists() for file in changed):
        raise SystemExit("No mart was made anew: the benchmark times nothing.")
    rows = f"{told['rows_loaded']:,} rows of one month, {len(street_files()):,} real files behind them"
    shutil.rmtree(copy)
    return [
        result("mart refresh after one more month", refreshed, "s", target=5, note=rows),
        result("load of one more month, whole process", loaded.seconds, "s", note=rows),
    ]
