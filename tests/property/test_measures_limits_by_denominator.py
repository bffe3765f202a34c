"""p' and u' limits against Laney's own steps: plain p and u limits, times the spread of the z-scores."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forcesight.measures.attribute import attribute_limits
from forcesight.measures.xmr import baseline


SETTINGS = settings(derandomize=True, max_examples=150, deadline=None)

months = st.lists(
    st.integers(20, 400).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))), min_size=3, max_size=40
)


def laney(cases: list[tuple[int, int]], *, proportion: bool) -> list[tuple[float, float]]:
    """Laney 2002: sigma of each month, z-scores, mean moving range of z over 1.128 (here 3 / 2.66), limits at 3."""
    centre = sum(x for x, _ in cases) / sum(n for _, n in cases)
    sigma = [sqrt(centre * (1 - centre) / n) if proportion else sqrt(centre / n) for _, n in cases]
    z = [(x / n - centre) / s for (x, n), s in zip(cases, sigma, strict=True)]
    ranges = [abs(b - a) for a, b in pairwise(z)]
    average = sum(ranges) / len(ranges)
    kept = [each for each in ranges if each < 3.267 * average]
    sigma_z = (sum(kept) / len(kept) if kept else 0) * 2.66 / 3
    return [(centre - 3 * s * sigma_z, centre + 3 * s * sigma_z) for s in sigma]


@SETTINGS
@given(months, st.booleans(), st.sampled_from([1, 100, 1000]))
def test_limits_are_laneys(cases: list[tuple[int, int]], proportion: bool, per: int) -> None:
    found = attribute_limits([per * x / n for x, n in cases], [n for _, n in cases])
    for band, (lower, upper) in zip(found.bands, laney(cases, proportion=proportion), strict=True):
        assert (band.lower, band.upper) == pytest.approx((per * lower, per * upper), rel=1e-6, abs=1e-9)


@SETTINGS
@given(st.lists(st.integers(0, 50), min_size=3, max_size=40), st.integers(50, 500))
def test_equal_denominators_are_the_xmr_chart(found: list[int], cases: int) -> None:
    limits = attribute_limits([x / cases for x in found], [cases] * len(found))
    plain = baseline([x / cases for x in found])
    for band in limits.bands:
        assert band == pytest.approx(plain.band(), abs=1e-9)
