"""The control chart's drawing, table and description."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.charts.drawn import chart, drawings, found, hatched, month, points, titles, tree, words

from forcesight.charts import STYLES, SpcChart, SpcPoint, SpcSegment, control_chart
from forcesight.charts.palette import SIGNS
from forcesight.charts.sheet import WIDE


LIMITS = {"centre": 100.0, "lower": 80.0, "upper": 120.0}


def coordinates(path: str) -> list[tuple[float, float]]:
    """The absolute points of a path of M and L steps."""
    return [tuple(map(float, pair.split())) for part in path.split("M")[1:] for pair in part.split("L")]  # type: ignore[misc]


def test_a_picture_has_a_wide_and_a_narrow_drawing_of_the_same_chart() -> None:
    wide, narrow = drawings(control_chart(chart(points([90, 110, 95], **LIMITS))))
    assert [wide.get("class"), narrow.get("class")] == ["fs-chart fs-chart--wide", "fs-chart fs-chart--narrow"]
    assert float(wide.get("width", 0)) > 2 * float(narrow.get("width", 0))
    assert all(name in STYLES for name in ("fs-chart--wide", "fs-chart--narrow"))


def test_both_drawings_have_a_name_a_description_and_ids_of_their_own() -> None:
    picture = control_chart(chart(points([90, 110, 95])))
    for drawing in drawings(picture):
        named = {each.get("id"): each.text for each in drawing.iter() if each.get("id")}
        assert named[drawing.get("aria-labelledby")] == "Burglary is as usual"
        assert named[drawing.get("aria-describedby")] == picture.description
        assert drawing.get("role") == "img"
    ids = [each.get("id") for each in tree(picture.svg).iter() if each.get("id")]
    assert len(ids) == len(set(ids))


def test_the_line_joins_neighbours_and_breaks_at_a_month_without_value() -> None:
    drawing = drawings(control_chart(chart(points([90, 110, None, 95, 105]))))[0]
    line = next(each.get("d", "") for each in found(drawing, "path") if each.get("stroke-linejoin"))
    assert line.count("M") == 2
    assert [len(part.split("L")) for part in line.split("M")[1:]] == [2, 2]


def test_a_month_left_out_is_a_gap_of_its_own_width() -> None:
    given = (*points([90, 110]), SpcPoint(period=month(3), value=95.0))
    drawing = drawings(control_chart(chart(given)))[0]
    band = hatched(drawing)[-1]
    places = [
        place[0]
        for each in found(drawing, "path")
        if each.get("stroke-linejoin")
        for place in coordinates(each.get("d", ""))
    ]
    slot = places[1] - places[0]
    assert float(band.get("width", 0)) == pytest.approx(slot, abs=0.2)
    assert places[2] - places[1] == pytest.approx(2 * slot, abs=0.2)


def test_a_wide_gap_is_named_inside_and_a_narrow_one_in_the_key() -> None:
    wide = words(drawings(control_chart(chart(points([90, None, None, 95]))))[0])
    assert wide.count("no data") == 1
    many = control_chart(chart(points([90.0, None] * 15 + [90.0])))
    assert "No data" in words(drawings(many)[1])
    assert "no data" not in words(drawings(many)[1])


def test_a_gap_of_years_is_drawn_narrower_and_says_how_long_it_is() -> None:
    given = (
        *points([90, 110, 95]),
        *(replace(each, period=date(2029, each.period.month, 1)) for each in points([80, 85])),
    )
    picture = control_chart(chart(given))
    assert "81 months without data" in words(drawings(picture)[0])
    assert "No data: Apr 2022 to Dec 2028." in picture.description
    assert [row[0].text for row in picture.table.cells] == [
        "Jan 2022", "Feb 2022", "Mar 2022", "Apr 2022 to Dec 2028", "Jan 2029", "Feb 2029",
    ]  # fmt: skip


@pytest.mark.parametrize(("status", "said"), [("filling", "still filling"), ("partial", "part month")])
def test_unsettled_months_are_shaded_named_and_not_joined(status: str, said: str) -> None:
    given = (*points([90, 110]), SpcPoint(period=month(2), value=20.0, status=status, kind="no_claim"))
    picture = control_chart(chart(given))
    wide = drawings(picture)[0]
    assert said in words(wide)
    line = next(each.get("d", "") for each in found(wide, "path") if each.get("stroke-linejoin"))
    assert len(coordinates(line)) == 2
    assert any("not tested" in title for title in titles(wide))


def test_every_kind_has_its_shape_colour_and_words() -> None:
    given = tuple(SpcPoint(period=month(index), value=10.0 + index, kind=kind) for index, kind in enumerate(SIGNS))
    wide = drawings(control_chart(chart(given)))[0]
    for sign in SIGNS.values():
        assert sign.words in words(wide)
        look = ("stroke" if sign.hollow else "fill", sign.colour)
        assert any(each.get(look[0]) == look[1] for each in found(wide, "g"))


def test_the_key_names_only_what_is_there() -> None:
    wide = drawings(control_chart(chart(points([90, 110, 95]))))[0]
    shown = words(wide)
    assert "Usual variation" in shown
    assert not {"Improvement", "Concern", "No data", "Near limit"} & set(shown)


def test_points_carry_titles_that_say_month_value_and_reading() -> None:
    given = points([90, 130], note="outside the upper limit", kind="concern")
    wide, narrow = drawings(control_chart(chart(given)))
    assert "Feb 2022: 130 crimes, concern: outside the upper limit" in titles(wide)
    assert len(titles(narrow)) == 1


def test_lines_are_labelled_at_their_ends_with_their_values() -> None:
    wide, narrow = drawings(control_chart(chart(points([90, 110], **LIMITS), target=60.0, target_label="Ambition")))
    assert {"Upper limit 120", "Mean 100", "Lower limit 80", "Ambition 60"} <= set(words(wide))
    assert {"Upper", "120", "Mean", "Ambition"} <= set(words(narrow))


def test_labels_of_lines_close_together_do_not_touch() -> None:
    close = {"centre": 100.0, "lower": 99.0, "upper": 101.0}
    wide = drawings(control_chart(chart(points([100, 100], **close))))[0]
    heights = sorted(float(each.get("y", 0)) for each in found(wide, "text") if "limit" in "".join(each.itertext()))
    mean = next(float(each.get("y", 0)) for each in found(wide, "text") if (each.text or "").startswith("Mean"))
    assert heights[0] + 19 <= mean <= heights[1] - 19


def test_limits_step_where_they_change_and_break_where_there_are_none() -> None:
    given = (
        *points([100, 100, 100], **LIMITS),
        SpcPoint(period=month(3), value=100.0),
        *(SpcPoint(period=month(index), value=100.0, upper=upper) for index, upper in ((4, 130.0), (5, 140.0))),
    )
    wide = drawings(control_chart(chart(given)))[0]
    dashed = [each.get("d", "") for each in found(wide, "path") if each.get("stroke-dasharray") == "7 4"]
    upper = next(path for path in dashed if "V" in path)
    assert (upper.count("M"), upper.count("V")) == (2, 1)


def test_trial_limits_are_dotted_and_say_so() -> None:
    trial = SpcSegment(start=month(0), trial=True)
    picture = control_chart(chart(points([90, 110, 95], **LIMITS), trial))
    wide = drawings(picture)[0]
    assert "trial limits" in words(wide)
    assert not [each for each in found(wide, "path") if each.get("stroke-dasharray") == "7 4"]
    assert "Trial limits from Jan 2022: too few points for firm ones." in picture.description


def test_a_trial_segment_without_limits_claims_none() -> None:
    wide = drawings(control_chart(chart(points([90, 110]), SpcSegment(start=month(0), trial=True))))[0]
    assert "trial limits" not in words(wide)


def test_limits_set_again_are_marked_with_the_month_and_the_reason() -> None:
    again = SpcSegment(start=month(2), rebased=True, reason="new recording rules")
    given = chart(points([90, 110, 60, 65], **LIMITS), SpcSegment(start=month(0)), again)
    picture = control_chart(given)
    assert "limits set again Mar 2022" in words(drawings(picture)[0])
    assert "Limits set again from Mar 2022: new recording rules." in picture.description
    without = chart(points([90, 110, 60]), SpcSegment(start=month(0)), SpcSegment(start=month(1), rebased=True))
    assert "Limits set again from Feb 2022." in control_chart(without).description


def test_a_segment_without_points_draws_nothing_and_earlier_points_join_the_first() -> None:
    late = (SpcSegment(start=month(1), trial=True), SpcSegment(start=month(30), rebased=True))
    wide = drawings(control_chart(chart(points([90, 110], **LIMITS), *late)))[0]
    assert "trial limits" in words(wide)
    assert not [each for each in words(wide) if "set again" in each]


def test_counts_start_at_zero_and_a_cut_axis_says_so() -> None:
    given = points([100, 102], centre=101.0)
    whole = words(drawings(control_chart(chart(given)))[0])
    assert "0" in whole
    assert "Crimes a month" in whole
    cut = words(drawings(control_chart(chart(given, from_zero=False)))[0])
    assert "Crimes a month, axis starts at 100.0" in cut


def test_a_chart_with_negative_values_draws_zero_darker() -> None:
    wide = drawings(control_chart(chart(points([-10, 12]), unit="%", value_label="Change on a year before")))[0]
    assert "−10%" in words(wide)
    assert "Change on a year before (%)" in words(wide)


def test_events_stand_side_by_side_whatever_their_dates() -> None:
    days = (date(2024, 1, 3), date(2024, 1, 9), date(2024, 7, 1))
    given = tuple(SpcPoint(period=day, value=float(index + 5)) for index, day in enumerate(days))
    picture = control_chart(chart(given, step="event", unit="days"))
    assert [row[0].text for row in picture.table.cells] == ["3 Jan 2024", "9 Jan 2024", "1 Jul 2024"]
    assert picture.table.columns[0].label == "Event"
    assert picture.description.startswith("Control chart of 3 events, 3 Jan 2024 to 1 Jul 2024.")
    assert not hatched(drawings(picture)[0])


def test_parts_of_other_periods_are_named_without_the_month() -> None:
    given = (
        SpcPoint(period=date(2022, 1, 1), value=5.0),
        SpcPoint(period=date(2023, 1, 1), value=1.0, status="partial", kind="no_claim"),
    )
    assert "part" in words(drawings(control_chart(chart(given, step="year")))[0])


def test_the_table_has_every_month_and_every_figure() -> None:
    given = (
        *points([90.0, None], numerator=9, denominator=10, published=91.0, low=72.5, high=98.6, **LIMITS),
        SpcPoint(period=month(3), value=20.0, status="filling", kind="no_claim", note="loaded 3 May"),
    )
    table = control_chart(chart(given, numerator_label="Solved", denominator_label="Crimes")).table
    assert [column.label for column in table.columns] == [
        "Month", "Crimes a month", "As recorded", "95% interval: low", "95% interval: high", "Solved", "Crimes",
        "Mean", "Lower limit", "Upper limit", "Reading", "Status", "Note",
    ]  # fmt: skip
    unknown = ["no data"] * 5
    assert [[cell.text for cell in row] for row in table.cells] == [
        ["Jan 2022", "90", "91", "72", "99", "9", "10", "100", "80", "120", "Usual variation", "complete", ""],
        ["Feb 2022", "no data", "91", "72", "99", "9", "10", "100", "80", "120", "", "no data", ""],
        ["Mar 2022", "no data", *unknown, "none", "none", "none", "", "no data", ""],
        ["Apr 2022", "20", *unknown, "none", "none", "none", "Not tested", "still filling", "loaded 3 May"],
    ]  # fmt: skip


def test_the_description_says_what_the_drawing_shows() -> None:
    given = (
        *points([90, 110], near_lower=86.0, near_upper=114.0, **LIMITS),
        SpcPoint(period=month(2), value=130.0, kind="concern", note="outside the upper limit", **LIMITS),
        SpcPoint(period=month(3), value=40.0, kind="no_claim", status="filling"),
        SpcPoint(period=month(4), value=10.0, kind="no_claim", status="partial"),
    )
    assert control_chart(chart(given, target=95.0)).description == (
        "Control chart of 5 months, Jan 2022 to May 2022. "
        "Latest complete figure, Mar 2022: 130 crimes (concern: outside the upper limit). "
        "Mean 100, limits 80 to 120, target 95. Special causes: 1 month concern. "
        "Still filling: Apr 2022. Part of the period only: May 2022."
    )


def test_a_chart_without_lines_or_settled_points_says_no_more_than_it_knows() -> None:
    given = points([40.0], status="filling", kind="no_claim")
    assert control_chart(chart(given)).description == (
        "Control chart of 1 month, Jan 2022 to Jan 2022. No special causes marked. Still filling: Jan 2022."
    ).replace("Jan 2022 to Jan 2022", "Jan 2022")


def test_one_sided_limits_are_not_called_a_range() -> None:
    given = points([4.0, 6.0], centre=5.0, upper=9.0)
    assert "Mean 5." in control_chart(chart(given)).description


def test_a_standalone_drawing_carries_title_source_and_marking() -> None:
    given = chart(
        points([90, 110]),
        subtitle="Northshire, 2022",
        source="data.police.uk, snapshot 3",
        marking="OFFICIAL-SENSITIVE",
    )
    picture = control_chart(given, standalone=True)
    (drawing,) = drawings(picture)
    shown = words(drawing)
    assert shown.count("OFFICIAL-SENSITIVE") == 2
    assert {"Burglary is as usual", "Northshire, 2022", "Source: data.police.uk, snapshot 3"} <= set(shown)
    assert float(drawing.get("width", 0)) > WIDE
    assert picture.css_needed is None


def test_a_standalone_drawing_without_source_says_none() -> None:
    picture = control_chart(chart(points([90, 110])), standalone=True)
    assert not [line for line in words(drawings(picture)[0]) if line.startswith("Source")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "1 burglary"}, "id must start with a letter"),
        ({"points": ()}, "has no points"),
        ({"step": "fortnight"}, "step is one of"),
        ({"points": tuple(reversed(points([1, 2])))}, "in order of time"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused_when_made(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        chart(points([1, 2]), **change) if "points" not in change else SpcChart(id="a", title="t", **change)  # type: ignore[arg-type]


def test_points_of_unknown_kind_or_status_are_refused() -> None:
    with pytest.raises(ValueError, match="kind is one of"):
        SpcPoint(period=month(0), value=1.0, kind="good")
    with pytest.raises(ValueError, match="status is one of"):
        SpcPoint(period=month(0), value=1.0, status="late")


def test_a_chart_with_no_known_value_is_all_gap() -> None:
    picture = control_chart(chart(points([None, None])))
    assert "No data: Jan 2022 to Feb 2022." in picture.description
    assert float(hatched(drawings(picture)[0])[-1].get("width", 0)) > 400
