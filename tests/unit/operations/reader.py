"""A reader of releases who works out what he can by adding and subtracting."""

from __future__ import annotations

from collections.abc import Iterable

from pyarrow import parquet

from forcesight.operations.releases import Release


Cell = tuple[str, str, str]
"""A measure, an area's name and a month."""


def read(made: Release) -> list[dict[str, object]]:
    """The rows of a release's Parquet file."""
    return parquet.read_table(made.folder / "figures.parquet").to_pylist()


def shown(made: Release) -> dict[Cell, float]:
    """The numerators that a release shows."""
    return {(row["measure"], row["area_name"], row["month"]): row["numerator"] for row in read(made)
            if row["status"] not in ("suppressed", "missing")}  # fmt: skip


def hidden(made: Release) -> set[Cell]:
    """The figures that it suppresses."""
    return {(r["measure"], r["area_name"], r["month"]) for r in read(made) if r["status"] == "suppressed"}


def work_out(known: dict[Cell, float], sums: Iterable[tuple[Cell, list[Cell]]]) -> dict[Cell, float]:
    """All that follows from `known` when each first cell is the sum of the others: one gap in a line is filled."""
    known, lines = dict(known), [[whole, *parts] for whole, parts in sums]
    filled = True
    while filled:
        filled = False
        for whole, *parts in lines:
            gaps = [cell for cell in (whole, *parts) if cell not in known]
            if len(gaps) == 1:
                told = sum(known.get(part, 0) for part in parts)
                known[gaps[0]] = told if gaps[0] == whole else known[whole] - told
                filled = True
    return known
