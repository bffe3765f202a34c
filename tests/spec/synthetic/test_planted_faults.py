"""Faults that are planted in the synthetic force.

Each has a known size. What a force would record and what is true are both known, so a method that claims to find
something can be held to it. What is true lies in the home's folder `truth`, which nothing else reads.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.spec.synthetic import northmarch as force


def test_callers_who_were_lost_ring_again_and_count_as_calls_once_more() -> None:
    """A redial comes from the number of the caller who gave up, after that, on the same line.

    A later call becomes that caller's, so in a small force, with few later calls, fewer find one: a quarter here, half
    in a whole force.
    """
    number, lost = force.planted()["redials of lost callers"]
    assert 0.15 < number / lost < 0.55
    hashes, lines = force.column("contact", "caller_hash"), force.column("contact", "line")
    (redial,) = force.tables()["truth/redial"]
    for later, first in zip(redial["contact_id"].to_pylist(), redial["first_contact_id"].to_pylist(), strict=True):
        later_row, first_row = int(later[2:]), int(first[2:])
        assert first_row < later_row
        assert hashes[first_row] == hashes[later_row] is not None
        assert lines[first_row] == lines[later_row]


def test_one_crime_in_five_is_recorded_too_late() -> None:
    """Late is after 24 hours; most late ones take more than a week, as an inspection found."""
    assert force.share_of("crimes recorded late") == pytest.approx(20, abs=3)
    days = (force.instants("crime", "recorded_at") - force.instants("crime", "first_reported_at")).astype(float) / 864e8
    late = days[days > 1]
    assert np.mean(late > 7) == pytest.approx(0.88, abs=0.05)


def test_incidents_hide_crimes_that_nobody_recorded() -> None:
    """Nearly 9,000 crimes a year stay hidden in incidents, most of all in reports of anti-social behaviour."""
    (hidden,) = force.tables()["truth/hidden_crime"]
    number, held = force.planted()["incidents that hide an unrecorded crime"]
    assert len(hidden["incident_id"]) == number
    opened = hidden["opening_category"].to_pylist()
    assert sum(category in ("personal", "nuisance", "environmental") for category in opened) > 0.3 * number
    crimes = force.column("crime", "incident_id")
    assert not set(hidden["incident_id"].to_pylist()) & set(crimes)
    assert 0.1 < number / held < 0.2
    true = force.expected()["crimes"].true
    assert true is not None
    assert true.numerator is not None
    assert true.numerator.sum() / force.SCALE == pytest.approx(force.in_the_first_year("crimes") + 8_900, rel=0.01)


def test_grades_are_lowered_shortly_before_the_time_allowed_runs_out() -> None:
    """Where the unit would come too late, one grade in seven is lowered just before, mostly without a reason."""
    assert force.percent("downgraded_near_limit") > 30
    assert force.percent("regraded_without_reason") > 20
    grade, first = force.column("incident", "grade"), force.column("incident", "first_grade")
    number, _ = force.planted()["grades lowered before the time allowed ran out"]
    assert sum(now > then for now, then in zip(grade, first, strict=True)) > number / 2 > 0


def test_five_uses_of_force_in_six_have_no_form() -> None:
    """9,311 were expected and 1,541 recorded; how many have a form differs between districts."""
    assert force.share_of("uses of force without a form") == pytest.approx(83, abs=6)
    recorded = force.expected()["use_of_force"]
    assert recorded.true is not None
    assert recorded.true.numerator is not None
    assert recorded.true.numerator.sum() / force.SCALE == pytest.approx(9_311, rel=0.001)
    assert force.in_the_first_year("use_of_force") == pytest.approx(1_541, rel=0.1)


def test_the_ethnicity_of_victims_and_of_people_searched_is_often_missing() -> None:
    """Of victims it is missing in nearly half; of people searched in a tenth, more in some districts than in others."""
    assert force.share_of("victims without a self-defined ethnicity") == pytest.approx(46, abs=4)
    assert force.share_of("searches without a self-defined ethnicity") == pytest.approx(
        force.percent("search_ethnicity_missing"), abs=8
    )


def test_one_disparity_has_no_explanation_and_another_is_explained_by_the_place() -> None:
    """Black people are searched more often than their white neighbours and less is found. Asian people are not, and are
    searched more often in the whole force only because the city, where more of them live, has more searches."""
    (told,) = force.tables()["truth/search_disparity"]
    rows = zip(told["in_the_force"], told["in_the_same_district"], told["found"], strict=True)
    by_group = dict(zip(told["ethnic_group"].to_pylist(), rows, strict=True))
    in_the_force, in_the_district, found = by_group["asian"]
    assert in_the_force > 1.2
    assert in_the_district == 1
    assert found == by_group["white"][2]
    in_the_force, in_the_district, found = by_group["black"]
    assert in_the_force > in_the_district == pytest.approx(2.8)
    assert found < by_group["white"][2]


def test_visits_reviews_and_victims_wait() -> None:
    """A sixth of the visits to offenders are late, a quarter of the reviews that were made, and a fifth never are."""
    assert force.share_of("visits to offenders made late") == pytest.approx(17, abs=8)
    assert force.share_of("reviews made late") == pytest.approx(28, abs=3)
    assert force.share_of("reviews never made") == pytest.approx(22, abs=3)
    assert force.share_of("bail ended late") == pytest.approx(13, abs=8)
    assert force.share_of("victims told late") > 10


def test_the_assessments_of_offenders_tell_a_level_and_a_day_and_nothing_else() -> None:
    """Items and weights of restricted tools are not held here and cannot be worked out from it."""
    for part in force.tables()["risk_assessment"]:
        assert set(part) <= {
            "source_id", "case_kind", "case_id", "tool", "level", "assessed_at", "due_at", "officer_id",
        }  # fmt: skip
