"""Rows that come in spells

A week of sickness is five lost duties of one event. A share of duties lost therefore varies more than the number of
duties says, and an interval that takes duties for independent claims too much. The catalogue says of which measures
that is so. Their intervals are widened by how much neighbouring months differ, beyond what independent rows would: a
slow rise, or a season, does not count as chance. In a series too short to tell there is no interval at all.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.spec.measures.monthly import months

from forcesight.catalogue import Catalogue
from forcesight.measures.areas import Area
from forcesight.measures.comparison import difference, total
from forcesight.measures.estimate import interval_of
from forcesight.measures.figures import Series
from forcesight.measures.series import Observation
from forcesight.measures.spells import spread


OF = "10000 " * 14
# 10,000 duties a month, of which 4 % are lost: independent duties would stray by about 20.
CALM = "400 381 414 392 421 388 405 379 410 398 425 386 402 391"
WILD = "400 300 450 340 500 330 420 310 470 380 520 330 410 350"


def test_months_of_independent_rows_need_no_widening() -> None:
    """Steps of 22 on average, as 10,000 independent duties make: nothing is added."""
    assert spread(months("2024-01", CALM, OF)) == pytest.approx(1.2, abs=0.2)


def test_months_that_differ_more_widen_the_interval() -> None:
    """Steps of 124 on average: the variance is 32 times that of independent duties, the interval 5.6 times as wide."""
    factor = spread(months("2024-01", WILD, OF))
    assert factor == pytest.approx(32, abs=0.5)
    plain, wide = (_of_first_year(WILD, each) for each in (1.0, factor))
    assert (wide.high - wide.low) / (plain.high - plain.low) == pytest.approx(factor**0.5, rel=0.02)
    assert wide.estimate == pytest.approx(plain.estimate)
    assert wide.n == 120_000 and wide.method == "Wilson, widened by how months differ (Laney)"


def _of_first_year(counts: str, factor: float | None) -> object:
    chosen = [_with(each, factor) for each in months("2024-01", counts, OF)[:12]]
    return interval_of("proportion", 100, chosen)


def _with(each: Observation, factor: float | None) -> Observation:
    return Observation(each.period, each.numerator, each.denominator, each.status, spread=factor)


def test_a_slow_rise_is_not_chance() -> None:
    """From 300 to 560 in even steps of 20: neighbours hardly differ, so nothing is widened."""
    assert spread(months("2024-01", " ".join(str(300 + 20 * step) for step in range(14)), OF)) == 1


def test_a_short_series_has_no_interval() -> None:
    """Five steps do not tell; a gap is no step."""
    assert spread(months("2024-01", "400 300 450 340 500 330", OF)) is None
    assert spread(months("2024-01", "400 300 450 340 - 500 330 420", OF)) is None
    assert _of_first_year(WILD, None) is None


def test_counts_too() -> None:
    """Twelve events a month that come three at a time."""
    assert spread(months("2024-01", "12 24 9 15 3 21 12 6 18 9 27 12")) > 2


def test_nothing_that_ever_happens_has_no_spread() -> None:
    """None of all, or all of all: no month differs."""
    assert spread(months("2024-01", "0 " * 12, OF)) is None
    assert spread(months("2024-01", OF, OF)) is None


def test_a_change_is_judged_by_as_many_independent_rows_as_vary_as_much() -> None:
    """4.0 % and then 4.3 % of 120,000 duties: with independent duties a rise, with spells nobody can tell."""
    catalogue = Catalogue.load()
    measure = catalogue.measure("duty_sickness")
    assert measure.clustered
    words = {}
    for factor in (1.0, 27.0):
        whole = [
            Observation(date(year, 1, 1), lost, 120_000, spread=factor) for year, lost in ((2024, 4800), (2025, 5160))
        ]
        series = Series(measure, Area("force", "fairshire", "Fairshire"), "fairshire", tuple(whole))
        before, after = (total(series, [each.period]) for each in whole)
        change = difference(measure, before, after, catalogue.margin(measure))
        assert change and (change.before, change.after) == pytest.approx((4.0, 4.3))
        words[factor] = (change.interval.low > 0, change.interval.high < 2)
    assert words == {1.0: (True, True), 27.0: (False, True)}
