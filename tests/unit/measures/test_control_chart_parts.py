"""Corners of the control chart that no spec test needs: odd mixtures of kinds, gaps and exposures."""

from __future__ import annotations

from datetime import date
from math import inf

import pytest

from forcesight.measures.chart import Chart
from forcesight.measures.chart_choice import control_chart
from forcesight.measures.series import Observation
from forcesight.measures.words import chart_sentence


def series(values: list[float | None], size: float | None = None, **more: object) -> list[Observation]:
    return [
        Observation(date(2022 + index // 12, index % 12 + 1, 1), value, size, **more)
        for index, value in enumerate(values)
    ]


def chart(values: list[float | None], size: float | None = None, **how: object) -> Chart:
    return control_chart(series(values, size), **how)


RARE = [0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1]


def test_a_rare_rate_is_charted_by_people_and_days() -> None:
    found = chart([*RARE, 9], 2000, kind="rate", per=1000)
    assert found.kind == "rare"
    assert found.latest.rule == "outside"
    assert found.latest.value == 4.5
    assert found.latest.upper == pytest.approx(1000 * round(found.latest.upper * 2) / 2000)
    assert found.points[1].centre < found.points[0].centre  # February is shorter


def test_a_rate_without_people_has_no_value_and_no_interval() -> None:
    found = chart([5] * 14, None, kind="rate", per=1000)
    assert found.n == 0
    assert found.latest is None
    assert found.points[0].interval is None
    assert found.variation == "no_claim"
    assert found.signals == ()


def test_a_rare_month_without_people_is_left_out() -> None:
    rows = series([*RARE, 1], 2000)
    rows[3] = Observation(rows[3].period, 1, None)
    found = control_chart(rows, kind="rate")
    assert found.points[3].upper is None
    assert found.points[4].upper is not None


def test_a_rare_chart_needs_thirteen_months_too() -> None:
    found = chart([0, 1, 0, 0, 1, 0, 9])
    assert (found.kind, found.variation, found.latest.trial) == ("rare", "no_claim", True)


def test_weighted_months_carry_their_interval_when_its_parts_are_known() -> None:
    with_parts = control_chart(series([500.0] * 14, events=20.0, variance=12_500.0), kind="weighted")
    assert with_parts.kind == "xmr"
    assert with_parts.latest.interval.n == 20
    assert chart([500.0] * 14, kind="weighted").latest.interval is None
    few = control_chart(series([500.0] * 14, events=2.0, variance=125_000.0), kind="weighted")
    assert few.kind == "none"
    assert few.reasons[0].endswith("weighted events have no rule for rare events. Nothing is claimed.")


def test_scattered_months_claim_nothing() -> None:
    values: list[float | None] = [value for each in (50, 51, 49) * 5 for value in (each, None)]
    found = chart([*values, 50, 51])
    assert found.variation == "no_claim"
    assert found.reasons[-1].startswith("The months from January 2022 have too few neighbours known")


def test_only_scattered_months_have_no_limits() -> None:
    found = chart([value for each in (50, 51, 49) * 5 for value in (each, None)])
    assert found.latest.upper is None
    assert found.kind == "xmr"


def test_a_gap_in_a_percentage_without_neighbours() -> None:
    found = chart([value for each in (50, 51, 49) * 5 for value in (each, None)], 200, kind="proportion", per=100)
    assert found.latest.upper is None


def test_a_rebase_within_a_year_on_year_chart() -> None:
    found = chart([300 + index % 7 for index in range(30)], seasonality=True, rebases=[date(2022, 3, 1)])
    assert found.kind == "year_on_year"
    assert found.points[13].point_type == "no_claim"
    assert found.points[14].charted is not None


def test_fixed_limits_reach_the_chart() -> None:
    level = [50, 52, 48, 51, 49, 50, 52, 48, 51, 49, 50, 52]
    found = chart([*level, 60, 61, 62], fix_after=12)
    assert found.latest.centre == pytest.approx(sum(level) / 12)
    assert found.variation == "neutral_high"


def test_the_bounds_of_the_scale() -> None:
    assert chart([50] * 14).bounds == (0, inf)
    assert chart([50] * 14, 100, kind="proportion", per=100).bounds == (0, 100)
    assert chart([50 + i % 3 for i in range(30)], seasonality=True).bounds == (-100, inf)


def test_limits_are_told_within_the_bounds() -> None:
    found = chart(
        [95, 99, 90, 97, 99, 92, 98, 99, 91, 96, 99, 93, 98, 97], 100, kind="proportion", per=100, minimum_mean=1
    )
    assert found.latest.upper > 100
    assert "to 100%" in chart_sentence("Answered", found, unit="%")


def test_a_percentage_that_never_fails_any_more() -> None:
    met = [18, 17, 19, 18, 18, 17, 19, 18, 18, 19, 17, 18, 20, 20, 20]
    found = chart(met, 20, kind="proportion", per=100, direction="increase")
    assert (found.latest.rule, found.latest.side, found.variation) == ("no_events", "high", "improvement")
    assert chart_sentence("Answered", found, unit="%").endswith(
        "there has been no exception for 3 months. This is an improvement."
    )
