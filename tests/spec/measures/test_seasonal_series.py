"""Charts of seasonal series

Every summer brings more violence and anti-social behaviour; that is no signal. With three years of history the chart
shows the seasonally adjusted series, per month of average length. With two to three years it shows the change on the
same month a year before. With less, a season cannot be told from a change, and nothing is claimed.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.spec.measures.monthly import marked, months
from tests.spec.tables import column

from forcesight.measures.chart_choice import control_chart
from forcesight.measures.seasonality import choose_twin, per_cent_change, seasonal_fit, year_on_year


THREE_YEARS = """
    312 257 296 302 335 317 342 326 299 293 270 267
    275 268 285 262 339 331 338 340 315 304 267 272
    267 279 276 298 324 339 345 342 267 300 273 264"""


def periods(count: int) -> list[date]:
    return [date(2022 + index // 12, index % 12 + 1, 1) for index in range(count)]


def test_the_season_alone_is_no_signal() -> None:
    """Three years with a season of ±14 %: the four rules mark 19 months, the adjusted chart none."""
    plain = control_chart(months("2022-01", THREE_YEARS))
    adjusted = control_chart(months("2022-01", THREE_YEARS), seasonality=True)
    assert (plain.kind, adjusted.kind) == ("xmr", "xmr_adjusted")
    assert len(marked(plain)) == 19
    assert marked(adjusted) == []
    assert adjusted.scale == "seasonally adjusted, per month of average length"


def test_a_change_shows_through_the_season() -> None:
    """A December of 340 is ordinary for a summer, but a quarter above what December brings."""
    changed = THREE_YEARS[: THREE_YEARS.rindex("264")] + "340"
    chart = control_chart(months("2022-01", changed), seasonality=True, direction="decrease")
    assert marked(chart) == [("2024-12", "outside", "high")]
    assert chart.latest.value == 340
    assert chart.variation == "concern"


def test_month_effects() -> None:
    """July a fifth above the level and December a sixth below it are found exactly, whatever else the level does."""
    season = [1.0] * 6 + [1.2] + [1.0] * 4 + [1 / 1.2]
    rising = [100 * 1.01**month * season[month % 12] for month in range(36)]
    stepped = [level * factor for level in (100, 150, 120) for factor in season]
    for values, segments in ((rising, [0] * 36), (stepped, [0] * 12 + [1] * 12 + [2] * 12)):
        fit = seasonal_fit(values, periods(36), segments, by_day=False)
        assert fit.factors == pytest.approx(season)
        assert (fit.n, fit.left_out) == (36, 0)


def test_a_shock_does_not_become_a_season() -> None:
    """A riot in one July leaves July's effect as it was."""
    values = column(THREE_YEARS)
    calm = seasonal_fit(values, periods(36), [0] * 36, by_day=True)
    values[18] = 900
    shocked = seasonal_fit(values, periods(36), [0] * 36, by_day=True)
    assert shocked.left_out == 1
    assert shocked.factors[6] == pytest.approx(calm.factors[6], abs=0.03)


def test_no_season_found_none_taken_out() -> None:
    """Where chance alone explains the differences between months they are drawn to nothing."""
    level = column("100 103 98 101 97 102 99 104 96 100 101 99 " * 3)
    shuffled = [value for year in (level[:12], level[12:24][::-1], level[5:17]) for value in year]
    fit = seasonal_fit(shuffled, periods(36), [0] * 36, by_day=False)
    assert fit.factors == pytest.approx([1] * 12, abs=0.01)


def test_a_month_of_zero() -> None:
    """Zero has no logarithm; it is read as half the smallest month above zero and does not break the fit."""
    values = column(THREE_YEARS)
    values[3] = 0
    assert seasonal_fit(values, periods(36), [0] * 36, by_day=True).left_out == 1


def test_which_twin_for_how_much_history() -> None:
    """Three years (up to three months of them unknown), then thirteen pairs, then none."""
    values = column(THREE_YEARS)
    assert choose_twin(values, periods(36), [0] * 36) == "adjusted"
    assert choose_twin(values[:33], periods(33), [0] * 33) == "adjusted"
    assert choose_twin(values[:32], periods(32), [0] * 32) == "year_on_year"
    assert choose_twin(values[:25], periods(25), [0] * 25) == "year_on_year"
    assert choose_twin(values[:24], periods(24), [0] * 24) == "none"


def test_year_on_year() -> None:
    """330 against 300 a year before is 10 % more; no comparison across a rebase or with a month not known."""
    values = column("300 310 300 - 300 300 300 300 300 300 300 300 330 310 - 300")
    changes = year_on_year(values, periods(16), [0] * 16, by_day=False)
    assert changes[:12] == [None] * 12
    assert per_cent_change(changes[12]) == pytest.approx(10)
    assert (changes[13], changes[14], changes[15]) == (0, None, None)
    assert year_on_year(values, periods(16), [0] * 12 + [1] * 4, by_day=False) == [None] * 16


def test_year_on_year_chart() -> None:
    """Thirty months of the same series: the chart is in per cent, and the last month is an ordinary one."""
    chart = control_chart(months("2022-01", " ".join(THREE_YEARS.split()[:30])), seasonality=0.14)
    assert chart.kind == "year_on_year"
    assert chart.latest.charted == pytest.approx(100 * (339 / 331 - 1))
    assert chart.points[0].point_type == "no_claim"
    assert chart.variation == "common"


def test_too_little_history_claims_nothing() -> None:
    """Twenty months of a seasonal measure: figures and intervals, but no limits and no signal, and the reason."""
    chart = control_chart(months("2022-01", " ".join(THREE_YEARS.split()[:20])), seasonality=True, target=300)
    assert (chart.kind, chart.variation, chart.assurance) == ("none", "no_claim", "no_target")
    assert chart.latest.interval is not None
    assert chart.latest.upper is None
    (reason,) = chart.reasons
    assert reason.startswith("This measure follows the seasons and only 20 months are known, too few to tell")


def test_a_season_too_faint_to_matter() -> None:
    """±12 % of nine offences is lost in what chance alone does to a month, so the plain chart serves."""
    nine = "9 11 6 8 12 10 9 7 11 8 9 10 12 6 9 8 10 11 7 9"
    assert control_chart(months("2024-01", nine), seasonality=0.12).kind == "xmr"
    assert control_chart(months("2024-01", nine), seasonality=0.5).kind == "none"
