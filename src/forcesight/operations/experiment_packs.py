"""An experiment as files that people take away: its tables, its manifest, and the office files that it was made of."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from forcesight.model_office.experiments.comparison import Comparison
from forcesight.model_office.experiments.experiment import Experiment
from forcesight.model_office.experiments.manifest import Manifest
from forcesight.model_office.experiments.packed import Table, tables
from forcesight.model_office.office.writing import write_office
from forcesight.packs import PackColumn, PackTable, Provenance, csv_bytes, csvw_json, file_name, parquet_bytes


NO_SNAPSHOT = 0
"""A model office reads no records, so there is no snapshot that its figures come from."""
MARKING = "OFFICIAL"


def experiment_pack(comparison: Comparison, experiment: Experiment, manifest: Manifest) -> list[PackTable]:
    """The comparison's tables to write: effects (side effects first), runs, options.

    The same comparison and manifest always give the same tables: they bear the moment at which the experiment ended.
    """
    return [_pack(table, experiment, manifest) for table in tables(comparison, experiment, manifest)]


def _pack(table: Table, experiment: Experiment, manifest: Manifest) -> PackTable:
    first, last = manifest.seeds
    return PackTable(
        name=table.name,
        title=f"{experiment.name}: {table.title.lower()}",
        description=table.description,
        columns=tuple(
            PackColumn(name=each.name, datatype=each.datatype, description=each.description, required=each.required)
            for each in table.columns
        ),
        rows=table.rows,
        marking=MARKING,
        provenance=Provenance(
            definition=(
                f"Simulated by Forcesight {manifest.versions['forcesight']} from the office {manifest.office}, seeds "
                f"{first} to {last}; nothing was read from records, and snapshot {NO_SNAPSHOT} stands for that."
            ),
            snapshot=NO_SNAPSHOT,
            period=f"{experiment.office.weeks} weeks from {experiment.office.starts}",
            generated_at=datetime.fromisoformat(manifest.ended),
            source=experiment.office.source or experiment.office.name,
        ),
        primary_key=table.key,
        notes=("A difference is between runs of the same seed; a word is claimed for all lines together.",),
    )


def pack_files(comparison: Comparison, experiment: Experiment, manifest: Manifest) -> list[tuple[str, bytes]]:
    """Every file of the pack by its name: CSV with its CSVW metadata and Parquet of each table, and what repeats it."""
    files: list[tuple[str, bytes]] = [("manifest.json", (json.dumps(manifest.as_dict(), indent=1) + "\n").encode())]
    for table in experiment_pack(comparison, experiment, manifest):
        files.append((file_name(table, "csv"), csv_bytes(table)))
        files.append((file_name(table, "csv-metadata.json"), csvw_json(table).encode()))
        files.append((file_name(table, "parquet"), parquet_bytes(table)))
    files += [(f"offices/{each.id}.toml", write_office(each.office).encode()) for each in experiment.changed]
    return files


def zipped(files: Sequence[tuple[str, bytes]], made: datetime) -> bytes:
    """Files in one zip; the same files made at the same moment always give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            member = zipfile.ZipInfo(name, made.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return packed.getvalue()


def experiment_zip(comparison: Comparison, experiment: Experiment, manifest: Manifest) -> bytes:
    """The whole pack in one zip."""
    return zipped(pack_files(comparison, experiment, manifest), datetime.fromisoformat(manifest.ended))


def write_pack(comparison: Comparison, experiment: Experiment, manifest: Manifest, folder: Path) -> list[Path]:
    """The pack's files in a folder, made if need be; files of the same names are replaced."""
    written = []
    for name, data in pack_files(comparison, experiment, manifest):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
    return written
