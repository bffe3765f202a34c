"""Demand in time, and times in demand: what is expected, and what chance makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.demand import Calendar, Event, Line, Shape, draw_counts, draw_kinds
from forcesight.synthetic.force.due import Due, draw_due, shifted
from forcesight.synthetic.force.near import Near, next_at
from forcesight.synthetic.force.span import Span
from forcesight.synthetic.force.waiting import Loss, Wait, choose, choose_each, delayed, load_of


FLAT = Shape((1.0,) * 24)
SPAN = Span(date(2023, 1, 1), date(2024, 12, 31), (date(2023, 4, 7), date(2023, 4, 10), date(2023, 12, 25)))
CALENDAR = Calendar(SPAN, (Event(6, 12, 3),))


def day(text: str) -> int:
    """The number of a day of the span."""
    return (date.fromisoformat(text) - SPAN.first).days


class TestCalendar:
    def test_months_and_weekdays(self) -> None:
        assert (CALENDAR.months[0], CALENDAR.months[-1], len(CALENDAR.months)) == ("2023-01", "2024-12", 24)
        assert CALENDAR.month[day("2024-02-29")] == 13
        assert CALENDAR.weekday[day("2023-01-02")] == 0

    def test_payday_is_the_last_working_day_of_a_month_and_the_two_days_after_it(self) -> None:
        # 31 March 2023 was a Friday; 30 April a Sunday, so that the Friday before it was the last working day.
        assert CALENDAR.payday[[day("2023-03-31"), day("2023-04-02"), day("2023-04-28")]].all()
        assert not CALENDAR.payday[[day("2023-03-30"), day("2023-04-03"), day("2023-04-27")]].any()

    def test_events_come_back_every_year(self) -> None:
        assert np.flatnonzero(CALENDAR.event).tolist() == [
            *range(day("2023-06-12"), day("2023-06-15")), *range(day("2024-06-12"), day("2024-06-15")),
        ]  # fmt: skip

    def test_working_days_leave_out_weekends_and_bank_holidays(self) -> None:
        # From the Thursday before Easter the next working day is the Tuesday after it.
        assert CALENDAR.due(1)[day("2023-04-06")] == day("2023-04-11")
        assert CALENDAR.due(5)[day("2023-04-06")] == day("2023-04-17")

    def test_a_trigger_on_a_saturday_counts_from_the_monday(self) -> None:
        assert CALENDAR.due(1)[day("2023-05-13")] == day("2023-05-15")


class TestExpected:
    def test_the_first_year_brings_what_is_asked_and_the_second_its_growth(self) -> None:
        found = CALENDAR.expected(Line(1000, 0.08, FLAT), 1.0)
        assert found[: 365 * 24].sum() == pytest.approx(1000)
        assert found[365 * 24 :].sum() / 366 * 365 == pytest.approx(1080, rel=0.001)
        assert CALENDAR.expected(Line(1000, 0.08, FLAT), 0.5).sum() == pytest.approx(found.sum() / 2)

    def test_a_span_of_less_than_a_year_gets_its_part(self) -> None:
        half = Calendar(Span(date(2023, 1, 1), date(2023, 6, 30)))
        assert half.expected(Line(365, 0.0, FLAT), 1.0).sum() == pytest.approx(181)

    @pytest.mark.parametrize(
        ("shape", "higher", "lower", "ratio"),
        [
            (replace(FLAT, weekend=2.0), "2023-01-07", "2023-01-06", 2.0),
            (replace(FLAT, holiday=0.5), "2023-12-22", "2023-12-25", 2.0),
            (replace(FLAT, payday=1.5), "2023-03-31", "2023-03-30", 1.5),
            (replace(FLAT, event=3.0), "2023-06-12", "2023-06-11", 3.0),
        ],
    )
    def test_special_days_have_their_factor(self, shape: Shape, higher: str, lower: str, ratio: float) -> None:
        found = CALENDAR.relative(shape)
        assert found[day(higher), 12] / found[day(lower), 12] == pytest.approx(ratio)

    def test_weekend_nights_run_from_friday_evening_to_sunday_morning(self) -> None:
        night = CALENDAR.relative(replace(FLAT, weekend_night=2.0))
        friday, sunday = day("2023-01-06"), day("2023-01-08")
        assert (night[friday, 19], night[friday, 20], night[sunday, 4], night[sunday, 5]) == (1, 2, 2, 1)
        assert night[sunday, 22] == 1

    def test_the_season_peaks_in_its_month(self) -> None:
        found = CALENDAR.by_month(CALENDAR.expected(Line(1200, 0.0, replace(FLAT, swing=0.3, peak=7)), 1.0))
        assert int(np.argmax(found[:12])) == 6
        assert found[6] / found[0] == pytest.approx(1.3 / 0.7, rel=0.02)

    def test_sums_by_month_and_by_day_are_of_the_same_whole(self) -> None:
        found = CALENDAR.expected(Line(1000, 0.02, replace(FLAT, swing=0.2)), 1.0)
        assert CALENDAR.by_month(found).sum() == pytest.approx(found.sum())
        assert CALENDAR.by_month(CALENDAR.by_day(found)) == pytest.approx(CALENDAR.by_month(found))


class TestDraws:
    def test_counts_are_poisson_around_what_is_expected(self) -> None:
        expected = np.array([0.0, 5.0, 200.0])
        drawn = [np.bincount(draw_counts(expected, chance(seed, "counts")), minlength=3) for seed in range(400)]
        assert np.mean(drawn, axis=0) == pytest.approx(expected, abs=2.5)
        assert np.var(drawn, axis=0) == pytest.approx(expected, rel=0.2, abs=0.01)

    def test_kinds_follow_the_weights_of_their_hour(self) -> None:
        weights = np.array([[1.0, 0.0, 3.0], [0.0, 2.0, 0.0]])
        cell = np.repeat([0, 1], 4000)
        kinds = draw_kinds(weights, cell, chance(1, "kinds"))
        assert np.mean(kinds[:4000] == 2) == pytest.approx(0.75, abs=0.03)
        assert not (kinds[:4000] == 1).any()
        assert (kinds[4000:] == 1).all()

    def test_choices_follow_their_shares_and_never_take_one_without_any(self) -> None:
        assert np.mean(choose(np.array([2.0, 0.0, 6.0]), chance(1, "choose"), 4000) == 2) == pytest.approx(
            0.75, abs=0.03
        )
        each = choose_each(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0, 1, 1, 0]), chance(1, "each"))
        assert each.tolist() == [0, 1, 1, 0]


class TestWaits:
    def test_the_share_within_a_limit_and_the_mean_are_those_of_what_is_drawn(self) -> None:
        wait, load = Wait(40, 0.9, load=0.5), np.full(60_000, 2.0)
        drawn = wait.draw(chance(1, "wait"), load)
        assert np.mean(drawn <= 60) == pytest.approx(float(wait.within(60, 2.0)), abs=0.007)
        assert drawn.mean() == pytest.approx(float(wait.mean(2.0)), rel=0.02)
        assert (drawn == np.rint(drawn)).all()
        assert wait.within(-1) == 0

    def test_a_wait_that_cannot_be_longer_than_a_limit(self) -> None:
        wait = Wait(40, 0.9)
        drawn = wait.draw_up_to(chance(2, "wait"), 60_000, 100)
        assert drawn.max() == 100
        assert np.mean(drawn <= 50) == pytest.approx(float(wait.within_up_to(50, 100)), abs=0.007)
        assert wait.within_up_to(100, 100) == 1
        assert wait.draw(chance(3, "wait"), 60_000).clip(max=100).mean() == pytest.approx(
            wait.mean_up_to(100), rel=0.01
        )

    def test_losses_are_as_many_as_their_share_and_more_of_them_under_load(self) -> None:
        expected = np.array([1.0, 1.0, 4.0])
        shares = Loss(0.07, 0.5).shares(expected)
        assert np.average(shares, weights=expected) == pytest.approx(0.07)
        assert shares[2] == pytest.approx(2 * shares[0])
        assert load_of(expected).tolist() == [0.5, 0.5, 2.0]

    def test_a_delay_in_days_moves_what_is_expected(self) -> None:
        assert delayed(np.array([8.0, 0, 0]), np.array([0.5, 0.25, 0.25])).tolist() == [4, 2, 2]


class TestDue:
    def test_what_is_done_by_day_is_what_is_drawn(self) -> None:
        work, due_day = Due(0.7), np.full(40_000, 50)
        times = draw_due(SPAN, work, due_day, chance(1, "due"))
        due = np.zeros(SPAN.days + 8)
        due[50] = len(due_day)
        in_time, every = work.done(due, SPAN.days)
        assert every.sum() == pytest.approx(len(due_day))
        assert in_time.sum() == pytest.approx(0.7 * len(due_day))
        drawn = np.bincount(times.done_day, minlength=SPAN.days)
        assert drawn[40:100] == pytest.approx(every[40:100], abs=4 * np.sqrt(every.max()))
        late = times.done_at > times.due_at
        assert np.mean(late) == pytest.approx(0.3, abs=0.01)
        assert (late == (times.done_day > 50)).all()

    def test_what_comes_after_the_end_is_not_seen(self) -> None:
        last = SPAN.days - 1
        times = draw_due(SPAN, Due(0.0), np.full(100, last), chance(1, "due"))
        assert len(times.seen) == 0
        assert len(draw_due(SPAN, Due(1.0), np.full(100, last), chance(1, "due")).seen) == 100

    def test_what_is_moved_beyond_either_end_is_cut_off(self) -> None:
        assert shifted(np.array([1.0, 0, 0, 4.0]), (0.5, 0.5), 0, -1, 3).tolist() == [0.5, 0, 2]
        assert shifted(np.array([1.0, 0, 4.0]), (0.5, 0.5), 1, 1, 3).tolist() == [0, 0.5, 0.5]


class TestNear:
    def test_somebody_of_the_place_comes_oftener_and_a_place_without_anybody_takes_a_stranger(self) -> None:
        near = Near.of(np.array([10, 11, 12]), np.array([0, 2, 2]), np.array([1.0, 0.0, 5.0]), 3)
        assert set(near.draw(np.zeros(50, dtype=int), 1.0, chance(1, "near")).tolist()) == {10}
        assert set(near.draw(np.full(50, 2), 1.0, chance(1, "near")).tolist()) == {12}
        assert set(near.draw(np.full(200, 1), 1.0, chance(1, "near")).tolist()) == {10, 12}

    def test_the_next_moment_is_taken_once_and_only_within_its_window(self) -> None:
        times = np.array(["2024-01-01T10:00", "2024-01-01T10:05", "2024-01-01T12:00"], dtype="datetime64[us]")
        wanted = np.array(
            ["2024-01-01T09:59", "2024-01-01T09:58", "2024-01-01T10:04", "2024-01-01T11:00", "2024-01-01T13:00"],
            dtype="datetime64[us]",
        )
        assert next_at(times, wanted, 600).tolist() == [0, -1, 1, -1, -1]
