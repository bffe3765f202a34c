"""Laney's p' and u' charts: limits by month for a percentage or rate whose denominator changes.

A month with few cases may stray further than one with many: limits are centre ± 2.66 x mean moving range of the
standardised values x the month's own spread, 1 / sqrt(denominator). Standardising by month and then letting months
vary as they do is Laney, "Improved control charts for attributes", Quality Engineering 14 (2002) 531-537. The plain p
and u charts assume that nothing varies but chance; real series always vary more, and would signal month after month.

The factor sqrt(p(1-p)) or sqrt(u) is the same in every month and cancels, so p' and u' are one method, and with equal
denominators both are the XmR chart exactly. Centre = all numerators over all denominators.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

from forcesight.measures.xmr import Band, Baseline, baseline


class AttributeLimits(NamedTuple):
    """The segment's baseline, and each month's band (a month without cases has the bare centre's band)."""

    baseline: Baseline
    bands: list[Band]


def attribute_limits(
    values: Sequence[float | None], sizes: Sequence[float | None], *, fix_after: int | None = None
) -> AttributeLimits | None:
    """Limits of one segment: `values` are numerator / denominator in any unit, `sizes` the denominators.

    None marks a month that does not count. Returns None where no two neighbouring months count.
    """
    counted = [(v, n) for v, n in zip(values, sizes, strict=True) if v is not None and n][:fix_after]
    if not counted:
        return None
    cases = fsum(n for _, n in counted)
    centre, typical = fsum(v * n for v, n in counted) / cases, cases / len(counted)
    spreads = [sqrt(typical / size) if size else 1.0 for size in sizes]
    standard = [None if v is None else (v - centre) / spread for v, spread in zip(values, spreads, strict=True)]
    found = baseline(standard, fix_after=fix_after)
    if found is None:
        return None
    pooled = found._replace(centre=centre)
    return AttributeLimits(pooled, [pooled.band(spread) for spread in spreads])
