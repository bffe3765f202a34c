"""Load speed: validation and publication included, beside DuckDB's bare copy of the same files to Parquet."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from benchmarks.common import WORK, measured, median, result, say, street_files
from benchmarks.large import HOME, archive, load


def run(*, quick: bool = False) -> list[dict[str, Any]]:
    """Both sizes: the 48 real files, and the archive of seven million rows."""
    WORK.mkdir(exist_ok=True)
    real = street_files()[0].parent
    found = compare("the 48 real files", real, WORK / "small-home", rounds=5)
    if not quick:
        found += compare("an archive of 7 million rows", archive(), HOME, rounds=5)
    return found


def compare(words: str, folder: Path, home: Path, *, rounds: int) -> list[dict[str, Any]]:
    """Alternate the two, after one warm-up of each; the median of each, and their ratio."""
    command = baseline(folder)
    measured(command)
    ours, bare, peaks = [], [], []
    for turn in range(rounds):
        say(f"{words}: round {turn + 1} of {rounds}")
        bare.append(measured(command).seconds)
        seconds, peak, told = load(folder, home)
        ours.append(seconds)
        peaks.append(peak)
        check(told, folder)
    say(f"the bare copy: {' '.join(command[:2])} '{command[2]}'")
    # The results go into the repository, so they name no folder of this machine.
    bare_copy = "COPY (SELECT * FROM read_csv('FOLDER/*.csv')) TO 'FILE.parquet' (FORMAT parquet)"
    against = f"{median(bare):.2f} s: {bare_copy}, as a process of its own"
    return [
        result(
            f"load of {words}: ratio to the bare copy", median(ours) / median(bare), "x", target=1.5, against=against
        ),
        result(f"load of {words}: wall time", median(ours), "s"),
        result(f"load of {words}: peak memory", max(peaks), "MiB", target=1024),
    ]


def baseline(folder: Path) -> list[str]:
    """DuckDB's bare copy, as a command."""
    target = WORK / "bare.parquet"
    sql = f"COPY (SELECT * FROM read_csv('{folder}/*.csv')) TO '{target}' (FORMAT parquet)"
    return [sys.executable, "-c", f'import duckdb; duckdb.connect().execute("{sql}").fetchall()']


def check(told: dict[str, int], folder: Path) -> None:
    """The answers agree before times are compared: every line of the files is loaded."""
    lines = sum(file.read_bytes().count(b"\n") - 1 for file in folder.glob("*.csv"))
    if told["rows_loaded"] != lines or told["rows_rejected"]:
        raise SystemExit(f"{told['rows_loaded']} rows were loaded of {lines}: the benchmark compares nothing.")


def clean() -> None:
    """Remove what the benchmark wrote."""
    shutil.rmtree(WORK, ignore_errors=True)
