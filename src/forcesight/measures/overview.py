"""What changed this month, what misses its standard, and how many signals chance alone would give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from forcesight.catalogue import Measure, Standard
from forcesight.measures.areas import Area
from forcesight.measures.chart import Chart
from forcesight.measures.false_signals import expected_false_signals
from forcesight.measures.figures import Figures, Series


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure in one area: its series and its chart."""

    series: Series
    chart: Chart

    @property
    def measure(self) -> Measure:
        """The measure as it was counted."""
        return self.series.measure

    @property
    def area(self) -> Area:
        """Where."""
        return self.series.area


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A measure whose latest settled month lies, with its whole interval, short of its standard or target."""

    reading: Reading
    standard: Standard


@dataclass(frozen=True, slots=True)
class Overview:
    """The page that a commander opens first.

    `month` is the latest settled month of all; a measure that settles later, as outcomes do, is judged at its own
    latest settled month. `signals` has the special causes, `quiet` the charts without one that claim something,
    `silent` those that claim nothing. `expected_false` is how many of the charts would signal by chance.
    """

    area: Area
    month: date | None
    readings: tuple[Reading, ...]
    signals: tuple[Reading, ...]
    quiet: tuple[Reading, ...]
    silent: tuple[Reading, ...]
    shortfalls: tuple[Shortfall, ...]
    expected_false: float

    def only(self, may: Callable[[Reading], bool]) -> Overview:
        """The same page with those readings only that somebody may see."""
        signals, quiet = tuple(filter(may, self.signals)), tuple(filter(may, self.quiet))
        return replace(
            self,
            readings=tuple(filter(may, self.readings)),
            signals=signals,
            quiet=quiet,
            silent=tuple(filter(may, self.silent)),
            shortfalls=tuple(each for each in self.shortfalls if may(each.reading)),
            expected_false=expected_false_signals([reading.chart for reading in signals + quiet]),
        )


def overview(figures: Figures, area: Area) -> Overview:
    """Read every measure in the area and, for a force, in each of its districts."""
    readings = tuple(_read(figures, area))
    month = max((r.chart.latest.period for r in readings if r.chart.latest), default=None)
    claiming = [r for r in readings if r.chart.variation != "no_claim" and _is_current(r, readings)]
    signals = sorted((r for r in claiming if r.chart.variation != "common"), key=_order)
    return Overview(
        area=area,
        month=month,
        readings=readings,
        signals=tuple(signals),
        quiet=tuple(r for r in claiming if r.chart.variation == "common"),
        silent=tuple(r for r in readings if r not in claiming),
        shortfalls=tuple(_shortfalls(figures, readings)),
        expected_false=expected_false_signals([r.chart for r in claiming]),
    )


def _read(figures: Figures, area: Area) -> Iterator[Reading]:
    inside = [child for child in figures.areas.children(area) if child.level == "district"]
    force = figures.owner(area)
    for measure in _once_each(figures.measures):
        found = [figures.series(measure, area)]
        found += list(figures.series_of_areas(measure, inside, force).values()) if inside else []
        # A rate beside its own count would say the same twice; an area without records says nothing.
        yield from (Reading(one, figures.chart(one)) for one in found if _says_something(one, measure))


def _once_each(measures: Sequence[Measure]) -> Iterator[Measure]:
    """The measures without the rates whose own count is there too: a finding told twice is not two findings."""
    counts = {(m.table, m.numerator) for m in measures if not m.denominator}
    yield from (m for m in measures if not (m.over_population and (m.table, m.numerator) in counts))


def _is_current(reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether a chart's latest settled month is the latest of its measure: an area that stopped has no news."""
    latest = [r.chart.latest.period for r in readings if r.measure.id == reading.measure.id and r.chart.latest]
    return reading.chart.latest is not None and reading.chart.latest.period == max(latest)


def _says_something(series: Series, measure: Measure) -> bool:
    counted = any(o.numerator or o.denominator for o in series.observations)
    return counted and (series.measure.denominator == measure.denominator)


_RANK = {"concern": 0, "neutral_high": 1, "neutral_low": 1, "improvement": 2}
_RULES = ("outside", "seven_months", "no_events", "trend", "two_in_three", "run")


def _order(reading: Reading) -> tuple[int, int, int, str, str]:
    """Concern first, then the strongest rule; the widest area before its parts."""
    latest = reading.chart.latest
    rule = latest.rule if latest and latest.rule else "run"
    levels = ("force", "district", "neighbourhood", "lsoa")
    return (
        _RANK.get(reading.chart.variation, 3),
        levels.index(reading.area.level),
        _RULES.index(rule),
        reading.measure.name,
        reading.area.name,
    )


def _shortfalls(figures: Figures, readings: Sequence[Reading]) -> Iterator[Shortfall]:
    for reading in readings:
        standard = figures.standard(reading.series)
        latest = reading.chart.latest
        within = latest.interval if latest else None
        if standard and within and not (standard.met_by(within.low) or standard.met_by(within.high)):
            yield Shortfall(reading, standard)
