"""How often a chart cries wolf: pure chance, charted as Forcesight charts it and by the bare four rules.

Months of real length are drawn from a force where nothing changes, with few or many events, with and without a season,
with gaps, with events in clusters, or with waits of which the mean counts; each series is charted, and the charts that
flag their latest month are counted.
The rates behind `false_signals.SIGNAL_RATES` are measured here too, and so is what each chart finds when there is
something to find, so that silence is not mistaken for skill.

    make bench ONLY=false_signals
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

import numpy as np

from benchmarks.common import result
from forcesight.measures.chart import ChartKind, MeasureKind
from forcesight.measures.chart_choice import control_chart
from forcesight.measures.false_signals import SIGNAL_RATES
from forcesight.measures.series import Observation, days_in, next_month
from forcesight.measures.special_cause import special_causes
from forcesight.measures.xmr import baseline


CHARTS, QUICK = 2000, 300
CEILING = 5.0
"""Per cent of charts that may flag their latest month by chance, in every scenario."""
SEED = 20260101
UNIT = "% of charts"


@dataclass(frozen=True)
class Scenario:
    """A force where nothing changes (or, with `change`, where the last months do)."""

    name: str
    mean: float
    months: int = 36
    season: float = 0.0
    clusters: float = 1.0
    gaps: int = 0
    cases: int | None = None
    people: int | None = None
    waits: bool = False
    change: tuple[int, float] | None = None
    carry: float = 0.0

    def draw(self, rng: np.random.Generator) -> list[Observation]:
        """One series, starting in a month by chance. `clusters` is the variance over the mean."""
        periods = list(islice(_months_from(date(2021, 1 + int(rng.integers(12)), 1)), self.months))
        expected = self._expected(rng, periods)
        if self.cases:
            drawn = rng.binomial(self.cases, expected / self.cases)
        elif self.clusters > 1:
            drawn = rng.negative_binomial(expected / (self.clusters - 1), 1 / self.clusters)
        else:
            drawn = rng.poisson(expected)
        if self.waits:  # the mean of exponential waits, one for each event
            waits = rng.gamma(drawn).tolist()
            rows = zip(periods, waits, drawn.tolist(), strict=True)
            return [Observation(period, total, n, events=n, variance=2.0 * n) for period, total, n in rows]
        unknown = set(rng.choice(self.months - 1, self.gaps, replace=False).tolist()) if self.gaps else set()
        rows = enumerate(zip(periods, drawn.tolist(), strict=True))
        below = self.cases or self.people
        return [Observation(period, count, below) for index, (period, count) in rows if index not in unknown]

    @property
    def kind(self) -> MeasureKind:
        """What the chart is told that it charts."""
        if self.waits:
            return "mean"
        return "proportion" if self.cases else "rate" if self.people else "count"

    def _expected(self, rng: np.random.Generator, periods: list[date]) -> np.ndarray:
        peak = int(rng.integers(12))
        month = np.array([period.month for period in periods])
        days = np.array([days_in(period) for period in periods]) / 30.4375
        expected = self.mean * (1 + self.season * np.cos(2 * np.pi * (month - peak) / 12))
        if self.change:
            last, factor = self.change
            expected[-last:] *= factor
        if self.carry:
            expected *= _persistent(rng, self.months, self.carry)
        return expected if self.cases else expected * days


CALM = [
    *(Scenario(f"mean {mean:g}, {months} months", mean, months)
      for mean in (0.3, 1, 3, 30, 300) for months in (24, 36, 48)),
    *(Scenario(f"mean {mean:g}, season ±12 %, {months} months", mean, months, season=0.12)
      for mean in (0.3, 3, 30, 300, 3000) for months in (36, 48)),
    Scenario("mean 300, season ±12 %, 30 months", 300, 30, season=0.12),
    Scenario("mean 300, season ±30 %, 36 months", 300, 36, season=0.3),
    Scenario("mean 3, 5 gaps in 36 months", 3, 36, gaps=5),
    Scenario("mean 300, 5 gaps in 36 months", 300, 36, gaps=5),
    Scenario("mean 300, season ±12 %, 3 gaps in 36 months", 300, 36, season=0.12, gaps=3),
    Scenario("mean 0.3 in clusters (variance 2 x mean), 36 months", 0.3, 36, clusters=2),
    Scenario("mean 3 in clusters (variance 2 x mean), 36 months", 3, 36, clusters=2),
    Scenario("mean 300 in clusters (variance 5 x mean), 36 months", 300, 36, clusters=5),
    Scenario("20 % of 200 cases, 36 months", 40, 36, cases=200),
    Scenario("mean 30 among 50,000 people, 36 months", 30, 36, people=50_000),
    Scenario("mean of 20 waits, 36 months", 20, 36, waits=True),
    Scenario("mean of 300 waits, 36 months", 300, 36, waits=True),
    Scenario("5 % of 20 cases, 36 months", 1, 36, cases=20),
    Scenario("95 % of 20 cases, 36 months", 19, 36, cases=20),
]  # fmt: skip

CHANGED = [
    Scenario("mean 1, last 7 months x 2.5", 1, 36, change=(7, 2.5)),
    Scenario("mean 300, last 7 months x 1.1", 300, 36, change=(7, 1.1)),
    Scenario("mean 300, season ±12 %, last 7 months x 1.1", 300, 36, season=0.12, change=(7, 1.1)),
    Scenario("mean 300, season ±12 %, last month x 1.25", 300, 36, season=0.12, change=(1, 1.25)),
]

PERSISTENT = [
    Scenario("mean 300, each month carries 0.3 of the last one's excess", 300, 36, carry=0.3),
    Scenario("mean 300, each month carries 0.6 of the last one's excess", 300, 36, carry=0.6),
]

Result = dict[str, Any]


@dataclass
class Tally:
    """Charts drawn and flagged, by kind of chart, and flagged by the bare four rules."""

    drawn: Counter[ChartKind] = field(default_factory=Counter)
    ours: Counter[ChartKind] = field(default_factory=Counter)
    bare: int = 0

    @property
    def charts(self) -> int:
        return self.drawn.total()


def run(quick: bool = False) -> list[Result]:
    """Measures every scenario; figures are per cent of charts whose latest month is flagged."""
    charts = QUICK if quick else CHARTS
    calm = {scenario: tally(scenario, charts) for scenario in CALM}
    return [
        *(_calm_result(scenario, seen) for scenario, seen in calm.items()),
        *_rates(seen for scenario, seen in calm.items() if scenario.clusters == 1),
        *(_persistent_result(scenario, tally(scenario, charts // 4)) for scenario in PERSISTENT),
        *(_changed_result(scenario, tally(scenario, charts // 4)) for scenario in CHANGED),
    ]


def tally(scenario: Scenario, charts: int) -> Tally:
    """Charts so many series of a scenario both ways."""
    rng, seen = np.random.default_rng(SEED), Tally()
    for _ in range(charts):
        series = scenario.draw(rng)
        chart = control_chart(series, kind=scenario.kind, seasonality=scenario.season)
        seen.drawn[chart.kind] += 1
        seen.ours[chart.kind] += bool(chart.latest and chart.latest.rule)
        seen.bare += _flagged_bare(series)
    return seen


def _flagged_bare(series: list[Observation]) -> bool:
    """The four rules on the series as it stands, gaps closed up: what a spreadsheet would do."""
    values = [row.numerator / (row.denominator or 1) for row in series]
    base = baseline(values)
    return bool(special_causes(values, [base.band()] * len(values))[-1])


def _calm_result(scenario: Scenario, seen: Tally) -> Result:
    return result(
        scenario.name,
        100 * seen.ours.total() / seen.charts,
        UNIT,
        target=CEILING,
        against=f"the bare four rules: {100 * seen.bare / seen.charts:.1f} %",
        note=f"{seen.charts} series, drawn as {', '.join(sorted(seen.drawn))}",
    )


def _rates(tallies: Iterable[Tally]) -> Iterator[Result]:
    """The rates that the overview page counts with, against what was measured here."""
    whole = Tally()
    for seen in tallies:
        whole.drawn += seen.drawn
        whole.ours += seen.ours
    for kind, drawn in sorted(whole.drawn.items()):
        figure, stated = 100 * whole.ours[kind] / drawn, 100 * SIGNAL_RATES[kind]
        against = f"the rate stated to readers: {stated:.1f} %, which must lie within one point"
        row = result(f"all {kind} charts", figure, UNIT, target=stated, against=against, note=f"{drawn} charts")
        yield row | {"holds": abs(figure - stated) <= 1}


def _changed_result(scenario: Scenario, seen: Tally) -> Result:
    return result(
        f"found: {scenario.name}",
        100 * seen.ours.total() / seen.charts,
        UNIT,
        against=f"the bare four rules, which also flag without a change: {100 * seen.bare / seen.charts:.1f} %",
        note=f"{seen.charts} series, drawn as {', '.join(sorted(seen.drawn))}",
    )


def _persistent_result(scenario: Scenario, seen: Tally) -> Result:
    return result(
        scenario.name,
        100 * seen.ours.total() / seen.charts,
        UNIT,
        against=f"the bare four rules: {100 * seen.bare / seen.charts:.1f} %",
        note="a known limit: every chart here takes months as independent of each other",
    )


def _persistent(rng: np.random.Generator, months: int, carry: float) -> np.ndarray:
    """Levels that stray by 8 % and come back slowly."""
    excess = rng.normal(0, 0.08, months)
    for month in range(1, months):
        excess[month] = carry * excess[month - 1] + excess[month] * (1 - carry**2) ** 0.5
    return np.exp(excess)


def _months_from(month: date) -> Iterator[date]:
    while True:
        yield month
        month = next_month(month)
