"""What the benchmarks share: results, the real files, and processes that are measured from outside."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


WORK = Path(__file__).parent / "scratch"


def result(
    name: str,
    figure: float,
    unit: str,
    *,
    target: float | None = None,
    at_most: bool = True,
    against: str = "",
    note: str = "",
) -> dict[str, Any]:
    """One result; it holds when the figure is on the right side of the target."""
    holds = None if target is None else (figure <= target if at_most else figure >= target)
    return {
        "name": name,
        "figure": round(figure, 3),
        "unit": unit,
        "target": target,
        "holds": holds,
        "against": against,
        "note": note,
    }


def street_files() -> list[Path]:
    """The real street files; SystemExit with a sentence where they are not at hand."""
    folder = os.environ.get("FORCESIGHT_TEST_DATA")
    found = sorted(Path(folder, "police_uk", "street").glob("*.csv")) if folder else []
    if not found:
        raise SystemExit("Set FORCESIGHT_TEST_DATA to the folder of the real open data: these benchmarks read it.")
    return found


@dataclass(frozen=True, slots=True)
class Process:
    """One finished process: its wall time, its processor time and its largest memory."""

    seconds: float
    cpu: float
    peak_mib: float
    output: str


def measured(command: Sequence[str], **environment: str) -> Process:
    """Run a command to its end; CalledProcessError with its words where it fails."""
    script = (
        "import resource,subprocess,sys;"
        "code=subprocess.run(sys.argv[1:]).returncode;"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "sys.stderr.write(f'\\nUSAGE {u.ru_utime+u.ru_stime} {u.ru_maxrss}');sys.exit(code)"
    )
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script, *command],
        capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip
    seconds = time.perf_counter() - began
    words, _, usage = done.stderr.rpartition("\nUSAGE ")
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, words)
    cpu, peak = usage.split()
    return Process(seconds, float(cpu), int(peak) / 1024, done.stdout)


def median(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(len(ordered) * share * 1000) // 1000) - 1))]


def own_cpu() -> float:
    """Processor seconds that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def say(words: str) -> None:
    """Progress, for whoever waits."""
    sys.stdout.write(f"  {words}\n")
    sys.stdout.flush()
