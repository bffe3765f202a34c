"""Sharing whole things in proportion: twelve officers over three teams by their sizes.

Source: Hamilton's method of largest remainders (Balinski and Young 2001, "Fair representation", chapter 2); of equal
remainders the first in order has the thing. Assumption: where things come in packs (a crew of two), each share is first
the greatest number of whole packs that it has room for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def apportion(
    total: int, weights: Sequence[float], packs: Sequence[int] | None = None, most: Sequence[float] | None = None
) -> tuple[list[int], int]:
    """How many of `total` each has, in proportion to its weight, and how many are left over.

    `packs` says of how many each one's share is a multiple (1 by default), `most` the greatest share of each. Weights
    must not be negative, and one of them must be above 0.
    """
    packs = packs or [1] * len(weights)
    room = most or [math.inf] * len(weights)
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    # Digits beyond the ninth are noise of binary fractions: 0.3 of 10 is 3.
    shares = [
        int(min(math.floor(round(share / pack, 9)), room[i] // pack)) * pack
        for i, (share, pack) in enumerate(zip(exact, packs, strict=True))
    ]
    left = total - sum(shares)
    by_remainder = sorted(range(len(shares)), key=lambda i: (-round((exact[i] - shares[i]) / packs[i], 9), i))
    while left > 0:
        takers = [i for i in by_remainder if weights[i] > 0 and packs[i] <= left and shares[i] + packs[i] <= room[i]]
        if not takers:
            break
        for i in takers:
            if packs[i] <= left:
                shares[i] += packs[i]
                left -= packs[i]
    return shares, left
