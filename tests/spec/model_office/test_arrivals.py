"""Arrivals

Work comes from outside as a Poisson process: given the rate, nobody's coming tells anything about the next one's. The
rate follows the hour of the week, and dated events multiply it. The i-th caller is the same caller in every option:
when demand rises by 8 %, each comes a little earlier, new ones are added, and nobody's patience or incident changes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import numpy as np
import pytest

from forcesight.model_office.arrivals import arrivals, origin_codes, plain_arrivals, plan_arrivals, rates
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Area, Demand, Event, Job, Office


CALLS = Demand(id="calls", job="call", to="desk", per_week=336, by_hour=(1,) * 12 + (3,) * 12)


def office(demand: Demand = CALLS, *, weeks: int = 1, areas: tuple[Area, ...] = ()) -> Office:
    """An office that only receives."""
    jobs = (Job(id="call"),)
    return Office(
        id="o", name="O", starts=date(2026, 1, 5), weeks=weeks, jobs=jobs, demand=(demand,), stations=(), areas=areas
    )


def test_the_rate_follows_the_hour() -> None:
    """336 calls a week, three times as many by day as by night: one an hour before noon, three after it."""
    edge, rate = rates(CALLS, office())
    by_time = dict(zip(edge.tolist(), (rate * 60).round(9).tolist(), strict=True))
    assert by_time[9 * 60.0] == 1
    assert by_time[21 * 60.0] == 3
    assert edge[-1] == 7 * 24 * 60


def test_an_event_multiplies_the_rate_for_its_hours() -> None:
    """A match on the first Wednesday doubles the calls from 19:45 for an hour and a half."""
    match = Event(on=date(2026, 1, 7), begins=time(19, 45), hours=1.5, factor=2)
    edge, rate = rates(replace(CALLS, events=(match,)), office())
    an_hour = [60 * rate[np.searchsorted(edge, minute, side="right") - 1] for minute in KICK_OFF]
    assert an_hour == pytest.approx([3, 6])
    assert rate[np.searchsorted(edge, 2 * 1440 + 1276, side="right") - 1] * 60 == pytest.approx(3)


def test_callers_are_the_same_when_demand_grows() -> None:
    """With 8 % more demand the first thousand callers are the same people, each a little earlier."""
    flat = replace(CALLS, by_hour=(1.0,))
    before, after = (
        arrivals(plan_arrivals(office(replace(flat, growth=growth), weeks=8), CODES)[0], seed=7) for growth in (1, 1.08)
    )
    assert (before.entity[:1000] == after.entity[:1000]).all()
    assert after.time[:1000] == pytest.approx(before.time[:1000] / 1.08)
    assert len(after.time) > len(before.time)


def test_areas_share_the_callers_by_weight() -> None:
    """Two thirds of the callers are in the town. The share over 26 weeks differs from that by chance only."""
    areas = (Area(id="town", weight=2), Area(id="country", weight=1))
    plan = plan_arrivals(office(weeks=26, areas=areas), Codes({"call": 0}, {"town": 0, "country": 1}))[0]
    drawn = arrivals(plan, seed=3).area
    assert (drawn == 0).mean() == pytest.approx(2 / 3, abs=3.3 * (2 / 9 / len(drawn)) ** 0.5)


def test_how_many_come_varies_as_a_poisson_number_does() -> None:
    """Of 200 weeks with 336 calls expected, mean and variance of the number of calls are about 336."""
    plan = plan_arrivals(office(), CODES)[0]
    numbers = [len(arrivals(plan, seed).time) for seed in range(200)]
    assert np.mean(numbers) == pytest.approx(336, abs=3.3 * (336 / 200) ** 0.5)
    assert np.var(numbers) == pytest.approx(336, rel=0.33)


def test_both_engines_see_the_same_arrivals() -> None:
    """To the last bit: the compiled engine's flow is what plain Python draws."""
    areas = (Area(id="town", weight=2), Area(id="country", weight=1))
    match = Event(on=date(2026, 1, 7), begins=time(19, 45), hours=1.5, factor=4)
    described = office(replace(CALLS, events=(match,)), weeks=2, areas=areas)
    plan = plan_arrivals(described, Codes.of(described))[0]
    flow = arrivals(plan, seed=11)
    assert list(zip(*(column.tolist() for column in flow), strict=True)) == plain_arrivals(plan, seed=11)


def test_a_demand_keeps_its_callers_when_another_is_added() -> None:
    """Whom a number belongs to is made of the demand's name, not of its place in the file."""
    assert origin_codes(("digital", "calls"))["calls"] == origin_codes(("calls",))["calls"]


CODES = Codes({"call": 0}, {})
# A minute before and after 19:45 on Wednesday.
KICK_OFF = (2 * 1440 + 19 * 60 + 44, 2 * 1440 + 19 * 60 + 46)
