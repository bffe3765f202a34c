"""What an office is offered against what it can do: told as sentences, never a reason to refuse it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.model_office.small_office import SMALL

from forcesight.model_office.office.checks import check_office, overloads
from forcesight.model_office.office.reading import read_office
from forcesight.model_office.office.refused import OfficeRefused
from forcesight.model_office.office.traffic import Stop, jobs_at, ways_of, weekly_rates
from forcesight.model_office.office.workload import use_of


def told(*changes: tuple[str, str]) -> list[str]:
    """The overloads of the small office after some changes."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return overloads(read_office(text))


def test_an_office_that_keeps_up_has_none() -> None:
    assert told() == []


def test_a_desk() -> None:
    # 700 calls of 60 minutes are 700 hours; three people at every hour have 504.
    assert told(("mean = 6,", "mean = 60,")) == [
        "desk 'contact' is offered 700 hours of work a week by call, and those who may take it have 504: it cannot "
        "keep up."
    ]


def test_units_as_a_whole() -> None:
    # Grade 2: 210 jobs of 43 minutes. Grade 1: 140 jobs of 303 minutes and a tenth of 90; the local team takes none.
    (sentence,) = told(("mean = 60, cv = 1", "mean = 300, cv = 1"), ("units = 5", "units = 2"))
    assert sentence.startswith("units 'response' is offered 728 hours of work a week by grade_1, and those who may")
    # Two units on 12-hour shifts with a break of 45 minutes.
    assert sentence.endswith("have 315: it cannot keep up.")


def test_a_ring_fenced_team_helps_its_own_area_only() -> None:
    ring_fenced = ('serves = ["grade_1", "grade_2"]', 'own_area_only = true\nserves = ["grade_1", "grade_2"]')
    also = ('serves = ["grade_2"]', 'serves = ["grade_1", "grade_2"]')
    busy = ("per_week = 700", "per_week = 2400")
    desk = ("staff = 3", "staff = 9")
    cases = (("staff = 20", "staff = 90"), ("places = 50", "places = 90"))
    assert told(busy, desk, also, *cases) == []
    (sentence,) = told(busy, desk, also, *cases, ring_fenced)
    assert "by grade_1 and grade_2 in 'south', and those who may take it have 336" in sentence


def test_a_matrix_tells_the_way_within_an_area() -> None:
    plain = use_of(read_office(SMALL))["response"]
    with_matrix = use_of(read_office(SMALL.replace("start_minutes = 3", "matrix = [[3, 20], [20, 3]]")))["response"]
    assert with_matrix == pytest.approx(plain)


def test_a_caseload_by_hours_and_by_limit() -> None:
    assert told(("staff = 20", "staff = 10")) == [
        "caseload 'investigation' is offered 560 hours of work a week by crime, and those who may take it have 350: it "
        "cannot keep up."
    ]
    # 140 cases a week, each open for half a day of the five at least: 14 at once; the limit allows 10.
    assert told(("limit = 15", "limit = 0.5")) == [
        "caseload 'investigation' needs 14 cases open at once to keep up, and its limit allows 10: cases will wait "
        "ever longer."
    ]


def test_reviews_are_work_too() -> None:
    text = SMALL.replace("limit = 15", "limit = 15\nreview_days = 7\nreview_hours = 10", 1)
    assert use_of(read_office(text))["investigation"] == pytest.approx(140 * (4 + 10 * 0.1) / 700)


def test_a_diary() -> None:
    north, south = told(("places = 50", "places = 6"))
    assert north.replace("north", "south") == south
    assert south == (
        "appointments 'diary' are asked for 35 times a week in 'south' and have 30 places: people will wait ever "
        "longer."
    )


def test_demand_of_one_area_is_work_there() -> None:
    text = SMALL.replace("per_week = 700", 'area = "north"\nper_week = 700', 1).replace("places = 50", "places = 6", 1)
    (sentence,) = overloads(read_office(text))
    assert "70 times a week in 'north'" in sentence


def test_rates_follow_routes_and_returns() -> None:
    office = read_office(SMALL)
    rates = weekly_rates(office, ways_of(office))
    assert rates[Stop("response", "grade_1")] == pytest.approx(140)
    assert rates[Stop("investigation", "crime")] == pytest.approx(140)
    assert jobs_at(office.stations[0]) == ("call",)
    follow_ups = SMALL.replace("after = 10 }]", "after = 10 }, { share = 0.2, after = 60 }]", 1)
    back = read_office(follow_ups)
    assert weekly_rates(back, ways_of(back))[Stop("contact", "call")] == pytest.approx(700 / 0.8)


def test_a_changed_office_is_refused_without_a_file() -> None:
    office = read_office(SMALL)
    check_office(office)
    with pytest.raises(OfficeRefused) as refused:
        check_office(replace(office, demand=(replace(office.demand[0], per_week=-1, to="contcat"),)))
    assert refused.value.problems == (
        "demand 'calls': 'contcat' is not a station of this office: did you mean 'contact'?",
        "demand 'calls': per_week is -1: write 0 or more.",
    )
    assert refused.value.lines == (0, 0)
