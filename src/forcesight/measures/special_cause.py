"""The four rules that tell a signal from noise, as the NHS "Making Data Count" team applies them.

1. outside: a month beyond a limit. 2. trend: 7 months, all rising or all falling. 3. two in three: of 3 months in a
row on one side of the mean, at least 2 lie between near limit and limit (those 2 are marked). 4. run: 7 or more
months on one side of the mean; a month exactly on the mean breaks it. Where several apply the label is the first
of outside, trend, two in three, run (NHSRplotthedots, `ptd_calculate_point_type`, MIT).

A trend marks its months high when it rises and low when it falls. Where the turning month of two trends belongs to
both, the later names it. No rule looks across a month that is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from forcesight.measures.chart import Direction, PointType, Rule, Side
from forcesight.measures.xmr import Band


RUN = 7

_Marks = Callable[[Sequence[float], Sequence[Band]], Iterator[tuple[int, Side]]]


class Signal(NamedTuple):
    """Why a month is marked, and which way."""

    rule: Rule
    side: Side


def special_causes(values: Sequence[float | None], bands: Sequence[Band]) -> list[Signal | None]:
    """The signal of each month of one segment, or None. `bands` holds each month's limits, same length."""
    signals: list[Signal | None] = [None] * len(values)
    for start, stretch in stretches(values):
        around = bands[start : start + len(stretch)]
        for rule, marks in _LAST_WINS:
            for index, side in marks(stretch, around):
                signals[start + index] = Signal(rule, side)
    return signals


def point_type(signal: Signal | None, direction: Direction) -> PointType:
    """What a signal means for a measure that should increase, decrease, or is neutral."""
    if signal is None:
        return "common"
    if direction == "neutral":
        return "neutral_high" if signal.side == "high" else "neutral_low"
    return "improvement" if (signal.side == "high") == (direction == "increase") else "concern"


def stretches(values: Sequence[float | None]) -> Iterator[tuple[int, list[float]]]:
    """Each unbroken row of known months, with the index of its first."""
    row: list[float] = []
    for index, value in enumerate(values):
        if value is not None:
            row.append(value)
        elif row:
            yield index - len(row), row
            row = []
    if row:
        yield len(values) - len(row), row


def _outside(values: Sequence[float], bands: Sequence[Band]) -> Iterator[tuple[int, Side]]:
    for index, (value, band) in enumerate(zip(values, bands, strict=True)):
        if value > band.upper:
            yield index, "high"
        elif value < band.lower:
            yield index, "low"


def _trends(values: Sequence[float], _: Sequence[Band]) -> Iterator[tuple[int, Side]]:
    steps = [_sign(b - a) for a, b in pairwise(values)]
    yield from _in_a_row(steps, RUN - 1, reach=RUN)


def _runs(values: Sequence[float], bands: Sequence[Band]) -> Iterator[tuple[int, Side]]:
    sides = [_sign(value - band.centre) for value, band in zip(values, bands, strict=True)]
    yield from _in_a_row(sides, RUN, reach=RUN)


def _in_a_row(signs: Sequence[int], needed: int, *, reach: int) -> Iterator[tuple[int, Side]]:
    """Marks `reach` months for every `needed` equal signs in a row; a sign of 0 breaks the row."""
    length = previous = 0
    for index, sign in enumerate(signs):
        length = length + 1 if sign == previous else 1
        previous = sign
        if sign and length >= needed:
            first = index - needed + 1
            for month in range(first, first + reach):
                yield month, "high" if sign > 0 else "low"


def _twos_in_three(values: Sequence[float], bands: Sequence[Band]) -> Iterator[tuple[int, Side]]:
    sides = [_sign(value - band.centre) for value, band in zip(values, bands, strict=True)]
    close = [_is_close(value, band) for value, band in zip(values, bands, strict=True)]
    for first in range(len(values) - 2):
        three = range(first, first + 3)
        if sum(close[first : first + 3]) >= 2 and abs(sum(sides[first : first + 3])) == 3:
            for month in three:
                if close[month]:
                    yield month, "high" if sides[month] > 0 else "low"


def _is_close(value: float, band: Band) -> bool:
    return band.near_upper < value <= band.upper or band.lower <= value < band.near_lower


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


_LAST_WINS: tuple[tuple[Rule, _Marks], ...] = (
    ("run", _runs),
    ("two_in_three", _twos_in_three),
    ("trend", _trends),
    ("outside", _outside),
)
