"""How often a chart flags its latest month although nothing changed.

No rule is free of false signals; who reads 40 charts a month should know how many to expect. The rates are measured
by `benchmarks/bench_false_signals.py`, which draws months of pure chance (Poisson, months of real length), charts
them, and counts the charts whose latest month is marked. They hold for months that are independent of each
other; where one bad month brings the next, expect more.
"""

from __future__ import annotations

from collections.abc import Iterable

from forcesight.measures.chart import Chart, ChartKind


SIGNAL_RATES: dict[ChartKind, float] = {
    "xmr": 0.015,
    "p_prime": 0.02,
    "u_prime": 0.02,
    "x_bar": 0.015,
    "xmr_adjusted": 0.03,
    "year_on_year": 0.02,
    "rare": 0.015,
    "none": 0.0,
}
"""Share of charts of each kind, on 24 to 48 months, whose latest month is marked by chance alone."""


def false_signal_rate(kind: ChartKind) -> float:
    """The chance that one chart of this kind flags its latest month although nothing changed."""
    return SIGNAL_RATES[kind]


def expected_false_signals(charts: Iterable[Chart]) -> float:
    """How many of these charts would flag their latest month if nothing had changed anywhere."""
    return sum(chart.false_signal_rate for chart in charts)
