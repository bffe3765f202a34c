"""Interval of a proportion

A percentage from a sample is an estimate. We print it with a 95 % interval: the range of true values with which the
sample is compatible. Our default is Wilson's, which is sound for small samples and for percentages near 0 or 100. The
exact (Clopper-Pearson) and the Wald interval, with or without the correction for a finite population, are there
because published reports use them, and so that we can check those reports.
"""

from __future__ import annotations

import pytest
from tests.spec.tables import rows

from forcesight.measures.proportions import difference, exact, fisher_p, wald, wilson


def test_small_samples_by_wilson() -> None:
    """An inspection's small samples, with the intervals it did not print (per cent)."""
    findings = rows("""
        finding                        | found | n   | per_cent | low  | high
        ASB crimes recorded            |     3 |  23 |     13.0 |  4.5 | 32.1
        not all opportunities taken    |    19 |  70 |     27.1 | 18.1 | 38.5
        ineffective supervision        |    36 |  60 |     60.0 | 47.4 | 71.4
        cautions unsuitable            |    10 |  18 |     55.6 | 33.7 | 75.4
        victim views not taken         |    11 |  18 |     61.1 | 38.6 | 79.7
        recorded late                  |   377 | 429 |     87.9 | 84.4 | 90.6
    """)
    for row in findings:
        interval = wilson(row["found"], row["n"]).scaled(100)
        assert interval.estimate == pytest.approx(row["per_cent"], abs=0.05)
        assert (interval.low, interval.high) == pytest.approx((row["low"], row["high"]), abs=0.05)
        assert interval.n == row["n"]


def test_sample_sizes_behind_published_half_widths() -> None:
    """Published crime-recording rates and the sample sizes that their ± imply, by the plain Wald formula."""
    published = rows("""
        estimate        | per_cent | plus_minus | n
        2022 all crime  |     88.4 |        2.8 |   502
        2022 violence   |     85.8 |        4.5 |   231
        2022 sexual     |     96.3 |        3.2 |   134
        2016 all crime  |     91.0 |        1.8 |   971
        2016 violence   |     89.9 |        3.0 |   388
        2016 sexual     |     94.7 |        2.4 |   335
        another force   |    89.56 |       1.66 |  1303
    """)
    for row in published:
        interval = wald(row["per_cent"] / 100 * row["n"], row["n"]).scaled(100)
        assert interval.half_width == pytest.approx(row["plus_minus"], abs=0.05)


def test_a_sample_that_is_a_good_part_of_all_there_is() -> None:
    """181 of 240 stop searches is 75.4 %: ± 5.45 from an endless population, ± 5.3 from the year's 4,435 searches."""
    assert wald(181, 240).scaled(100).half_width == pytest.approx(5.45, abs=0.005)
    assert wald(181, 240, population=4435).scaled(100).half_width == pytest.approx(5.3, abs=0.005)
    assert wald(240, 240, population=240).half_width == 0


def test_the_same_sample_by_other_methods() -> None:
    """The better intervals are not symmetric about 75.4 %."""
    by_wilson, by_exact = wilson(181, 240).scaled(100), exact(181, 240).scaled(100)
    assert (by_wilson.low, by_wilson.high) == pytest.approx((69.6, 80.4), abs=0.05)
    assert (by_exact.low, by_exact.high) == pytest.approx((69.5, 80.7), abs=0.05)
    assert by_exact.method == "exact (Clopper-Pearson)"


def test_none_and_all() -> None:
    """Nothing found in 10 cases still allows up to 28 % (Wilson) or 31 % (exact)."""
    assert wilson(0, 10).high == pytest.approx(0.278, abs=0.001)
    assert (exact(0, 10).low, exact(0, 10).high) == pytest.approx((0, 0.308), abs=0.001)
    assert (exact(10, 10).low, exact(10, 10).high) == pytest.approx((0.692, 1), abs=0.001)


def test_two_groups_that_cannot_be_told_apart() -> None:
    """69.4 % of 36 searches against 76.5 % of 204: 7.0 points lower, anywhere from 24.2 lower to 7.0 higher."""
    gap = difference(156, 204, 25, 36).scaled(100)
    assert gap.estimate == pytest.approx(-7.0, abs=0.05)
    assert (gap.low, gap.high) == pytest.approx((-24.2, 7.0), abs=0.05)
    assert fisher_p(156, 204, 25, 36) == pytest.approx(0.40, abs=0.005)
