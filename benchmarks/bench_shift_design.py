"""Minimum shift design: random instances in the benchmark's form, each with what was found, its bound and its time.

Every instance is written in the benchmark's format and read back before it is solved. Its makers' shifts are known to
be reachable, so what is found must not cost more, and on small instances the bound must prove it best. With the
benchmark's own files in the folder `shift_design` of FORCESIGHT_TEST_DATA, these are solved too, beside what was proven
best before.

    make bench ONLY=shift_design
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.common import result
from benchmarks.shift_instances import instance
from forcesight.model_office.shift_design import Design, design, read_instance, written_instance
from forcesight.model_office.shift_design.benchmark_format import problem_of


SMALL = ((1, 60), (2, 60), (3, 60), (4, 60), (5, 60), (6, 60), (7, 60), (8, 60))
LARGER = ((11, 30), (12, 30), (13, 30), (14, 15))
SECONDS = 60.0
LARGER_SECONDS = 120.0
PROVEN = {"RandomExample1": 480.0, "RandomExample2": 300.0}
"""Data set 1: what an earlier run of this programme proved best, with nobody too many or missing."""


def run(quick: bool = False) -> list[dict[str, Any]]:
    """Solve them all."""
    rows = [row for seed, slot in SMALL[: 3 if quick else None] for row in _solved(seed, slot, 3, SECONDS)]
    if quick:
        return rows
    rows += [row for seed, slot in LARGER for row in _larger(seed, slot)]
    return rows + list(_of_the_benchmark())


def _solved(seed: int, slot: int, shifts_a_kind: int, seconds: float) -> Iterator[dict[str, Any]]:
    made = instance(seed, slot, shifts_a_kind)
    found = design(problem_of(written_instance(made.problem), made.problem.name), seconds=seconds, prices=False)
    name, note = made.problem.name, _note(found)
    yield result(f"{name}: gap", 100 * found.gap, "%", target=0.0, note=note)
    yield result(
        f"{name}: cost", found.value, "minutes", target=made.reachable, against="the shifts that made it", note=note
    )
    yield result(f"{name}: time", found.seconds, "s", note=note)


def _larger(seed: int, slot: int) -> Iterator[dict[str, Any]]:
    """Larger ones need not be proven best in time: their gap is shown without a target."""
    made = instance(seed, slot, 3)
    found = design(made.problem, seconds=LARGER_SECONDS, prices=False)
    note = _note(found)
    yield result(f"{made.problem.name}: gap", 100 * found.gap, "%", note=note)
    yield result(f"{made.problem.name}: cost", found.value, "minutes", against=f"{made.reachable:g} made it", note=note)
    yield result(f"{made.problem.name}: time", found.seconds, "s", note=note)


def _of_the_benchmark() -> Iterator[dict[str, Any]]:
    folder = os.environ.get("FORCESIGHT_TEST_DATA")
    for path in sorted(Path(folder, "shift_design").glob("*.dzn")) if folder else []:
        found = design(read_instance(path), seconds=LARGER_SECONDS, prices=False)
        best = PROVEN.get(path.stem)
        yield result(
            f"{path.stem}: cost", found.value, "minutes", target=best, against="proven best before", note=_note(found)
        )


def _note(found: Design) -> str:
    return (
        f"cost {found.value:g}, bound {found.bound:g}, {len(found.shifts)} shifts, {found.excess_hours:g} h too many, "
        f"{found.shortage_hours:g} h missing, {found.seconds:.1f} s"
    )
