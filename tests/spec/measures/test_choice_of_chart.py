"""Which chart a measure deserves

One door for every page and file: it looks at the kind of figure, how many events there are in a month, whether the
measure has a season and how much of its history is known. Then it draws the chart, marks what stands out, and says why
this chart and what it does not claim.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.spec.measures.monthly import marked, months
from tests.spec.tables import rows

from forcesight.measures.chart_choice import control_chart


LEVEL = "52 48 50 53 47 51 49 50 52 48 51 49"


def test_the_kind_of_chart() -> None:
    """Twelve months of about 50 a month, repeated; the circumstances decide."""
    cases = rows("""
        kind       | years | seasonality | minimum_mean | chart
        count      |     2 |           0 |            5 | xmr
        count      |     2 |         0.2 |            5 | none
        count      |     3 |         0.2 |            5 | xmr_adjusted
        count      |     2 |           0 |           60 | rare
        weighted   |     2 |           0 |            5 | xmr
        weighted   |     2 |           0 |           60 | none
        proportion |     2 |           0 |            5 | p_prime
        rate       |     2 |           0 |            5 | u_prime
        rate       |     3 |         0.2 |            5 | xmr_adjusted
    """)
    for row in cases:
        series = months("2022-01", " ".join([LEVEL] * row["years"]), of="200 " * 12 * row["years"])
        chart = control_chart(
            series, kind=row["kind"], seasonality=row["seasonality"], minimum_mean=row["minimum_mean"]
        )
        assert chart.kind == row["chart"], row


def test_value_interval_and_limits_share_a_unit() -> None:
    """50 of 200 is 25 %, with its interval and limits in per cent."""
    chart = control_chart(months("2024-01", f"{LEVEL} 50", of="200 " * 13), kind="proportion", per=100)
    latest = chart.latest
    assert (latest.value, latest.charted, latest.numerator, latest.denominator) == (25, 25, 50, 200)
    assert (latest.interval.low, latest.interval.high) == pytest.approx((19.5, 31.4), abs=0.05)
    assert latest.lower < latest.near_lower < latest.centre < latest.near_upper < latest.upper
    assert chart.bounds == (0, 100)


def test_months_that_do_not_count_stay_on_the_chart() -> None:
    """A partial month and one still filling have a value but set no limits, are never marked, and break no news."""
    chart = control_chart(months("2024-01", f"{LEVEL} 51 20f 3p"), direction="decrease")
    clean = control_chart(months("2024-01", f"{LEVEL} 51"), direction="decrease")
    assert [point.status for point in chart.points[-3:]] == ["ok", "filling", "partial"]
    assert [point.value for point in chart.points[-3:]] == [51, 20, 3]
    assert [point.point_type for point in chart.points[-3:]] == ["common", "no_claim", "no_claim"]
    assert chart.latest == clean.latest
    assert chart.n == 13
    assert chart.reasons[1:3] == (
        "March 2025 is not complete, so it counts towards neither limits nor rules.",
        "February 2025 is still filling, so it counts towards neither limits nor rules.",
    )


def test_the_latest_months_still_fill() -> None:
    """`filling=2` keeps the two latest months out, as for outcomes that are still to come."""
    chart = control_chart(months("2024-01", f"{LEVEL} 51 20 3"), filling=2)
    assert chart.latest.period == date(2025, 1, 1)
    assert "February 2025 and March 2025 are still filling" in chart.reasons[1]


def test_absent_months_are_missing_never_zero() -> None:
    """Two months absent from the data stand on the chart as missing, and break a run of seven."""
    series = months("2024-01", f"{LEVEL} {LEVEL} 55 54 55 56 54 55 54")
    whole = control_chart(series)
    assert [rule for _, rule, _ in marked(whole)][-1] == "run"
    without = control_chart([each for each in series if each.period not in (date(2026, 3, 1), date(2025, 5, 1))])
    assert [point.status for point in without.points].count("missing") == 2
    assert without.points[26].value is None
    assert not [mark for mark in marked(without) if mark[1] == "run"]
    assert "2 months are not known. No rule looks across a gap." in without.reasons


def test_a_short_segment_claims_nothing() -> None:
    """Twelve months after a rebase: limits are drawn as a trial, and a month far outside them is not a signal."""
    chart = control_chart(
        months("2024-01", f"{LEVEL} 50 70 71 69 72 70 71 69 70 72 70 71 99"),
        rebases=[date(2025, 2, 1)],
        target=60,
        direction="decrease",
    )
    assert {point.trial for point in chart.points[13:]} == {True}
    assert (chart.variation, chart.assurance, chart.false_signal_rate) == ("no_claim", "trial", 0)
    assert chart.latest.upper is not None
    assert "The months from February 2025 are 12, fewer than the 13 that limits need: no signal is claimed." in (
        chart.reasons
    )


def test_a_rebase_sets_new_limits() -> None:
    """After a rebase the new level is ordinary; without it, it is a run above the mean."""
    series = months("2024-01", f"{LEVEL} 50 70 71 69 72 70 71 69 70 72 70 71 70 69")
    rebased = control_chart(series, rebases=[date(2025, 2, 1)])
    assert marked(rebased) == []
    assert [point.segment for point in rebased.points] == [0] * 13 + [1] * 13
    assert control_chart(series).variation == "neutral_high"


def test_target_and_direction() -> None:
    """Around 25 % with limits from 21 to 29: a target of 40 % will be missed, one of 25 % is hit or miss."""
    series = months("2024-01", f"{LEVEL} 50", of="200 " * 13)
    for target, expected in ((40, "fail"), (25, "hit_or_miss"), (15, "pass")):
        chart = control_chart(series, kind="proportion", per=100, target=target, direction="increase")
        assert chart.assurance == expected
    assert control_chart(series, kind="proportion", per=100, target=40).assurance == "no_target"


def test_nothing_to_divide_by() -> None:
    """A month without cases has no percentage: it is not 0 %, and it does not count."""
    sizes = "200 " * 12 + "0 200"
    chart = control_chart(months("2024-01", f"{LEVEL} 0 50", of=sizes), kind="proportion", per=100)
    assert chart.points[12].value is None
    assert chart.n == 13
    assert control_chart([]).reasons == ("No month is known. Nothing is claimed.",)


def test_a_month_given_twice_or_by_another_day() -> None:
    """The caller's mistakes are refused in a sentence."""
    with pytest.raises(ValueError, match="2024-01 comes twice"):
        control_chart(months("2024-01", "5") + months("2024-01", "6"))
    with pytest.raises(ValueError, match="Use 2024-01-01"):
        control_chart([type(each)(date(2024, 1, 15), 5) for each in months("2024-01", "5")])
