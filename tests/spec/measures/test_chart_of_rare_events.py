"""Chart of rare events

With a handful of events a year the four rules mistake luck for change: at 0.3 events a month they mark the latest month
of one chart in four although nothing happened. This chart asks an exact question instead: if these events had fallen
on the months by chance alone, how often would a month hold so many, or seven months together so many or so few, or so
long pass without any?
"""

from __future__ import annotations

import pytest
from tests.spec.measures.monthly import marked, months
from tests.spec.tables import column, rows

from forcesight.measures.chart_choice import control_chart
from forcesight.measures.rare_events import ordinary_range, rare_chart


def test_ordinary_range_of_a_month() -> None:
    """So many events in 24 months: a month holds more than the highest at most once in 200 by chance."""
    table = rows("""
        events_in_24_months | lowest | highest
                          1 |      0 |       1
                          8 |      0 |       2
                         24 |      0 |       4
                         72 |      0 |       8
                        144 |      1 |      13
    """)
    for row in table:
        found = ordinary_range(row["events_in_24_months"], 1 / 24, 1 / 200)
        assert found == (row["lowest"], row["highest"])


def test_one_month_of_many() -> None:
    """Four robberies in a month, where eight others are spread over two years, are more than luck; three are not."""
    four = control_chart(months("2024-01", "0 0 1 0 0 1 0 1 0 0 0 1 0 1 0 0 1 0 0 1 0 1 0 4"))
    assert four.kind == "rare"
    assert marked(four) == [("2025-12", "outside", "high")]
    three = control_chart(months("2024-01", "0 0 1 0 0 1 0 1 0 0 0 1 0 1 0 0 1 0 0 1 0 1 0 3"))
    assert marked(three) == []


def test_a_month_without_events_is_no_news() -> None:
    """Nine months of none lie below the mean and would be a run by the four rules. At this level they are ordinary."""
    chart = control_chart(months("2024-01", "0 1 0 0 1 0 0 0 2 0 0 1 0 0 1 0 0 0 0 0 0 0 0 0"))
    assert marked(chart) == []
    assert chart.variation == "common"


def test_none_for_long() -> None:
    """Two a month for 18 months, then none: after the second month without any, chance would hardly leave more."""
    chart = control_chart(months("2024-01", "2 1 3 2 1 2 4 2 1 2 3 2 1 2 2 3 1 2 0 0 0 0"), direction="decrease")
    assert marked(chart)[-1] == ("2025-10", "no_events", "low")
    assert chart.variation == "improvement"


def test_seven_months_together() -> None:
    """No month stands out, but the last seven hold 16 of 23 events: an increase that only shows together."""
    chart = control_chart(months("2024-01", "0 1 0 0 1 0 1 0 0 1 0 0 1 0 1 0 1 2 3 2 2 3 2 2"))
    assert marked(chart)[-1] == ("2025-12", "seven_months", "high")


def test_one_shock_is_told_once() -> None:
    """The months after a month outside its limits are not marked for having it among the last seven."""
    chart = control_chart(months("2024-01", "0 1 0 0 1 0 1 0 0 1 0 0 1 0 6 0 1 0 0 1 0 0 1 0"))
    assert marked(chart) == [("2025-03", "outside", "high")]


def test_clusters_widen_the_limits() -> None:
    """Where the other months come in bursts too, a burst of four is ordinary; on a quiet series it is not."""
    bursts = rare_chart(column("0 0 4 0 0 0 3 0 0 0 0 5 0 0 0 4 0 0 0 0 3 0 0 4"), [30] * 24)
    quiet = rare_chart(column("1 0 1 1 0 1 0 1 1 1 0 1 0 1 1 0 1 0 1 1 0 1 1 5"), [30] * 24)
    assert bursts.signals[-1] is None
    assert (quiet.signals[-1].rule, quiet.signals[-1].side) == ("outside", "high")


def test_no_rule_looks_across_a_month_not_known() -> None:
    """Months without events on both sides of a gap are not added up."""
    counts = "2 1 3 2 1 2 4 2 1 2 3 2 1 2 2 3 1 2 0 - 0"
    assert marked(control_chart(months("2024-01", counts))) == []
    joined = control_chart(months("2024-01", counts.replace("-", "0")))
    assert marked(joined)[-1][1] == "no_events"


def test_a_percentage_with_few_exceptions() -> None:
    """19 or 20 of 20 met the standard each month; 14 did not happen by luck. The exceptions are the rare events."""
    met, of = "20 20 19 20 20 20 19 20 20 20 20 19 20 20 20 14", " ".join(["20"] * 16)
    chart = control_chart(months("2024-01", met, of), kind="proportion", per=100, direction="increase")
    assert chart.kind == "rare"
    assert marked(chart) == [("2025-04", "outside", "low")]
    assert chart.variation == "concern"
    assert chart.latest.upper == 100
    assert chart.points[0].centre == pytest.approx(100 * (1 - 9 / 320))


def test_months_count_by_their_days() -> None:
    """Of 365 events in a year February expects 28."""
    year = control_chart(months("2023-01", "0 1 0 0 1 0 0 1 0 0 0 1"), minimum_mean=5)
    assert year.points[1].centre == pytest.approx(4 * 28 / 365)
