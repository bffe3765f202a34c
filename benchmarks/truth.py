"""What the figures of a synthetic force make of the truth that it was drawn from.

A force of one seed is made in a folder, with its truth beside it. Each measure over its own records is asked for, and
its intervals are held against what it would come to had it no chance in it: month by month, over all settled months
together, and by district where the truth says so.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose, sqrt
from pathlib import Path
from typing import Any

from forcesight.catalogue import Measure
from forcesight.measures.areas import Area
from forcesight.measures.estimate import interval_of
from forcesight.measures.figures import Figures, Series
from forcesight.measures.held import is_published
from forcesight.measures.interval import Interval, normal_quantile
from forcesight.measures.months import month_text
from forcesight.measures.series import Observation
from forcesight.operations import Platform
from forcesight.operations.synthesis import add_records, bank_holidays
from forcesight.store import Home, open_session
from forcesight.synthetic.force.generate import Wish, make_world
from forcesight.synthetic.names import OWN


FORCE, DISTRICT, MONTH = "the whole force", "a district", "one month"


@dataclass(frozen=True, slots=True)
class Recovered:
    """One interval and the value that it should cover; `of` says what it is of.

    `textbook` is the width of the normal interval that a textbook gives for the same sums; 0 where it claims certainty.
    """

    measure: str
    of: str
    interval: Interval
    truth: float
    textbook: float

    @property
    def covers(self) -> bool:
        """Whether the truth lies inside."""
        return self.interval.low <= self.truth <= self.interval.high

    @property
    def width(self) -> float:
        """How many times as wide as the textbook's; 0 where that has no width."""
        return (self.interval.high - self.interval.low) / self.textbook if self.textbook else 0.0


@dataclass(frozen=True, slots=True)
class Recovery:
    """All intervals of one force; the measures whose full counts differ from the records; those left out."""

    intervals: tuple[Recovered, ...]
    miscounted: tuple[str, ...]
    clustered: tuple[str, ...]


def recover(seed: int, *, scale: float, years: int) -> Recovery:
    """Make the force of a seed, and hold its figures against its truth."""
    with tempfile.TemporaryDirectory() as folder:
        platform = Platform(Home.create(Path(folder) / "home", OWN.slug))
        world = make_world(Wish(years, seed, scale), bank_holidays(platform))
        add_records(platform.home, world, builders=platform.builders)
        told = json.loads((platform.home.path / "truth" / "measures.json").read_text())["measures"]
        session = open_session(platform.home.path)
        try:
            return _recovery(Figures(session, platform.catalogue, force=OWN.slug), told)
        finally:
            session.close()


def _recovery(figures: Figures, told: Mapping[str, Any]) -> Recovery:
    own = [measure for measure in figures.measures if not is_published(measure.table)]
    # Where rows come in spells and the catalogue does not say so, no interval can be right.
    clustered = tuple(each.id for each in own if told[each.id].get("clustered") and not each.clustered)
    force = figures.areas.get("force", figures.force)
    intervals: list[Recovered] = []
    for measure in own:
        if measure.id not in clustered:
            intervals += _of_area(figures, measure, force, told[measure.id])
    return Recovery(tuple(intervals), tuple(m.id for m in own if not _is_exact(figures, m, force)), clustered)


def _of_area(figures: Figures, measure: Measure, area: Area, told: Mapping[str, Any]) -> Iterator[Recovered]:
    settled = _settled(figures.series(measure, area))
    yield from _held_against(measure, DISTRICT if area.level == "district" else FORCE, settled, told)
    if area.level == "force":
        for each in settled:
            yield from _held_against(measure, MONTH, [each], told)
        for code, district in told.get("districts", {}).items():
            yield from _of_area(figures, measure, Area("district", code, code), district)


def _held_against(
    measure: Measure, of: str, months: Sequence[Observation], told: Mapping[str, Any]
) -> Iterator[Recovered]:
    interval = interval_of(measure.kind, measure.per, months)
    if interval is not None:
        truth = _truth(measure, told, [each.period for each in months])
        yield Recovered(measure.id, of, interval, truth, _textbook(measure, months))


def _truth(measure: Measure, told: Mapping[str, Any], months: Sequence[date]) -> float:
    """What the measure would come to in these months together."""
    by_month = told.get("per_month")
    if by_month is None:
        return float(measure.per * told["value"])
    chosen = [by_month[month_text(month)] for month in months]
    numerator = sum(each["numerator"] for each in chosen)
    if not measure.denominator:
        return float(numerator)
    return float(measure.per * numerator / sum(each["denominator"] for each in chosen))


def _textbook(measure: Measure, months: Sequence[Observation]) -> float:
    """Normal intervals: a count ± 1.96 √count, a share ± 1.96 √(p(1-p)/n), a mean ± 1.96 s/√n, a sum ± 1.96 √Σw²."""
    numerator = sum(each.numerator or 0.0 for each in months)
    n = sum(each.denominator or 0.0 for each in months)
    squares = sum(each.variance or 0.0 for each in months)
    if measure.kind == "proportion":
        error = sqrt(numerator / n * (1 - numerator / n) / n)
    elif measure.kind == "mean":
        error = sqrt(max(squares / n - (numerator / n) ** 2, 0.0) / n)
    else:
        error = sqrt(squares if measure.kind == "weighted" else numerator)
    return 2 * normal_quantile(0.95) * measure.per * error


def _settled(series: Series) -> list[Observation]:
    return [each for each in series.observations if each.status == "ok"]


def _is_exact(figures: Figures, measure: Measure, force: Area) -> bool:
    """Whether the figures of all months are those of the records, asked one by one."""
    series = figures.series(measure, force)
    numerator, denominator = figures.session.one(
        f"SELECT sum({measure.numerator}), sum({measure.denominator or 'NULL'}) FROM {measure.table}"
    )
    counted = sum(each.numerator or 0 for each in series.observations)
    divided = sum(each.denominator or 0 for each in series.observations)
    return isclose(counted, numerator or 0, rel_tol=1e-12) and divided == (denominator or 0)
