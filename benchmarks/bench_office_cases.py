"""The model office against queues whose answer is known: twenty seeds, 99 % intervals, how many hold the exact value.

Each seed has a fixed number of replications, and an interval by Student's t from them. Figures are corrected by control
variates: regressed on what was drawn and is known (Lavenberg and Welch 1981, "A perspective on the use of control
variables to increase the efficiency of Monte Carlo simulations"), which costs a degree of freedom each.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from benchmarks.common import result, say
from benchmarks.office_cases_by_hour import cases_by_hour
from benchmarks.office_desk_cases import Case, cases


SEEDS = range(1, 21)
CONFIDENCE = 0.99
THREADS = 2


class Interval(NamedTuple):
    """One figure's interval for one seed, beside its exact value."""

    exact: float
    centre: float
    half: float

    @property
    def holds(self) -> bool:
        """Whether the exact value is inside."""
        return abs(self.centre - self.exact) <= self.half

    @property
    def width(self) -> float:
        """The full width as a share of the exact value."""
        return 2 * self.half / self.exact


def run(*, quick: bool = False) -> list[dict[str, Any]]:
    """All cases; with `quick`, two seeds of each."""
    began = time.perf_counter()
    seeds = SEEDS[:2] if quick else SEEDS
    found = {case.name: intervals(case, seeds) for case in [*cases(), *cases_by_hour()]}
    every = [each for several in found.values() for each in several]
    return [
        result("known queues: 99 % intervals that hold the exact value", _covered(every), "%", target=97, at_most=False,
               note=f"{len(every)} intervals of {len(seeds)} seeds; at most 100 % by nature"),
        result("known queues: widest interval", 100 * max(each.width for each in every), "%", target=2,
               note="full width, as a share of the exact value"),
        result("known queues: intervals", len(every), "intervals"),
        result("known queues: time for all", time.perf_counter() - began, "s", note=f"{THREADS} threads"),
    ]  # fmt: skip


def intervals(case: Case, seeds: range) -> list[Interval]:
    """Every figure's interval for every seed. Each replication has a seed of its own, fixed in advance."""
    began = time.perf_counter()
    numbers = [1000 * seed + n for seed in seeds for n in range(case.replications)]
    with ThreadPoolExecutor(THREADS) as pool:
        told = list(pool.map(case.replication, numbers))
    shape = (len(seeds), case.replications, -1)
    figures = np.array([figure for figure, _ in told]).reshape(shape)
    controls = np.array([control for _, control in told]).reshape(shape)
    found = [
        interval(exact, figures[seed, :, column], controls[seed])
        for column, exact in enumerate(case.known.values())
        for seed in range(len(seeds))
    ]
    widest = {
        name: max(each.width for each in found[column * len(seeds) :][: len(seeds)])
        for column, name in enumerate(case.known)
    }
    seconds = time.perf_counter() - began
    words = ", ".join(f"{name} {100 * width:.2f} %" for name, width in widest.items())
    say(f"{case.name}: {_covered(found):.1f} % of {len(found)} hold; widest: {words} ({seconds:.0f} s)")
    return found


def interval(exact: float, figures: NDArray[np.float64], controls: NDArray[np.float64]) -> Interval:
    """The t interval of a mean, corrected by regression on controls whose mean is 0: shapes (n,) and (n, q)."""
    design = np.column_stack([np.ones(len(figures)), controls])
    inverse = np.linalg.inv(design.T @ design)
    found = inverse @ design.T @ figures
    freedom = len(figures) - design.shape[1]
    variance = float(((figures - design @ found) ** 2).sum() / freedom * inverse[0, 0])
    return Interval(exact, float(found[0]), float(student.ppf((1 + CONFIDENCE) / 2, freedom)) * variance**0.5)


def _covered(several: list[Interval]) -> float:
    return 100 * sum(each.holds for each in several) / len(several)
