"""Shares, shrinkage, staffing and travel from a log

Which way jobs go, which part of the planned duty is not there, how many people truly worked while others waited, and
how long units travel for a distance. Each has its interval, and says so where the log cannot tell.
"""

from __future__ import annotations

import numpy as np
import pytest

from forcesight.model_office.calibration.routing import split
from forcesight.model_office.calibration.service import compare_means
from forcesight.model_office.calibration.shrinkage import fit_shrinkage, share_of_hours
from forcesight.model_office.calibration.staffing import fit_staffing
from forcesight.model_office.calibration.travel import fit_travel


def test_one_share_by_wilson_and_all_of_a_split_by_goodman() -> None:
    """Of 70 incidents 19 are grade 1: 18.1 to 38.5 %. Intervals that hold all at once are wider."""
    grades = {"grade 1": 19, "grade 2": 30, "grade 3": 21}
    each, together = split("grades", grades), split("grades", grades, together=True)
    assert (each.n, each.shares["grade 1"].method) == (70, "Wilson")
    assert (each.shares["grade 1"].low, each.shares["grade 1"].high) == pytest.approx((0.181, 0.385), abs=0.001)
    assert together.shares["grade 1"].low < each.shares["grade 1"].low
    assert together.shares["grade 1"].method.startswith("Goodman")
    with pytest.raises(ValueError, match="shares need counts of at least one job"):
        split("nothing", {"grade 1": 0})


def test_goodman_s_intervals_hold_all_at_once() -> None:
    """In 95 of 100 logs all three intervals cover; Wilson's, which are for one share, do so less often."""
    truth = np.array([0.3, 0.5, 0.2])
    drawn = np.random.default_rng(1).multinomial(200, truth, 1000)
    hold = {True: 0, False: 0}
    for counts in drawn:
        for together in hold:
            found = split("ways", dict(zip("abc", map(int, counts), strict=True)), together=together).shares.values()
            hold[together] += all(one.low <= t <= one.high for one, t in zip(found, truth, strict=True))
    assert 0.94 <= hold[True] / 1000 <= 0.98
    assert hold[False] / 1000 < 0.92


def test_shrinkage_knows_that_absence_comes_in_spells() -> None:
    """Fifty officers, a fifth of their duties away; one who is ill is ill for weeks, so the interval is wider."""
    officer = np.repeat(np.arange(50), 100)
    spells = np.tile(np.arange(100) < 20, 50)  # everybody the same share
    for_weeks = officer < 10  # ten officers are away all the time
    by_day = fit_shrinkage(officer, np.where(spells, "leave", "duty"), np.full(5000, 7.0), np.full(5000, 10.0),
                           present="duty")  # fmt: skip
    in_spells = fit_shrinkage(officer, np.where(for_weeks, "sickness", "duty"), np.full(5000, 7.0),
                              np.full(5000, 10.0), present="duty")  # fmt: skip
    assert by_day.all.estimate == in_spells.all.estimate == pytest.approx(0.2)
    assert by_day.all.half_width == pytest.approx(0, abs=1e-9)
    assert in_spells.all.half_width == pytest.approx(0.115, abs=0.002)
    assert (in_spells.hours, in_spells.officers, in_spells.all.n) == (50_000, 50, 50)
    assert list(in_spells.by_reason) == ["sickness"]


def test_shrinkage_by_hour_follows_the_shift_past_midnight() -> None:
    """Early duties are all kept; half of the nights from 22:00 for eight hours are away, so 22:00 to 6:00 is half."""
    found = fit_shrinkage(["a", "b", "c", "d"], ["duty", "duty", "duty", "sickness"], [7, 7, 22, 22], [10, 10, 8, 8],
                          present="duty")  # fmt: skip
    told = [None if each is None else round(each.estimate, 3) for each in found.by_hour]
    assert told[22] == told[0] == told[5] == 0.5
    assert told[7] == told[16] == 0 and told[6] is None and told[17] is None
    assert share_of_hours(["a", "b"], [1, 3], [10, 10]).estimate == pytest.approx(0.2)
    with pytest.raises(ValueError, match="two officers at least; there were 1"):
        fit_shrinkage(["a"], ["duty"], [7], [10], present="duty")


def test_who_truly_worked_while_others_waited() -> None:
    """From 9:00: two people answer; for ten minutes a third caller waits. A fourth answers later, after a break."""
    found = fit_staffing(
        ["ann", "ben", "ann", "cat", "ann"], began=[540, 540, 552, 600, 655], ended=[550, 560, 562, 610, 658],
        queued=[540, 540, 542, 600, 655], left_queue=[540, 540, 552, 600, 655],
    )  # fmt: skip
    nine, ten = 18, 20
    assert (found.seen[nine], found.seen[ten], found.seen[ten + 1]) == (2, 1, 1)
    assert found.waiting[nine] == 10 and found.waiting[ten] == 0
    # Ann and Ben for eight of the ten minutes, Ben alone for two.
    assert found.busy_while_waiting[nine] == pytest.approx(1.8)
    assert np.isnan(found.busy_while_waiting[ten])
    assert found.busy[nine] == pytest.approx((10 + 20 + 10) / 30)
    # Ann is there between her calls at 9:10 and 9:12, and not until 10:55: the gap is a break.
    assert found.present[nine] == pytest.approx((22 + 20) / 30)
    assert (found.present[nine + 1], found.present[ten + 1]) == (0, pytest.approx(3 / 30))


def test_do_some_classes_take_longer() -> None:
    """Theft takes two minutes longer than all others: which group, by how much, and how much that explains."""
    rng = np.random.default_rng(2)
    kind = rng.choice(["burglary", "nuisance", "theft"], 600)
    found = compare_means(rng.gamma(4, 1.5, 600) + 2 * (kind == "theft"), kind)
    assert found.groups["theft"].differs and found.groups["theft"].above == pytest.approx(1.3, abs=0.4)
    assert "most of all theft" in found.words
    same = compare_means(rng.gamma(4, 1.5, 600), kind)
    assert same.words.startswith("No group differs from the mean of all (")
    with pytest.raises(ValueError, match="a mean with its interval needs two"):
        compare_means([3.0], ["theft"])


def test_travel_is_a_start_and_a_speed_times_a_spread() -> None:
    """Three minutes to start and 40 km/h, with a spread of 30 %, are found although some forgot the button."""
    rng = np.random.default_rng(3)
    km = rng.gamma(2, 3, 500)
    minutes = (3 + km / 40 * 60) * rng.lognormal(-(0.3**2) / 2, 0.3, 500)
    minutes[:5] *= 20
    found = fit_travel(minutes, km)
    assert found.start is not None and found.speed is not None and found.spread is not None
    assert found.start.low < 3 < found.start.high and found.start.half_width < 0.6
    assert found.speed.low < 40 < found.speed.high and found.speed.half_width < 5
    assert found.spread.low < np.sqrt(np.expm1(0.09)) < found.spread.high
    travel = found.travel()
    assert (travel.start_minutes, travel.km_per_hour) == (found.start.estimate, found.speed.estimate)
    assert travel.spread.mean == 1


def test_travel_without_distances_is_not_invented() -> None:
    """No coordinates of the unit, or all journeys equally long: the log says nothing of speed, and neither do we."""
    none = fit_travel([5.0] * 40, [np.nan] * 40)
    assert none.n == 0 and none.start is None
    assert none.words[0].startswith("Travel cannot be tied to distance: 0 of 40 journeys have both minutes and")
    assert fit_travel([5.0] * 40, [2.0] * 40).words == (
        "Travel cannot be tied to distance: all journeys are equally long.",
    )
    with pytest.raises(ValueError, match="Travel cannot be tied to distance"):
        none.travel()
    rng = np.random.default_rng(4)
    vague = fit_travel(rng.lognormal(1, 0.4, 60), rng.uniform(0, 2, 60))
    assert vague.words == ("Minutes hardly rise with the distance: the speed is a guess.",)
