"""Run the benchmarks and write `benchmarks/results.json`.

python -m benchmarks              all of them
python -m benchmarks --only load  one of them
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil


HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
# In this order: the large home that `load` makes is read by `measures` and `pages`.
BENCHMARKS = (
    "start", "load", "measures", "pages", "feed", "false_signals", "truth", "due_columns", "synth", "model_office",
    "office_cases", "shift_design", "calibration",
)  # fmt: skip


def main() -> int:
    """The exit code: 1 where a figure does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=BENCHMARKS)
    parser.add_argument("--quick", action="store_true", help="smaller work, for a look at the benchmark itself")
    chosen = parser.parse_args()
    results = read()
    for name in [chosen.only] if chosen.only else BENCHMARKS:
        sys.stdout.write(f"\n{name}\n{'-' * len(name)}\n")
        began = time.perf_counter()
        found = importlib.import_module(f"benchmarks.bench_{name}").run(quick=chosen.quick)
        results = [row for row in results if row["benchmark"] != name]
        results += [{"benchmark": name, **row} for row in found]
        show(found, time.perf_counter() - began)
        if not chosen.quick:
            write(results)
    return 0 if all(row["holds"] is not False for row in results) else 1


def read() -> list[dict[str, Any]]:
    """The results of earlier runs, which stay until their benchmark runs again."""
    return json.loads(RESULTS.read_text())["results"] if RESULTS.exists() else []


def write(results: list[dict[str, Any]]) -> None:
    """Write all results with the machine that they were measured on."""
    order = {name: place for place, name in enumerate(BENCHMARKS)}
    told = {"machine": machine(), "results": sorted(results, key=lambda row: order.get(row["benchmark"], 99))}
    RESULTS.write_text(json.dumps(told, indent=1) + "\n")


def machine() -> dict[str, Any]:
    """What was measured on."""
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def show(rows: list[dict[str, Any]], seconds: float) -> None:
    """Print the results."""
    for row in rows:
        verdict = {True: "holds", False: "DOES NOT HOLD", None: "no target"}[row["holds"]]
        target = f"target {row['target']}" if row.get("target") is not None else ""
        sys.stdout.write(f"{row['name']:58} {row['figure']:>10} {row['unit']:10} {target:16} {verdict}\n")
        if row.get("against"):
            sys.stdout.write(f"    against {row['against']}\n")
    sys.stdout.write(f"({seconds:.0f} s)\n")


if __name__ == "__main__":
    sys.exit(main())
