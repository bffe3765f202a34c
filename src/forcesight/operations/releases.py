"""The releases in a home's `publish` folder, and what they tell together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forcesight.errors import HomeError
from forcesight.measures.months import month_of
from forcesight.measures.suppression import Earlier
from forcesight.records import contract
from forcesight.store import Home
from forcesight.store.definitions import DefinitionError, Expression


MANIFEST = "manifest.json"
FIGURES = "figures.parquet"
MEASURES = "measures.parquet"
SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Release:
    """One release: its folder, and what its manifest says of it; `figures` counts the suppressed ones too."""

    snapshot: int
    folder: Path
    released_at: str
    released_by: str
    marking: str
    figures: int
    suppressed: int
    files: tuple[str, ...]


def releases(home: Home) -> list[Release]:
    """Every whole release that is still public, oldest first."""
    folders = [path.parent for path in home.publish.glob(f"*/{MANIFEST}") if path.parent.name.isdigit()]
    return [read_release(folder) for folder in sorted(folders, key=lambda folder: int(folder.name))]


def read_release(folder: Path) -> Release:
    """What the manifest of a release says; HomeError where it cannot be read."""
    path = folder / MANIFEST
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        names = ("snapshot", "released_at", "released_by", "marking", "figures", "suppressed")
        return Release(folder=folder, files=tuple(told["files"]), **{name: told[name] for name in names})
    except (ValueError, KeyError, TypeError) as fault:
        raise HomeError(f"{path} cannot be read ({fault}); restore the home from a backup.") from fault


def told_by(found: list[Release]) -> Earlier:
    """Every figure that the releases show or suppress, by the sum that it is."""
    told: dict[tuple[str, str, str, Any], set[float | None]] = {}
    sums: dict[str, dict[str, Expression]] = {}
    for release in found:
        parts = dict(_parts(release.folder))
        for each in parts.values():
            for expression in each.values():
                sums.setdefault(expression.contract.table, {})[expression.fingerprint] = expression
        for cell, value in _cells(release.folder, parts).items():
            told.setdefault(cell, set()).add(value)
    return Earlier({cell: frozenset(values) for cell, values in told.items()}, sums)


def _parts(folder: Path) -> Iterator[tuple[str, dict[str, Expression]]]:
    """The counts that each measure of a release is made of; those that today's records cannot answer are left out."""
    for row in _rows(folder / MEASURES):
        if row["kind"] == "weighted":
            continue
        # The sum behind a mean is no count.
        named = ("denominator",) if row["kind"] == "mean" else ("numerator", "denominator")
        texts = {name: row[name] for name in named if row[name]}
        found = {name: _expression(text, row["table"]) for name, text in texts.items()}
        yield row["id"], {name: expression for name, expression in found.items() if expression}


def _expression(text: str, table: str) -> Expression | None:
    try:
        return Expression.parse(text, contract(table))
    except (DefinitionError, KeyError):
        return None


def _cells(
    folder: Path, parts: Mapping[str, Mapping[str, Expression]]
) -> dict[tuple[str, str, str, Any], float | None]:
    """What one release tells of each sum; a sum that one row shows is told, whatever other rows suppress."""
    found: dict[tuple[str, str, str, Any], float | None] = {}
    for row in _rows(folder / FIGURES):
        for name, expression in parts.get(row["measure"], {}).items():
            cell = (expression.fingerprint, row["area_level"], row["area_code"], month_of(row["month"]))
            if row["status"] == SUPPRESSED:
                found.setdefault(cell, None)
            elif row[name] is not None:
                found[cell] = row[name]
    return found


def _rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file; none where an erasure took the file."""
    from pyarrow import parquet

    return parquet.read_table(path).to_pylist() if path.exists() else []
