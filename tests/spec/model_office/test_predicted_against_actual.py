"""Predicted against actual

An experiment that was acted on keeps its prediction. When the months come, each output is compared with the measure
that tells of the same thing: does the actual figure lie inside the range in which the model expected it, above it or
below it? The same is asked of the range without the change, since a figure inside both shows nothing of
what the change did. Where no month is settled, or too few runs were made, we cannot tell.

Assumptions: single runs are nearly normal, and weeks nearly independent; the range holds for the demand assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from tests.spec.measures.own_records import figures
from tests.spec.model_office.own_calls import calls as own_calls
from tests.spec.tables import column, rows

from forcesight.catalogue import Catalogue
from forcesight.measures.areas import Area
from forcesight.measures.figures import Series
from forcesight.measures.series import Observation, Status
from forcesight.model_office.office.description import Measured
from forcesight.model_office.predicted import (
    Compared,
    Predicted,
    Prediction,
    cautions,
    compare_with_actual,
    compared,
    compared_sentence,
    faults_of_measures,
    first_whole_month,
    predicted,
    range_for_span,
)
from forcesight.model_office.results.output import Output


CATALOGUE = Catalogue.load()
ON = date(2026, 1, 1)
IN_TIME = Output("desk.call.within", "Desk, 999 calls: answered within 10 seconds", "%", "higher", "desk", "contact")
CALLS = Output("desk.call.came", "Desk, 999 calls: jobs that came", "jobs a week", "neutral", "desk", "contact")
WAIT = Output("response.visit.response_mean", "Response: mean response", "minutes", "lower", "response", "response")
# Ten runs each: with two more call handlers, and without.
WITH = column("90.4 91.6 90.9 91.1 91.5 90.2 91.3 90.8 91.0 91.2")
WITHOUT = column("84.6 86.0 85.1 85.3 85.8 84.2 85.6 84.9 85.2 85.3")
ANSWERED = predicted(IN_TIME, WITHOUT, WITH, "answered_999_in_10s")


def prediction(*outputs: Predicted) -> Prediction:
    """Two more call handlers from March 2025 on, predicted for March to May. Each run counts four weeks."""
    return Prediction(
        id="p1",
        office="county",
        experiment="two-more-handlers",
        option="two more",
        author="A. Planner",
        reason="The standard is missed",
        made_at=datetime(2025, 2, 20, tzinfo=UTC),
        acted_on=date(2025, 3, 1),
        first_month=date(2025, 3, 1),
        last_month=date(2025, 5, 1),
        area_level="force",
        area_code="fairshire",
        weeks=4,
        fingerprint="f",
        version="0.1.0",
        outputs=outputs,
    )


def beside(
    output: Predicted, *months: tuple[float | None, float | None], status: Sequence[Status] = (), variance: float = 0
) -> Compared:
    """An output beside numerators and denominators of months from February 2025 on, settled unless told otherwise."""
    measure = CATALOGUE.measure(output.measure, ON)
    known = [
        Observation(date(2025, 2 + place, 1), numerator, denominator, variance=variance)
        for place, (numerator, denominator) in enumerate(months)
    ]
    known = [replace(each, status=word) for each, word in zip(known, status or ["ok"] * len(known), strict=True)]
    series = Series(measure, Area("force", "fairshire", "Fairshire"), "fairshire", tuple(known))
    return compared(prediction(output), output, series, CATALOGUE.margin(measure, ON))


def in_time(per_cent: float) -> tuple[float, float]:
    """A month of 10,000 calls answered."""
    return per_cent * 100, 10_000


def test_inside_above_or_below() -> None:
    """Runs lie around 91.0 % with a deviation of 0.45: the range of one more is 91.0 ± 2.26 x 0.45 x √1.1."""
    for row in rows("""
        actual | word
        92.1   | above
        92.0   | inside
        91.0   | inside
        90.0   | inside
        89.9   | below
    """):
        found = beside(ANSWERED, in_time(50), *[in_time(float(str(row["actual"])))] * 3)
        assert (found.actual and found.actual.estimate) == pytest.approx(row["actual"])
        assert found.word == row["word"]


def test_with_and_without_the_change() -> None:
    """What lies inside the range with the change and outside the one without it tells for the change; else, not."""
    for row in rows("""
        actual | with   | without
        91.0   | inside | above
        85.2   | below  | inside
        88.0   | below  | above
    """):
        found = beside(ANSWERED, in_time(50), *[in_time(float(str(row["actual"])))] * 3)
        assert (found.word, found.word_without) == (row["with"], row["without"])


def test_only_settled_months_of_the_prediction_count() -> None:
    """February lies before the change, May still fills: March and April are counted, May is shown."""
    found = beside(ANSWERED, *map(in_time, (50, 90, 91, 10)), status=["ok", "ok", "ok", "filling"])
    assert found.settled == 2
    assert found.actual and (found.actual.estimate, found.actual.n) == (pytest.approx(90.5), 20_000)
    assert [(each.month.month, each.status) for each in found.months] == [(3, "ok"), (4, "ok"), (5, "filling")]


def test_before_any_month_is_settled_we_cannot_tell() -> None:
    """The change was made in March, and so far the home holds February."""
    found = beside(ANSWERED, in_time(50))
    assert (found.word, found.actual, found.difference) == ("cannot tell", None, None)
    assert compared_sentence(found) == (
        "999 calls answered within 10 seconds: no month of the prediction is settled yet, so we cannot tell."
    )


def test_one_run_gives_no_range() -> None:
    """How far runs differ is known from two runs on."""
    found = beside(predicted(IN_TIME, [85.0], [91.0], "answered_999_in_10s"), in_time(50), in_time(91))
    assert found.word == "cannot tell"
    assert compared_sentence(found).endswith("Too few runs were made to say where it should lie, so we cannot tell.")


def test_a_shorter_span_varies_more() -> None:
    """Runs of four weeks beside one week: about twice as wide. A year is not called more certain than runs."""
    four, one, year = (range_for_span(ANSWERED.option, 4, weeks) for weeks in (4, 1, 52))
    assert four and one and year
    assert one.half_width / four.half_width == pytest.approx((4.1 / 1.1) ** 0.5)
    assert year == four


def test_if_the_model_is_right_95_of_100_figures_lie_inside() -> None:
    """Drawn 4,000 times: twenty runs of one law, and one more of the same. Chance allows 1.1 points either way."""
    draws = np.random.default_rng(1).normal(60, 5, size=(4000, 21))
    ranges = [range_for_span(predicted(IN_TIME, runs[:20], runs[:20]).option, 4, 4) for runs in draws]
    inside = [within.low <= runs[20] <= within.high for within, runs in zip(ranges, draws, strict=True) if within]
    assert np.mean(inside) == pytest.approx(0.95, abs=0.011)


def test_close_is_more_than_inside() -> None:
    """Both lie inside. The first range is narrow, so all of the difference is within two points; the second is not."""
    wide = predicted(IN_TIME, WITHOUT, column("86 96 89 93 95 85 94 88 91 93"), "answered_999_in_10s")
    for output, close in ((ANSWERED, True), (wide, False)):
        found = beside(output, in_time(50), *[in_time(91)] * 3)
        assert (found.word, found.close) == ("inside", close)


def test_counts_are_compared_by_the_week() -> None:
    """March to May 2025 are 92 days: 13,143 calls in them are 1,000 a week."""
    calls = predicted(CALLS, column("990 1010 1000"), column("991 1009 1000"), "calls_999")
    found = beside(calls, (1, None), (4429, None), (4286, None), (4428, None))
    assert found.actual and found.actual.estimate == pytest.approx(1000, abs=0.1)
    assert found.word == "inside"


def test_means_are_compared_in_the_unit_of_the_output() -> None:
    """A measure in seconds beside an output in minutes: 1,000 calls waited 90,000 seconds, 1.5 minutes each."""
    wait = predicted(replace(WAIT, id="desk.call.wait_mean"), column("2 3 4"), column("1 1.5 2"), "wait_999")
    found = beside(wait, (0, 1000), (90_000, 1000), variance=1e8)
    assert found.actual and found.actual.estimate == pytest.approx(1.5)


def test_the_sentence() -> None:
    """Every figure bears its interval, and the words say what the change has to do with it."""
    assert compared_sentence(beside(ANSWERED, in_time(50), *[in_time(91.2)] * 3)) == (
        "999 calls answered within 10 seconds: 91.2% (95% interval 90.9% to 91.5%, n = 30,000) in 3 months, inside "
        "what was predicted (89.9% to 92.1%). It lies above what was expected without the change (83.9% to 86.5%). "
        "Actual less predicted: 0.2 (95% interval −0.9 to 1.3). That is within the margin of what does not matter."
    )
    lower = beside(ANSWERED, in_time(50), in_time(85))
    assert "It would rather be expected without the change" in compared_sentence(lower)


def test_the_sentence_where_no_effect_was_predicted() -> None:
    """A figure that should not have changed is no proof of the change, wherever it lies."""
    same = predicted(IN_TIME, column("91 90 92"), column("90.5 91 91.5"), "answered_999_in_10s")
    assert "The experiment told no difference between the change and none." in compared_sentence(
        beside(same, in_time(50), in_time(91))
    )


def test_demand_that_was_not_as_assumed_is_told_first() -> None:
    """The experiment took demand as given. Where other calls came, other figures differ for that reason alone."""
    calls = predicted(CALLS, column("990 1010 1000"), column("990 1010 1000"), "calls_999")
    told = [beside(calls, (1, None), (6000, None)), beside(ANSWERED, in_time(50), in_time(80))]
    assert cautions(told) == (
        "Demand was not what the experiment assumed: 999 calls (above). Where other figures differ, that may be why: "
        "run the experiment again with the demand that came.",
        "Of 2 figures, fewer than 1 would lie outside its range by chance alone.",
    )
    assert cautions(told[1:]) == ()
    assert cautions([told[1]] * 40) == ("Of 40 figures, about 2 would lie outside their range by chance alone.",)


def test_the_first_month_lies_wholly_after_the_change() -> None:
    """A change in the middle of a month is judged from the next month on."""
    assert first_whole_month(date(2025, 3, 1)) == date(2025, 3, 1)
    assert first_whole_month(date(2025, 12, 2)) == date(2026, 1, 1)


def test_beside_a_home_s_own_records(tmp_path: Path) -> None:
    """Of 20 calls on every day, 18 were answered in time: 90 %, where 89.9 % to 92.1 % was predicted.

    Outputs that nothing measures are left out, and so are those whose measure the catalogue no longer has or which
    cannot be compared with it.
    """
    calls = predicted(CALLS, [139.0, 141.0], [139.0, 141.0], "calls_999")
    others = (replace(ANSWERED, measure=other) for other in ("", "no_longer_there", "calls_999"))
    home = own_calls(tmp_path, "2025-02-20", "2025-05-31", a_day=20, in_time=18)
    with figures(home) as known:
        found = compare_with_actual(prediction(ANSWERED, *others, calls), known)
    assert [(row.measure.id, row.settled, row.word) for row in found] == [
        ("answered_999_in_10s", 3, "inside"),
        ("calls_999", 3, "inside"),
    ]
    assert found[1].actual and found[1].actual.estimate == pytest.approx(7 * 20)


def test_which_measure_tells_of_which_output() -> None:
    """An office says it; what cannot be compared is refused with the reason."""
    known = {measure.id: measure for measure in CATALOGUE.measures(ON)}
    outputs = [IN_TIME, CALLS, WAIT, replace(WAIT, id="response.visit.wait_p90")]
    right = [("desk.call.within", "answered_999_in_10s"), ("desk.call.came", "calls_999"), (WAIT.id, "wait_999")]
    assert faults_of_measures(outputs, [Measured(output=o, measure=m) for o, m in right], known) == []
    for output, measure, says in (
        ("desk.chat.within", "calls_999", "The office has no output 'desk.chat.within'"),
        ("desk.call.within", "calls_998", "the catalogue has no measure 'calls_998'"),
        ("desk.call.within", "calls_999", "desk.call.within is in %, and calls_999 is a count in calls"),
        ("desk.call.came", "wait_999", "they cannot be compared"),
        ("response.visit.wait_p90", "wait_999", "they cannot be compared"),
    ):
        (fault,) = faults_of_measures(outputs, [Measured(output=output, measure=measure)], known)
        assert says in fault
