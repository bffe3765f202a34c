"""Many tests at once: which findings stand when at most a stated share of them may be false.

Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995) 289-300. Assumes that the tests are
independent or rise and fall together, as areas of one force tend to.
"""

from __future__ import annotations

from collections.abc import Sequence


def adjusted_p_values(p_values: Sequence[float]) -> list[float]:
    """Each p-value made larger for the company it keeps, in the order given. A finding stands if it is <= the rate."""
    for p in p_values:
        if not 0 <= p <= 1:
            raise ValueError(f"A p-value lies between 0 and 1; {p} does not.")
    count, smallest = len(p_values), 1.0
    adjusted = [1.0] * count
    ranked = sorted(range(count), key=p_values.__getitem__)
    for rank in range(count, 0, -1):
        index = ranked[rank - 1]
        smallest = min(smallest, p_values[index] * count / rank)
        adjusted[index] = smallest
    return adjusted


def discoveries(p_values: Sequence[float], *, false_share: float = 0.05) -> list[bool]:
    """Which findings stand when no more than `false_share` of those that stand should be false."""
    return [p <= false_share for p in adjusted_p_values(p_values)]
