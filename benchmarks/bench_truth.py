"""Whether intervals cover the truth: 40 forces are drawn from known parameters, and every measure is held against them.

The scale is a twentieth of a whole force, three years. What each interval should cover is what the force was drawn
with, not what was drawn. Full counts are compared with the records, row by row.

    make bench ONLY=truth
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.common import median, result, say
from benchmarks.truth import DISTRICT, FORCE, MONTH, Recovered, Recovery, recover


SEEDS, QUICK = 40, 4
SCALE, YEARS = 0.05, 3
POOLED = (93.0, 97.0)
LEAST = 32
"""Of 40 intervals of one measure, how many must cover the truth."""
WIDEST = 1.25
TEXTBOOK = "normal intervals: count ± 1.96 √count, share (Wald), mean ± 1.96 s/√n, sum ± 1.96 √Σw²"


def run(*, quick: bool = False) -> list[dict[str, Any]]:
    """Draw the forces, and say how often and how widely the truth is covered."""
    found: list[Recovery] = []
    for seed in range(1, (QUICK if quick else SEEDS) + 1):
        found.append(recover(seed, scale=SCALE, years=YEARS))
        say(f"seed {seed}: {_share(_of(found[-1:], FORCE)):.1f} % covered")
    whole = _of(found, FORCE)
    measures = Counter(each.measure for each in whole)
    clustered = sorted({name for each in found for name in each.clustered})
    what = f"{len(measures)} measures, {len(found)} seeds, scale {SCALE:g}, {YEARS} years"
    left_out = f"left out, for their rows come in spells: {', '.join(clustered) or 'none'}"
    return [
        _coverage("coverage of the generating parameter, pooled", whole, f"{what}; {left_out}"),
        _least(whole, len(found)),
        result("median width, in widths of the textbook's interval", _median_width(whole), "x", target=WIDEST,
               against=TEXTBOOK),
        result("measures whose full counts differ from the records", len(_miscounted(found)), "measures", target=0,
               note=", ".join(_miscounted(found))),
        _coverage("coverage by single months, pooled", _of(found, MONTH), what),
        _coverage("coverage by districts, pooled", _of(found, DISTRICT), "counts whose rows lie somewhere"),
    ]  # fmt: skip


def _of(found: Iterable[Recovery], kind: str) -> list[Recovered]:
    return [each for recovery in found for each in recovery.intervals if each.of == kind]


def _share(intervals: Sequence[Recovered]) -> float:
    return 100 * sum(each.covers for each in intervals) / len(intervals)


def _coverage(name: str, intervals: Sequence[Recovered], note: str) -> dict[str, Any]:
    """It holds between the two bounds: intervals that cover more are wider than they say."""
    low, high = POOLED
    figure = _share(intervals)
    row = result(
        name, figure, "%", target=low, against=f"{low:g} to {high:g} %", note=f"{note}; {len(intervals)} intervals"
    )
    return row | {"holds": low <= figure <= high}


def _least(intervals: Sequence[Recovered], seeds: int) -> dict[str, Any]:
    """The measure whose truth is covered least often."""
    covered = Counter({each.measure: 0 for each in intervals})
    covered.update(each.measure for each in intervals if each.covers)
    lowest = sorted(covered.items(), key=lambda each: (each[1], each[0]))[:5]
    told = ", ".join(f"{name} {count}" for name, count in lowest)
    return result(f"seeds of {seeds} that cover the truth, in the measure that does so least", lowest[0][1], "seeds",
                  target=LEAST * seeds / SEEDS, at_most=False, note=told)  # fmt: skip


def _median_width(intervals: Sequence[Recovered]) -> float:
    return median([each.width for each in intervals if each.textbook])


def _miscounted(found: Iterable[Recovery]) -> list[str]:
    return sorted({name for each in found for name in each.miscounted})
