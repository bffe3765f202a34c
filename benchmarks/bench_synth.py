"""The synthetic force: how long a whole one takes, how much memory, and whether it comes out the same again.

And how soon one more day of it is published.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from benchmarks.common import WORK, Process, measured, result, say
from benchmarks.new_day import publication
from forcesight.store import reading
from forcesight.store.query import content_hash


SECONDS, PEAK_MIB = 60.0, 2048.0


def run(*, quick: bool = False) -> list[dict[str, Any]]:
    """Three years of a whole force, twice, from the command line: published, with its marts."""
    scale = "0.05" if quick else "1"
    first, second = (WORK / f"synthetic-{name}" for name in ("first", "second"))
    made = [_synth(home, scale) for home in (first, second)]
    hashes = [_hashes(home) for home in (first, second)]
    differ = [table for table, told in hashes[0].items() if hashes[1].get(table) != told]
    rows = sum(json.loads(made[0].output)["rows"].values())
    what = f"synthetic force, three years at scale {scale}"
    one_more = publication(first, what)
    for home in (first, second):
        shutil.rmtree(home)
    return [
        *one_more,
        result(
            f"{what}: wall time", max(process.seconds for process in made), "s", target=SECONDS, note="slower of two"
        ),
        result(f"{what}: peak memory", max(process.peak_mib for process in made), "MiB", target=PEAK_MIB),
        result(f"{what}: rows of its own records", rows, "rows"),
        result(
            f"{what}: tables whose content differs between two runs",
            len(differ),
            "tables",
            target=0,
            note=", ".join(differ),
        ),
    ]


def _synth(home: Path, scale: str) -> Process:
    shutil.rmtree(home, ignore_errors=True)
    home.parent.mkdir(exist_ok=True)
    command = ["forcesight", "synth", "--years", "3", "--seed", "1", "--scale", scale, "--home", str(home), "--json"]
    process = measured(command)
    say(f"made in {process.seconds:.1f} s, {process.peak_mib:,.0f} MiB")
    return process


def _hashes(home: Path) -> dict[str, str]:
    """The content hash of every table."""
    with reading(home) as session:
        return {table: content_hash(session, table) for table in sorted(session.snapshot.tables)}
