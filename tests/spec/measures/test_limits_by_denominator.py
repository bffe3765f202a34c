"""Limits of a percentage or rate

A month with 100 cases may stray twice as far as one with 400. Laney's p' and u' charts give each month its own limits,
from how far months really stray once their size is allowed for. The plain p and u charts assume that nothing varies but
chance, and would mark month after month of any real series.
"""

from __future__ import annotations

import pytest
from tests.spec.tables import column, rows

from forcesight.measures.attribute import attribute_limits
from forcesight.measures.xmr import baseline


def test_fewer_cases_wider_limits() -> None:
    """The centre is all numerators over all cases, and limits widen with 1 / sqrt(cases)."""
    months = rows("""
        found | cases
           10 |   100
           48 |   400
           12 |   100
           44 |   400
            9 |   100
           50 |   400
    """)
    values = [row["found"] / row["cases"] for row in months]
    limits = attribute_limits(values, [row["cases"] for row in months])
    small, large = limits.bands[:2]
    assert small.centre == pytest.approx(173 / 1500)
    assert small.upper - small.centre == pytest.approx(2 * (large.upper - large.centre))


def test_equal_cases_are_an_xmr_chart() -> None:
    """With 250 cases every month the limits are those of the XmR chart."""
    values = column("12 10 14 9 11 13 12 8 15 11 10 12 13")
    limits = attribute_limits(values, [250] * 13)
    for band in limits.bands:
        assert band == pytest.approx(baseline(values).band())


def test_a_month_that_does_not_count() -> None:
    """A month not known sets no limits, nor does a month without cases; without neighbours there are no limits."""
    whole = attribute_limits(column("12 10 - 9 11"), column("50 50 - 50 50"))
    without = attribute_limits(column("12 10 - 9 11"), column("50 50 0 50 50"))
    assert whole.baseline == without.baseline
    assert whole.baseline.n_moving_ranges == 2
    assert attribute_limits(column("12 - 9"), column("50 - 50")) is None
    assert attribute_limits(column("- -"), column("- -")) is None


def test_limits_fixed_on_the_first_months() -> None:
    """The centre and the spread of the first twelve months stay when the level moves."""
    level, sizes = "10 12 10 12 10 12 10 12 10 12 10 12", [100] * 12
    fixed = attribute_limits(column(f"{level} 40 42"), [*sizes, 100, 100], fix_after=12)
    assert fixed.bands[0] == pytest.approx(attribute_limits(column(level), sizes).bands[0])
