"""The large archive and its home: seven million rows, made from the real files.

Each real file is written again under invented force names, with new identifiers, until there are enough rows. The
files stay in `benchmarks/scratch`, which git ignores.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from benchmarks.common import WORK, measured, say, street_files


ROWS = 7_000_000
ARCHIVE = WORK / "archive"
HOME = WORK / "large-home"


def archive(rows: int = ROWS) -> Path:
    """The folder of CSV files with at least `rows` rows; made where it is not there yet."""
    import duckdb

    stamp = ARCHIVE / f"{rows}.made"
    if stamp.exists():
        return ARCHIVE
    shutil.rmtree(ARCHIVE, ignore_errors=True)
    ARCHIVE.mkdir(parents=True)
    files = street_files()
    real = sum(file.read_bytes().count(b"\n") - 1 for file in files)
    copies = -(-rows // real)
    connection = duckdb.connect()
    for copy in range(copies):
        say(f"writing copy {copy + 1} of {copies} of the {len(files)} real files")
        for file in files:
            _copy(connection, file, copy)
    stamp.write_text(str(copies * real))
    return ARCHIVE


def _copy(connection: object, file: Path, copy: int) -> None:
    month, slug = file.name[:7], file.name[8 : -len("-street.csv")]
    name = file.read_text().split("\n", 2)[1].split(",")[2]
    if copy == 0:
        shutil.copy(file, ARCHIVE)
        return
    target = ARCHIVE / f"{month}-{slug}-{copy:02d}-street.csv"
    force = name.rsplit(" ", 1)
    renamed = f"{force[0]} {copy:02d} {force[1]}"
    connection.execute(  # type: ignore[attr-defined]
        f"""COPY (SELECT * REPLACE (
            CASE WHEN "Crime ID" <> '' THEN sha256("Crime ID" || '{copy}') END AS "Crime ID",
            '{renamed}' AS "Reported by", '{renamed}' AS "Falls within")
        FROM read_csv('{file}', all_varchar = true, header = true))
        TO '{target}' (HEADER, DELIMITER ',')"""
    ).fetchall()


def load(folder: Path, home: Path) -> tuple[float, float, dict[str, int]]:
    """Load a folder into a new home with the command line; wall seconds, peak memory in MiB, and its summary."""
    shutil.rmtree(home, ignore_errors=True)
    measured(["forcesight", "init", "--home", str(home), "--force", "staffordshire"])
    done = measured(["forcesight", "load", "police-uk", str(folder), "--home", str(home), "--json"])
    return done.seconds, done.peak_mib, json.loads(done.output)


def large_home() -> Path:
    """The home of the large archive; made where it is not there yet."""
    if not (HOME / "snapshots" / "current.json").exists():
        say("loading the large archive")
        load(archive(), HOME)
    return HOME
