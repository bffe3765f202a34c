"""Invented records as data.police.uk would publish them: one CSV file a force, kind and month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from forcesight.records.readers import LAYOUTS
from forcesight.synthetic.crimes import ANTI_SOCIAL, TYPES, Crimes
from forcesight.synthetic.histories import CHARGED, COURT, LAST, OUTCOMES, Histories, last_outcomes
from forcesight.synthetic.land import Array
from forcesight.synthetic.names import ForceName
from forcesight.synthetic.places import Points
from forcesight.synthetic.searches import Searches


if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Records:
    """All that one force has recorded; months are numbers on the scale of `months`, which names them."""

    force: ForceName
    months: Sequence[str]
    crimes: Crimes
    ids: pa.Array
    # The point of each crime, and whether another force counts it.
    point: Array
    elsewhere: Array
    histories: Histories
    points: Points
    searches: Searches
    # The force whose area some of the rows fall in.
    neighbour: ForceName


def crime_ids(count: int, rng: np.random.Generator) -> pa.Array:
    """Identifiers of 64 hexadecimal digits, as published ones have."""
    import pyarrow as pa

    digits = pa.py_buffer(rng.bytes(32 * count).hex().encode())
    offsets = pa.py_buffer((np.arange(count + 1, dtype=np.int32) * 64).tobytes())
    return pa.StringArray.from_buffers(count, offsets, digits)


def street_rows(records: Records, as_at: int) -> tuple[Array, Mapping[str, Any]]:
    """The month of each crime, and its cells by heading, with outcomes as they stood at the end of a month."""
    crimes = records.crimes
    return crimes.month, {
        "Crime ID": _blank(records.ids, crimes.type == ANTI_SOCIAL),
        "Month": _take(records.months, crimes.month),
        "Reported by": _take([records.force.name], np.zeros(len(crimes), dtype=int)),
        "Falls within": _take([records.force.name, records.neighbour.name], records.elsewhere.astype(int)),
        **_placed(records.points, records.point),
        "Crime type": _take(TYPES, crimes.type),
        "Last outcome category": _take(LAST, last_outcomes(records.histories, as_at)),
    }


def outcome_rows(records: Records) -> tuple[Array, Mapping[str, Any]]:
    """The month of each outcome, and its cells by heading; a charge has a second row when a court has decided."""
    histories = records.histories
    first = np.flatnonzero(histories.outcome >= 0)
    second = np.flatnonzero(histories.outcome == OUTCOMES.index(CHARGED))
    crime = np.concatenate((first, second))
    month = np.concatenate((histories.month[first], histories.result_month[second]))
    outcome = np.concatenate((histories.outcome[first], len(OUTCOMES) + histories.result[second]))
    known = month < len(records.months)
    crime, month, outcome = crime[known], month[known], outcome[known]
    order = np.lexsort((crime, month))
    crime, month, outcome = crime[order], month[order], outcome[order]
    force = _take([records.force.name], np.zeros(len(crime), dtype=int))
    return month, {
        "Crime ID": records.ids.take(_whole(crime)),
        "Month": _take(records.months, month),
        "Reported by": force,
        "Falls within": force,
        **_placed(records.points, records.point[crime]),
        "Outcome type": _take((*OUTCOMES, *COURT), outcome),
    }


def search_rows(records: Records) -> tuple[Array, Mapping[str, Any]]:
    """The month of each search, and its cells by heading."""
    import pyarrow as pa

    searches, points = records.searches, records.points
    return searches.month, {
        **{heading: pa.array(cells, pa.string()) for heading, cells in searches.cells.items()},
        "Latitude": _take(points.texts["Latitude"], searches.point),
        "Longitude": _take(points.texts["Longitude"], searches.point),
    }


def write_month(
    folder: Path, records: Records, kind: str, month: int, rows: tuple[Array, Mapping[str, Any]], *, late: int = 0
) -> Path:
    """Write the rows of one month (they are in the order of months) as the file that publishes them.

    The first `late` of them are left for a later edition.
    """
    import pyarrow as pa
    from pyarrow import csv

    months, cells = rows
    first, last = np.searchsorted(months, [month, month + 1]).tolist()
    empty = pa.nulls(len(months), pa.string())
    header = LAYOUTS[kind].header
    table = pa.table({name: cells.get(name, empty) for name in header}).slice(first + late, last - first - late)
    path = folder / f"{records.months[month]}-{records.force.slug}-{kind}.csv"
    with path.open("wb") as out:
        out.write((",".join(header) + "\n").encode())
        csv.write_csv(table, out, csv.WriteOptions(include_header=False, quoting_style="none"))
    return path


def _placed(points: Points, point: Array) -> dict[str, Any]:
    """The cells that say where."""
    return {heading: _take(texts, point) for heading, texts in points.texts.items()}


def _take(values: Sequence[str | None], places: Array) -> Any:
    """One text for each place in a list of texts."""
    import pyarrow as pa

    return pa.array(values, pa.string()).take(_whole(places))


def _whole(numbers: Array) -> Any:
    import pyarrow as pa

    return pa.array(numbers.astype(np.int32))


def _blank(values: Any, where: Array) -> Any:
    """The values, empty where the mask says so."""
    import pyarrow as pa
    from pyarrow import compute

    return compute.if_else(pa.array(where), None, values)
