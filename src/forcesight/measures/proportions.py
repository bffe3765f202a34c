"""Intervals of a proportion, and of the difference of two.

- `wilson`: the default. Wilson, "Probable inference", JASA 22 (1927) 209-212. Sound at any n and near 0 or 1.
- `exact`: Clopper and Pearson, Biometrika 26 (1934) 404-413. Never covers less than it says; wider than needed.
- `wald`: p ± z sqrt(p(1-p)/n), with the finite population correction where the sample is a good part of all there
  is (Cochran, "Sampling techniques", 1977, §2.6). Poor for small n or p near 0 or 1; here because reports print it.
- `difference`: Newcombe's hybrid score interval, Statistics in Medicine 17 (1998) 873-890, method 10.
- `fisher_p`: Fisher's exact test, two-sided (tables as unlikely as the one seen, or more).

All assume cases drawn independently. A proportion is a fraction here (0.884), not per cent.
"""

from __future__ import annotations

from math import sqrt

from forcesight.measures.interval import Interval, normal_quantile


def wilson(successes: float, n: float, *, level: float = 0.95) -> Interval:
    """Wilson score interval of successes / n."""
    _check(successes, n)
    z, p = normal_quantile(level), successes / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Interval(p, max(0.0, middle - reach), min(1.0, middle + reach), n, "Wilson", level)


def exact(successes: float, n: float, *, level: float = 0.95) -> Interval:
    """Clopper-Pearson interval of successes / n."""
    _check(successes, n)
    from scipy.special import betaincinv

    tail, failures = (1 - level) / 2, n - successes
    low = float(betaincinv(successes, failures + 1, tail)) if successes else 0.0
    high = float(betaincinv(successes + 1, failures, 1 - tail)) if failures else 1.0
    return Interval(successes / n, low, high, n, "exact (Clopper-Pearson)", level)


def wald(successes: float, n: float, *, population: float | None = None, level: float = 0.95) -> Interval:
    """Wald interval of successes / n; with `population`, the number sampled from, corrected for its size."""
    _check(successes, n)
    p = successes / n
    reach = normal_quantile(level) * sqrt(p * (1 - p) / n * _finite_population(n, population))
    method = "Wald" if population is None else "Wald, finite population correction"
    return Interval(p, max(0.0, p - reach), min(1.0, p + reach), n, method, level)


def difference(before: float, n_before: float, after: float, n_after: float, *, level: float = 0.95) -> Interval:
    """Newcombe interval of after/n_after - before/n_before; `n` is both samples together."""
    old, new = wilson(before, n_before, level=level), wilson(after, n_after, level=level)
    gap = new.estimate - old.estimate
    down = sqrt((new.estimate - new.low) ** 2 + (old.high - old.estimate) ** 2)
    up = sqrt((new.high - new.estimate) ** 2 + (old.estimate - old.low) ** 2)
    return Interval(gap, gap - down, gap + up, n_before + n_after, "Newcombe", level)


def fisher_p(before: int, n_before: int, after: int, n_after: int) -> float:
    """Two-sided p-value of Fisher's exact test that both proportions are one."""
    _check(before, n_before)
    _check(after, n_after)
    import numpy as np
    from scipy.special import gammaln

    successes = before + after
    possible = np.arange(max(0, successes - n_after), min(n_before, successes) + 1)
    log_ways = -(
        gammaln(possible + 1)
        + gammaln(n_before - possible + 1)
        + gammaln(successes - possible + 1)
        + gammaln(n_after - successes + possible + 1)
    )
    weights = np.exp(log_ways - log_ways.max())
    seen = weights[before - possible[0]]
    return float(weights[weights <= seen * (1 + 1e-7)].sum() / weights.sum())


def _finite_population(n: float, population: float | None) -> float:
    if population is None:
        return 1.0
    if population < n:
        raise ValueError(f"A sample of {n} cannot come from a population of {population}; check which is which.")
    return (population - n) / (population - 1) if population > 1 else 0.0


def _check(successes: float, n: float) -> None:
    if n <= 0:
        raise ValueError(f"A proportion needs at least one case; n was {n}. Show the count, not a percentage.")
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is not a proportion; the numerator must lie between 0 and n.")
