"""The entity log of a run: every visit of every job to every station, as one Arrow table or one Parquet file.

Times are minutes from the office's start, a Monday at 00:00 local. The same office, seed and version give the same log.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from forcesight import __version__
from forcesight.model_office.engine import Run
from forcesight.model_office.flow import AGAIN, OUTCOMES, Record
from forcesight.model_office.office.description import Caseload, Desk, Station, Units
from forcesight.model_office.office.writing import fingerprint


WORD = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        pa.field("station", WORD, False),
        pa.field("entity", pa.int64(), False),
        pa.field("visit", pa.int64(), False),
        pa.field("job", WORD, False),
        pa.field("area", WORD),
        pa.field("arrived", pa.float64(), False),
        pa.field("assigned", pa.float64()),
        pa.field("began", pa.float64()),
        pa.field("left", pa.float64()),
        pa.field("outcome", WORD, False),
        pa.field("server", WORD),
        pa.field("helper", pa.bool_(), False),
    ]
)
"""`visit` counts an entity's visits where its work goes round: 1 for the first. `assigned`, `began` and `left` are null
where that did not happen before the end, `area` where the office has none, `server` where nobody had the job."""


def entity_log(run: Run) -> pa.Table:
    """The log, station after station in the order of the office, with what makes it repeatable as metadata."""
    jobs = [job.id for job in run.office.jobs]
    areas = [area.id for area in run.office.areas]
    parts = [_part(station, run.stations[station.id].record, jobs, areas) for station in run.office.stations]
    told = {
        "forcesight": __version__,
        "office": run.office.id,
        "office fingerprint": fingerprint(run.office),
        "seed": str(run.seed),
        "starts": run.office.starts.isoformat(),
        "times": "minutes from the start",
    }
    return pa.concat_tables(parts).unify_dictionaries().replace_schema_metadata(told)


def write_entity_log(run: Run, path: Path) -> int:
    """Write the log as a Parquet file, whole or not at all; how many rows it has."""
    table = entity_log(run)
    part = path.with_name(f".{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        parquet.write_table(table, part, compression="zstd")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return int(table.num_rows)


def _part(station: Station, record: Record, jobs: list[str], areas: list[str]) -> pa.Table:
    rows = len(record.arrived)
    columns = [
        _words(np.zeros(rows, dtype=np.int64), [station.id]),
        pa.array(record.entity % AGAIN),
        pa.array(record.entity // AGAIN + 1),
        _words(record.kind, jobs),
        _words(record.area, areas),
        pa.array(record.arrived),
        *(pa.array(times, from_pandas=True) for times in (record.assigned, record.began, record.left)),
        _words(record.outcome.astype(np.int64), list(OUTCOMES)),
        _words(record.server, servers(station)),
        pa.array(record.helper.astype(np.bool_)),
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def servers(station: Station) -> list[str]:
    """What the numbers in a record's `server` stand for: groups, units one by one, a team; nobody elsewhere."""
    if isinstance(station, Desk):
        return [group.id for group in station.groups]
    if isinstance(station, Units):
        return [f"{team.id} {number}" for team in station.teams for number in range(1, team.units + 1)]
    return [station.id] if isinstance(station, Caseload) else []


def _words(codes: NDArray[np.int64], names: list[str]) -> pa.DictionaryArray:
    """Codes as words; -1 is null, and so is the one server of a station where nobody in particular serves."""
    places = pa.array(codes.astype(np.int32), mask=(codes < 0) | (codes >= len(names)))
    return pa.DictionaryArray.from_arrays(places, pa.array(names, type=pa.string()))
