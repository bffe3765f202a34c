"""PoliceBench on every engine, side by side: round after round, the same machine, each engine a process of its own.

Before anything is said of time, the answers are compared: each engine's means over its years must lie within four
standard errors of those of the hand-written C++, whose years are the most.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.common import WORK, median, result, say


HERE = Path(__file__).parent
OURS, BY_HAND = "forcesight", "C++ by hand, -O2"
FIGURES = (
    "calls", "abandoned", "answer_seconds", "within_20s", "grade_1_wait", "grade_1_response", "grade_2_wait",
    "own_area",
)  # fmt: skip
STANDARD_ERRORS = 4.0


@dataclass
class Engine:
    """How an engine is asked for years, how many in a round, and what it said: a row a year."""

    name: str
    command: Sequence[str]
    years: int
    # How many times our processor time it must take at least.
    target: float | None = None
    rows: list[dict[str, float]] = field(default_factory=list)
    rounds: list[float] = field(default_factory=list)

    def ask(self, number: int) -> None:
        """One round: so many years with seeds of their own."""
        first = 1 + number * self.years
        told = subprocess.run([*self.command, str(self.years), str(first)], check=True, capture_output=True, text=True)
        rows = json.loads(told.stdout)
        self.rows += rows
        self.rounds.append(sum(row["cpu_seconds"] for row in rows) / len(rows))

    def values(self, figure: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        """A figure, year by year."""
        return np.array([row[figure] for row in self.rows])


def police_bench(*, quick: bool) -> list[dict[str, Any]]:
    """All engines for some rounds; the ratios of their processor time for a year to ours, by round."""
    engines = _engines(quick=quick)
    for number in range(2 if quick else 5):
        for engine in engines:
            engine.ask(number)
        say(", ".join(f"{engine.name} {engine.rounds[-1]:.3f} s" for engine in engines))
    ours, by_hand = engines[0], engines[1]
    for engine in engines:
        _check(engine, by_hand)
    years = f"{len(ours.rows)} years of ours in {len(ours.rounds)} rounds; the median round's ratio"
    rows = [
        result("PoliceBench, a force-year: processor time", median(ours.rounds), "s", note=f"{len(ours.rows)} years"),
        result(f"PoliceBench: ours to {BY_HAND}", median(_ratios(ours, by_hand)), "x", target=1.5,
               against=f"{median(by_hand.rounds):.4f} s a year", note=years),
    ]  # fmt: skip
    for peer in engines[2:]:
        against = f"{median(peer.rounds):.2f} s a year, {len(peer.rows)} years"
        rows.append(
            result(f"PoliceBench: {peer.name} to ours", median(_ratios(peer, ours)), "x", target=peer.target,
                   at_most=False, against=against, note=years)
        )  # fmt: skip
    return rows


def _engines(*, quick: bool) -> list[Engine]:
    python = [sys.executable, "-m"]
    cimba = [*python, "benchmarks.police_bench_cimba"]
    return [
        Engine(OURS, [*python, "benchmarks.police_bench_forcesight"], 10 if quick else 40),
        Engine(BY_HAND, [str(_by_hand())], 10 if quick else 40),
        Engine("SimPy", [*python, "benchmarks.police_bench_simpy"], 1, target=100),
        Engine("cimba, calls and incidents as processes", [*cimba, "entities"], 1 if quick else 2, target=15),
        Engine("cimba, handlers and units as processes", [*cimba, "processes"], 5),
        Engine("cimba, bare events without its queues", [*cimba, "events"], 5),
    ]


def _by_hand() -> Path:
    """Compile the C++ version."""
    compiler = shutil.which("g++")
    if compiler is None:
        raise SystemExit("There is no g++: install a C++ compiler, this benchmark compares with a program in C++.")
    WORK.mkdir(exist_ok=True)
    program = WORK / "police_bench"
    subprocess.run([compiler, "-O2", "-std=c++17", "-o", program, HERE / "police_bench.cpp"], check=True)
    return program


def _ratios(one: Engine, other: Engine) -> list[float]:
    return [a / b for a, b in zip(one.rounds, other.rounds, strict=True)]


def _check(engine: Engine, by_hand: Engine) -> None:
    """Raise SystemExit where an engine's answer is another one: a year's spread is that of the years by hand."""
    for figure in FIGURES:
        here, there = engine.values(figure), by_hand.values(figure)
        error = float(there.std(ddof=1)) * (1 / len(here) + 1 / len(there)) ** 0.5
        apart = abs(float(here.mean() - there.mean()))
        if engine is not by_hand and apart > STANDARD_ERRORS * error:
            raise SystemExit(
                f"{engine.name} says {here.mean():.4f} for {figure} where {by_hand.name} says {there.mean():.4f}, "
                f"{apart / error:.1f} standard errors apart: they are not the same model, so times say nothing."
            )
