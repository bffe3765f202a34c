"""Classes of a map: at most five, of equal size or of equal width, with edges as they are printed in the key."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


MOST = 5
WAYS = ("quantile", "equal")


@dataclass(frozen=True, slots=True)
class Classes:
    """Lower edges of the classes, the largest value, and the decimals that values are rounded to.

    Because values are rounded before they are sorted in, "10 to 19" and "20 to 29" leave no value between them.
    """

    edges: tuple[float, ...]
    largest: float
    decimals: int

    def __len__(self) -> int:
        return len(self.edges)

    def index(self, value: float) -> int:
        """The class that holds a value, counted from 0."""
        return max(0, bisect_right(self.edges, round(value, self.decimals)) - 1)

    def ranges(self) -> list[tuple[float, float]]:
        """First and last printed value of each class."""
        unit: float = 10.0**-self.decimals
        tops = [round(edge - unit, self.decimals) for edge in self.edges[1:]]
        return list(zip(self.edges, [*tops, self.largest], strict=True))


def classes(values: Sequence[float], count: int, way: str, decimals: int) -> Classes:
    """Cut values into at most `count` classes; ties and few distinct values give fewer.

    `quantile` puts about as many areas into each class; `equal` makes classes of equal width. Raises ValueError for no
    values, more than five classes or an unknown way.
    """
    if way not in WAYS or not 1 <= count <= MOST:
        raise ValueError(f"a map has 1 to {MOST} classes, made by {' or '.join(WAYS)}; got {count} by {way!r}.")
    ordered = sorted(round(value, decimals) for value in values)
    if not ordered:
        raise ValueError("no area has a value, so there are no classes to make.")
    low, high = ordered[0], ordered[-1]
    if way == "quantile":
        cuts = [ordered[index * len(ordered) // count] for index in range(count)]
    else:
        cuts = [round(low + index * (high - low) / count, decimals) for index in range(count)]
    return Classes(tuple(sorted(set(cuts))), high, decimals)
