"""How a control chart is drawn

The drawing claims no more than the figures do. A month without data is a gap, hatched, never a zero and never bridged
by the line. A month that is still filling is shaded, hollow and not joined to the others. What a point means is told
by shape and words as well as colour. Trial limits are dotted and say that they are. The table beside the chart holds
every figure that is drawn.
"""

from __future__ import annotations

from datetime import date

from tests.spec.tables import column, rows

from forcesight.charts import Picture, SpcChart, SpcPoint, SpcSegment, control_chart


def months(text: str, **more: object) -> tuple[SpcPoint, ...]:
    """Points from January 2024, one a word; `-` is a month without data."""
    values = enumerate(column(text), start=1)
    return tuple(SpcPoint(period=date(2024, number, 1), value=value, **more) for number, value in values)


def drawn(points: tuple[SpcPoint, ...], *segments: SpcSegment) -> Picture:
    """A chart of burglaries."""
    chart = SpcChart(id="burglary", title="Burglary", unit="crimes", points=points, segments=segments)
    return control_chart(chart)


def readings(picture: Picture) -> list[tuple[str, ...]]:
    """Period, value and status of each row of the table beside the chart."""
    keys = [each.key for each in picture.table.columns]
    wanted = [keys.index(key) for key in ("period", "value", "status")]
    return [tuple(row[place].text for place in wanted) for row in picture.table.cells]


def test_a_month_without_data_is_no_data_not_zero() -> None:
    """March was never received: the table says so, the drawing hatches it, and the line stops before and after."""
    picture = drawn(months("90 110 - 95"))
    assert readings(picture)[2] == ("Mar 2024", "no data", "no data")
    assert "No data: Mar 2024." in picture.description
    assert "<title>Mar 2024: no data</title>" in picture.svg


def test_a_month_that_was_left_out_is_found() -> None:
    """Only January and April were given; February and March are shown as missing."""
    points = tuple(
        SpcPoint(period=row["month"], value=row["crimes"])
        for row in rows("""
            month       crimes
            2024-01-01  90
            2024-04-01  95
        """)
    )
    assert [period for period, *_ in readings(drawn(points))] == ["Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024"]


def test_a_month_still_filling_is_not_the_latest_figure() -> None:
    """April is still receiving late records; the latest complete figure is March's."""
    filling = SpcPoint(period=date(2024, 4, 1), value=20, kind="no_claim", status="filling")
    picture = drawn((*months("90 110 95"), filling))
    assert "Latest complete figure, Mar 2024: 95 crimes (usual variation)." in picture.description
    assert "Still filling: Apr 2024." in picture.description


def test_a_special_cause_is_told_in_words() -> None:
    """The point's title gives the month, the figure, what it is and why."""
    points = months("130", kind="concern", note="outside the upper limit")
    assert "<title>Jan 2024: 130 crimes, concern: outside the upper limit</title>" in drawn(points).svg


def test_trial_limits_say_that_they_are() -> None:
    """Fewer than 13 points: limits are drawn, and called what they are."""
    limits = {"centre": 100, "lower": 70, "upper": 130}
    picture = drawn(months("90 110 95", **limits), SpcSegment(start=date(2024, 1, 1), trial=True))
    assert ">trial limits</text>" in picture.svg
    assert "Trial limits from Jan 2024: too few points for firm ones." in picture.description


def test_limits_set_again_give_the_month_and_the_reason() -> None:
    """New recording rules in March: the limits start afresh, and the chart says why."""
    again = SpcSegment(start=date(2024, 3, 1), rebased=True, reason="new recording rules")
    picture = drawn(months("90 110 60 65"), SpcSegment(start=date(2024, 1, 1)), again)
    assert ">limits set again Mar 2024</text>" in picture.svg
    assert "Limits set again from Mar 2024: new recording rules." in picture.description
