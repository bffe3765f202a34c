"""Queues whose answer is known

Some queues have been solved: with formulas or with numbers that can be computed to any digit. The model office is held
against them, twenty seeds each, by its benchmark; a requirement starts from them. Here the formulas give the published
digits.
"""

from __future__ import annotations

import math

import pytest
from tests.spec.tables import rows

from forcesight.model_office.theory import (
    all_busy,
    constant_service,
    erlang_a,
    erlang_c,
    mean_there,
    mean_wait_of_one_server,
    mean_wait_with_two_kinds,
    rate_by_hour,
    waits_by_priority,
)


def digits(value: float, places: int = 10) -> object:
    """To the last of the decimal places that are published."""
    return pytest.approx(value, rel=0, abs=0.51 * 10**-places)


def test_a_call_centre_without_abandonment() -> None:
    """Erlang C: 100 calls in half an hour, 3 minutes each, 14 people; 88.8 % are answered within 20 seconds."""
    found = erlang_c(100 / 30, 3, 14)
    assert found.waits == digits(0.1741319336)
    assert found.mean_wait == digits(0.130598950, 9)
    assert found.served_within(20 / 60) == digits(0.8883500192)


def test_ten_servers() -> None:
    """How waiting grows with the load: from 41 % to 67 % of all, and more than three times as long."""
    for row in rows("""
        arrivals |        waits |    mean wait
               8 | 0.4091801508 | 0.2045900754
               9 | 0.6687315241 | 0.6687315241
    """):
        found = erlang_c(row["arrivals"], 1, 10)
        assert (found.waits, found.mean_wait) == (digits(row["waits"]), digits(row["mean wait"]))


def test_callers_who_give_up() -> None:
    """Erlang A: 48 calls a minute, one minute each, a patience of two minutes, 50 people."""
    found = erlang_a(48, 1, 2, 50)
    assert found.waits == digits(0.4677740686)
    assert found.lost == digits(0.0309122492)
    assert found.mean_wait == digits(0.0618244983)
    assert found.mean_queue == digits(2.96757592, 8)
    assert found.occupancy == digits(0.93032424, 8)
    assert found.served_within(20 / 60) == digits(0.9430189547)


def test_a_police_desk() -> None:
    """Erlang A: 1.9 calls a minute, six minutes each, a patience of three minutes, 11 people: 15.5 % are lost."""
    found = erlang_a(1.9, 6, 3, 11)
    assert found.waits == digits(0.5033064231)
    assert found.lost == digits(0.1551800159)
    assert found.served_within(20 / 60) == digits(0.5791103593)


def test_priorities() -> None:
    """Ten servers, one minute each. Urgent jobs hardly wait, and the others pay for it."""
    assert waits_by_priority((2.4, 5.6), 1, 10) == [digits(0.0538394935), digits(0.2691974676)]
    assert waits_by_priority((1, 3, 4.5), 1, 10) == [
        digits(0.0588734783),
        digits(0.0981224639),
        digits(0.5887347835),
    ]


def test_what_variable_times_do_to_one_server() -> None:
    """At the same load of 80 %, waits are 2 with constant times, 4 with exponential and 6.5 with a cv of 1.5."""
    for row in rows("""
         cv | mean wait
          0 |         2
          1 |         4
        1.5 |       6.5
    """):
        assert mean_wait_of_one_server(0.8, 1, row["cv"]) == pytest.approx(row["mean wait"])


def test_what_variable_times_do_to_ten_servers() -> None:
    """The mean wait at 80 %: .11 with constant times, .20 with exponential ones (Erlang C), .30 with a cv of 1.5."""
    constant = constant_service(8, 1, 10)
    assert (constant.waits, constant.mean_wait) == (digits(0.38471739, 8), digits(0.1098277897))
    assert mean_wait_with_two_kinds(8, 1, 1.5, 10) == digits(0.3025082871)
    assert mean_wait_with_two_kinds(8, 1, 1, 10) == pytest.approx(erlang_c(8, 1, 10).mean_wait)


@pytest.mark.parametrize(
    ("servers", "waits", "mean_wait"), [(30, 0.27886066, 0.08880732), (25, 0.59889535, 0.52722531)]
)
def test_a_rate_that_follows_the_hour(servers: int, waits: float, mean_wait: float) -> None:
    """20 calls an hour on average, 10 at the least and 30 at the most, an hour each.

    With 30 people 28 % wait, and 65 % at the worst moment, which is not the busiest hour but nearly two hours later.
    """
    found = rate_by_hour(lambda hour: 20 * (1 + 0.5 * math.sin(2 * math.pi * hour / 24)), 24, 1, servers)
    assert found.waits == digits(waits, 8)
    assert found.mean_wait == digits(mean_wait, 8)
    if servers == 30:
        assert found.most_busy == digits(0.65398342, 8)
        assert found.most_busy_at == pytest.approx(7.83)


def test_staff_that_follow_the_demand() -> None:
    """Arrivals at 100 + 20 sin t; service and patience of 1: staff so that one in ten waits, at every time."""
    for row in rows("""
        quarter | servers |   all busy
              0 |     103 | 0.09578311
              1 |     124 | 0.10067681
    """):
        there = mean_there(100, 20, 1, 1, row["quarter"] * math.pi / 2)
        assert all_busy(there, row["servers"]) == digits(row["all busy"], 8)


def test_too_much_work() -> None:
    """Where nobody gives up, there is no steady state with more work than can be done."""
    for refused in (
        lambda: erlang_c(10, 1, 10),
        lambda: waits_by_priority((5, 6), 1, 10),
        lambda: mean_wait_of_one_server(1, 1, 1),
        lambda: constant_service(10, 1, 10),
        lambda: mean_wait_with_two_kinds(11, 1, 1.5, 10),
    ):
        with pytest.raises(ValueError, match="grows without end"):
            refused()
