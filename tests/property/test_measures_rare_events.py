"""The chart of rare events against tail probabilities added up term by term, asked month by month."""

from __future__ import annotations

from math import comb, exp, lgamma

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom, binom, chi2

from forcesight.measures.rare_events import ONE_MONTH, TOGETHER, ordinary_range, rare_chart


SETTINGS = settings(derandomize=True, max_examples=150, deadline=None)
EDGE = 1e-9

counts = st.lists(st.integers(0, 4), min_size=13, max_size=40)


def slow_signals(counts: list[int]) -> list[tuple[str, str] | None]:
    """Gapless months of equal length; each rule by its tail probabilities."""
    outside = [sticks_out(counts, month, month + 1, ONE_MONTH) for month in range(len(counts))]
    found: list[tuple[str, str] | None] = [side and ("outside", side) for side in outside]
    for month in range(len(counts)):
        if found[month] and found[month][0] == "outside":
            continue
        calm_since = max((i + 1 for i in range(month) if outside[i]), default=0)
        quiet = next((i for i in range(month - calm_since + 1) if counts[month - i]), month - calm_since + 1)
        if quiet and sum(counts) and tails(counts, month + 1 - quiet, month + 1)[0] <= TOGETHER:
            found[month] = ("no_events", "low")
        elif month + 1 - 7 >= calm_since:
            side = sticks_out(counts, month - 6, month + 1, TOGETHER)
            found[month] = side and ("seven_months", side)
    return found


def sticks_out(counts: list[int], first: int, end: int, tail: float) -> str | None:
    at_most, at_least = tails(counts, first, end)
    if at_least <= tail:
        return "high"
    return "low" if at_most <= tail else None


def tails(counts: list[int], first: int, end: int) -> tuple[float, float]:
    """Chance of so few, and of so many, events in these months, given the total and how the others vary."""
    others = [*counts[:first], *counts[end:]]
    total, seen, width, months = sum(counts), sum(counts[first:end]), end - first, len(counts)
    if width == months:
        return 1.0, 1.0
    size = None
    mean = sum(others) / len(others)
    if mean and len(others) > 1:
        dispersion, freedom = sum((y - mean) ** 2 for y in others) / mean, len(others) - 1
        normal = 1 - 2 / (9 * freedom) + 1.6449 * (2 / (9 * freedom)) ** 0.5
        if dispersion > freedom * normal**3:
            size = mean / (dispersion / freedom - 1)
    chances = [chance(k, total, width, months, size) for k in range(total + 1)]
    return sum(chances[: seen + 1]), sum(chances[seen:])


def chance(k: int, total: int, width: int, months: int, size: float | None) -> float:
    """Binomial, or beta-binomial where each month's events follow a negative binomial of this size."""
    if size is None:
        return comb(total, k) * (width / months) ** k * (1 - width / months) ** (total - k)
    a, b = size * width, size * (months - width)
    return comb(total, k) * exp(log_beta(k + a, total - k + b) - log_beta(a, b))


def log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


@SETTINGS
@given(counts)
def test_signals_equal_the_tail_probabilities(counts: list[int]) -> None:
    found = rare_chart(counts, [1.0] * len(counts)).signals
    assert [signal and tuple(signal) for signal in found] == slow_signals(counts)


@SETTINGS
@given(st.integers(1, 200), st.floats(0.005, 0.6), st.one_of(st.none(), st.floats(1, 500)))
def test_ordinary_range_holds_what_chance_passes(total: int, share: float, clustering: float | None) -> None:
    law = binom(total, share) if clustering is None else betabinom(total, share * clustering, (1 - share) * clustering)
    how = {} if clustering is None else {"clustering": clustering}
    low, high = ordinary_range(total, share, ONE_MONTH, **how)
    assert law.sf(high) <= ONE_MONTH + EDGE
    assert law.sf(high - 1) > ONE_MONTH - EDGE
    assert law.cdf(low) > ONE_MONTH - EDGE
    assert low == 0 or law.cdf(low - 1) <= ONE_MONTH + EDGE


@SETTINGS
@given(st.integers(2, 60))
def test_the_dispersion_limit_is_chi_squared(freedom: int) -> None:
    from forcesight.measures.rare_events import _chi_squared_95

    assert abs(_chi_squared_95(freedom) / chi2.ppf(0.95, freedom) - 1) < 0.01


@SETTINGS
@given(counts, st.integers(28, 31))
def test_the_unit_of_exposure_does_not_matter(counts: list[int], days: int) -> None:
    by_month, by_day = rare_chart(counts, [1] * len(counts)), rare_chart(counts, [days] * len(counts))
    assert by_month.signals == by_day.signals
