"""Areas compared: by rate where the residents of all are known, by count otherwise, never by both at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.web.northshire import make_home

from forcesight.catalogue import Margin, Measure
from forcesight.measures.areas import Area
from forcesight.measures.comparison import (
    Total,
    compare_areas,
    compare_children,
    compare_forces,
    difference,
)
from forcesight.measures.data_quality import data_quality
from forcesight.measures.estimate import interval_of
from forcesight.measures.figures import Figures
from forcesight.measures.interval import Interval
from forcesight.measures.months import span_of_months
from forcesight.measures.overview import overview
from forcesight.measures.residents import as_count, per_resident
from forcesight.measures.series import Observation
from forcesight.operations import Platform
from forcesight.store import open_session
from forcesight.store.writer import Writer


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Figures]:
    home = make_home(tmp_path_factory.mktemp("compared"))
    session = open_session(home.path)
    yield Figures(session, Platform(home).catalogue, force="northshire", on=date(2026, 11, 1))
    session.close()


def test_a_count_is_compared_as_the_rate_over_residents(figures: Figures) -> None:
    burglary = figures.catalogue.measure("burglary")
    found = compare_children(figures, burglary, figures.areas.get("force", "northshire"))
    assert found.measure.unit == "per 1,000 people a month" and len(found.months) == 12
    for total in found.totals:
        assert total.denominator == 12 * 6000 and total.value == pytest.approx(1000 * total.numerator / (12 * 6000))
    assert found.funnel is None  # two areas are no peers


def test_where_the_residents_of_one_are_unknown_all_are_counted(figures: Figures) -> None:
    burglary = figures.catalogue.measure("burglary")
    forces = [Area("force", slug, slug) for slug in ("northshire", "westshire")]
    found = compare_areas(figures, burglary, forces, None)
    assert found.measure.kind == "count" and all(total.denominator is None for total in found.totals)
    rated = compare_areas(figures, figures.catalogue.measure("recorded_crime_rate"), forces, None)
    assert rated.measure.unit == "count" and rated.measure.kind == "count"


def test_forces_are_compared_over_the_months_that_all_have(figures: Figures) -> None:
    found = compare_forces(figures, figures.catalogue.measure("recorded_crime"))
    assert [total.area.code for total in found.totals] == ["northshire", "southshire", "westshire"]
    assert found.group is not None and not found.left_out


def test_a_weighted_total_has_its_rate_and_its_count(figures: Figures) -> None:
    weighted = figures.catalogue.measure("severity_weighted_crime")
    rate = per_resident(weighted)
    assert (rate.kind, rate.unit) == ("weighted", "severity points per 1,000 people a month")
    assert as_count(rate).unit == weighted.unit and as_count(rate).kind == "weighted"
    share = figures.catalogue.measure("search_find_rate")
    assert per_resident(share) is share and as_count(share) is share


MARGIN = Margin(id="m", valid_from=date(2020, 1, 1), source="s", confidence="high", value=0.05, scale="relative")
POINTS = replace(MARGIN, value=2, scale="points")


def total(
    measure: Measure, numerator: float, denominator: float | None = None, interval: Interval | None = None
) -> Total:
    """A figure with the interval of its kind, unless another is given."""
    months = [Observation(date(2025, 1, 1), numerator, denominator)]
    known = interval or interval_of(measure.kind, measure.per, months)
    return Total(Area("force", "x", "X"), numerator, denominator, known and known.estimate, known, 12)


def test_differences_go_by_the_kind_of_measure(figures: Figures) -> None:
    burglary, crimes, found, severity = (figures.catalogue.measure(name) for name in KINDS)
    assert difference(burglary, total(burglary, 100), total(burglary, 200), MARGIN).word == "higher"
    rate = difference(crimes, total(crimes, 100, 10_000), total(crimes, 100, 20_000), MARGIN)
    assert (rate.before, rate.after, rate.word) == (10, 5, "lower")
    share = difference(found, total(found, 500, 1000), total(found, 505, 1000), POINTS)
    assert share.before == 50 and share.word == "cannot tell"
    one, other = (Interval(x, x - 10, x + 10, 50, "weighted") for x in (1000, 1005))
    weighted = difference(severity, total(severity, 1000, None, one), total(severity, 1005, None, other), MARGIN)
    assert weighted.word == "broadly unchanged" and weighted.margin == 50
    assert difference(severity, total(severity, 0), total(severity, 5), MARGIN) is None
    points = difference(severity, total(severity, 1, None, one), total(severity, 1, None, other), POINTS)
    assert points.margin == 2


KINDS = ("burglary", "recorded_crime_rate", "search_find_rate", "severity_weighted_crime")


def test_a_difference_from_nothing_is_none(figures: Figures) -> None:
    burglary, _, found, _ = (figures.catalogue.measure(name) for name in KINDS)
    assert difference(burglary, total(burglary, 0), total(burglary, 5), MARGIN) is None
    assert difference(found, total(found, 0, 0), total(found, 5, 10), POINTS) is None


def test_an_overview_of_those_charts_only_that_somebody_may_see(figures: Figures) -> None:
    whole = overview(figures, figures.areas.get("force", "northshire"))
    part = whole.only(lambda reading: reading.area.level == "force")
    assert 0 < len(part.readings) < len(whole.readings)
    assert {reading.area.level for reading in part.readings} == {"force"}
    assert 0 < part.expected_false < whole.expected_false
    assert len(part.signals) + len(part.quiet) + len(part.silent) == len(part.readings)


def test_a_home_without_areas_still_tells_its_data_quality(tmp_path: Path) -> None:
    from forcesight.store import Home

    home = Home.create(tmp_path / "bare", "northshire")
    with Writer.open(home) as writer:
        writer.publish("nothing", Platform(home).builders)
    session = open_session(home.path)
    found = data_quality(session)
    assert (found.files, found.findings, found.rejected, found.areas, found.kinds()) == ((), (), (), (), [])
    assert span_of_months([]) == []
    session.close()


def test_data_quality_sums_up(figures: Figures) -> None:
    found = data_quality(figures.session)
    assert found.kinds() == ["street", "stop-and-search"] and found.revised() == []
    assert set(found.held("street")) == {"northshire", "southshire", "westshire"}
    odd = {each.name: each for each in found.findings if each.force == "northshire"}
    assert odd["unknown_lsoa"].total == odd["outside_force"].total == 1
    assert odd["unknown_lsoa"].share == pytest.approx(100 / odd["unknown_lsoa"].rows)
