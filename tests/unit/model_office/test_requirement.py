"""What a requirement refuses, with the sentence, and the corners of its search."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.spec.model_office.small_office import OFFICE as SMALL_OFFICE
from tests.spec.model_office.small_office import SWITCHBOARD
from tests.unit.model_office.requirement_desk import switchboard

from forcesight.errors import InputRefused
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.flow import LOST, SERVED, STILL_HERE, Record
from forcesight.model_office.office.description import Delay, Demand, Desk, Duration, Group, Job, Route
from forcesight.model_office.requirement import Standard, requirement
from forcesight.model_office.requirement.achieved import Counted, by_half_hour, count, interval_of, over_the_week
from forcesight.model_office.requirement.analytic import analysis
from forcesight.model_office.requirement.queue_share import queue_share
from forcesight.model_office.requirement.reaches import WEEK, reaching
from forcesight.model_office.requirement.staff_needed import _weeks, weeks_to_be_sure
from forcesight.model_office.requirement.trial import Trials
from forcesight.model_office.results import figures


WITHIN = Standard(share=0.9, within_seconds=20)


@pytest.mark.parametrize(
    ("standard", "words"),
    [
        (Standard(share=1.0), "must lie between 0 and 1, such as 0.9; it was 1."),
        (Standard(share=0.9, within_seconds=-1), "seconds are a plain number, 0 or more; they were -1."),
        (Standard(share=0.9, within_seconds=math.nan), "seconds are a plain number, 0 or more; they were nan."),
        (Standard(share=0.9, within_seconds=math.inf), "seconds are a plain number, 0 or more; they were inf."),
        (Standard(share=math.nan), "must lie between 0 and 1, such as 0.9; it was nan."),
        (Standard(share=0.9, level=2), "A level must lie between 0 and 1, such as 0.95; it was 2."),
        (Standard(share=0.9, jobs=("email",)), "does not deal with email, which the standard names."),
    ],
)
def test_a_standard_that_makes_no_sense_is_refused(standard: Standard, words: str) -> None:
    with pytest.raises(InputRefused) as refused:
        requirement(*switchboard(), standard, seeds=(1,), weeks=2)
    assert words in str(refused.value)


def test_the_group_must_be_named_where_there_are_several() -> None:
    desk, office = switchboard()
    two = replace(desk, groups=(*desk.groups, Group(id="others", staff=(1.0,), serves=("call",))))
    with pytest.raises(InputRefused, match="name one of its groups: handlers, others"):
        requirement(two, replace(office, stations=(two,)), WITHIN)


def test_of_two_groups_only_the_named_one_changes() -> None:
    desk, office = switchboard(per_week=600)
    two = replace(desk, groups=(*desk.groups, Group(id="others", staff=(30.0,), serves=("call",))))
    standard = Standard(share=0.5, within_seconds=20, over="week")
    found = requirement(two, replace(office, stations=(two,)), standard, group="handlers", seeds=(1,), weeks=2, least=0)
    assert (found.group, sum(found.staff)) == ("handlers", 0)


def test_a_desk_whose_work_comes_round_is_refused() -> None:
    desk, office = switchboard()
    away = Delay(id="away", jobs=("call",), minutes=Duration(family="constant", mean=60))
    routes = (
        Route(station="switchboard", job="call", share=0.5, to="away"),
        Route(station="switchboard", job="call", share=0.5),
        Route(station="away", job="call", to="switchboard"),
    )  # fmt: skip
    with pytest.raises(InputRefused, match="its work comes round to it again by the routes"):
        requirement(desk, replace(office, stations=(desk, away), routes=routes), WITHIN, seeds=(1,), weeks=2)


def test_what_other_stations_send_is_counted() -> None:
    """Calls first wait an hour: the rate at the desk is the one before, an hour later."""
    desk, office = switchboard(per_week=20000)
    before = Delay(id="before", jobs=("call",), minutes=Duration(family="constant", mean=60))
    demand = (replace(office.demand[0], to="before"),)
    routes = (Route(station="before", job="call", to="switchboard"),)
    office = replace(office, stations=(before, desk), demand=demand, routes=routes)
    rates = reaching(desk, office, (1, 2), 3).rates[0].reshape(7, 24, 2).mean(axis=(0, 2))
    assert rates[12] / rates[5] == pytest.approx(6, rel=0.15)
    assert rates[8] == pytest.approx(rates[5], rel=0.25)
    assert rates[9] == pytest.approx(rates[12], rel=0.1)


def test_no_staff_reaches_a_share_that_another_group_spoils() -> None:
    """Calls that the named group does not serve wait for nobody: no staff of this group helps."""
    desk, office = switchboard(per_week=400)
    work = (desk.work[0], replace(desk.work[0], job="fax"))
    both = replace(desk, groups=(*desk.groups, Group(id="nobody", staff=(0.0,), serves=("fax",))), work=work)
    office = replace(
        office, jobs=(*office.jobs, Job(id="fax")), stations=(both,),
        demand=(*office.demand, Demand(id="faxes", job="fax", to="switchboard", per_week=400)),
    )  # fmt: skip
    for over in ("week", "half hour"):
        standard = Standard(share=0.9, within_seconds=20, jobs=("fax",), over=over)
        with pytest.raises(InputRefused, match="people miss the standard in"):
            requirement(both, office, standard, group="handlers", seeds=(1,), weeks=2)


def test_to_be_sure_takes_enough_weeks() -> None:
    assert weeks_to_be_sure(WITHIN) > 35
    assert weeks_to_be_sure(Standard(share=0.5, measure="waits")) < 10
    sure = replace(WITHIN, sure=True)
    with pytest.raises(InputRefused, match=r"2 weeks are too few to be sure of 0\.9 in a half hour"):
        requirement(*switchboard(), sure, weeks=2)


def test_being_sure_needs_more_people() -> None:
    desk, office = switchboard(per_week=2000, by_hour=(1.0,))
    standard = Standard(share=0.5, measure="waits")
    told: list[tuple[str, int]] = []
    point = requirement(desk, office, standard, seeds=(1,), weeks=10)
    sure = requirement(
        desk, office, replace(standard, sure=True), seeds=(1,), weeks=10, method="period",
        told=lambda what, number: told.append((what, number)),
    )  # fmt: skip
    assert sure.staff_hours > point.staff_hours
    assert all(share.high <= 0.5 for share in sure.achieved if share)
    assert [what for what, _ in told[-2:]] == ["taken away together", "taken away one by one"]
    assert told[-1][1] == sum(sure.staff)


def test_being_sure_over_the_week() -> None:
    standard = Standard(share=0.05, measure="gives up", over="week", sure=True)
    found = requirement(*switchboard(per_week=1000), standard, seeds=(1,), weeks=3)
    assert found.week is not None
    assert found.week.high <= 0.05


def test_weeks_by_themselves_bring_a_thousand_calls_to_a_half_hour() -> None:
    desk, office = switchboard(per_week=336 * 50)
    assert _weeks(desk, office, WITHIN, (1, 2), None) == 10
    assert _weeks(desk, office, replace(WITHIN, sure=True), (1, 2), None) == -(-weeks_to_be_sure(WITHIN) // 2)
    assert _weeks(*switchboard(per_week=50), WITHIN, (1,), None) == 52
    with pytest.raises(InputRefused, match="Each trial runs 1 to 520 weeks; 0 were asked for"):
        _weeks(desk, office, WITHIN, (1,), 0)
    assert _weeks(desk, office, WITHIN, (1,), 3) == 3


def test_a_desk_that_nobody_rings_needs_nobody() -> None:
    desk, office = switchboard(per_week=0.0)
    for over in ("week", "half hour"):
        found = requirement(desk, office, replace(WITHIN, over=over), seeds=(1,), weeks=2)
        assert (sum(found.staff), found.week, found.staff_hours, found.start_hours) == (0, None, 0, 0)
        assert found.missed_afresh == ()


def test_closed_hours_need_nobody_and_open_ones_the_least() -> None:
    desk, office = switchboard(per_week=30, by_hour=(0,) * 8 + (1,) * 8 + (0,) * 8)
    found = requirement(desk, office, replace(WITHIN, share=0.5), seeds=(1,), weeks=2, least=2)
    assert set(found.staff[:16]) == {0}
    assert min(found.staff[16:32]) == 2


def record(rows: list[tuple[float, float, int]]) -> Record:
    """A record of calls: arrived (minutes after the first week), waited (NaN: not answered), outcome."""
    arrived, waited, outcome = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    n, whole = len(rows), np.zeros(len(rows), dtype=np.int64)
    began = WEEK + arrived + waited
    return Record(
        WEEK + arrived, whole, whole, whole, began, began, began, outcome.astype(np.int8), whole,
        np.zeros(n, dtype=np.int8), whole, 0.0,
    )  # fmt: skip


def test_each_measure_counts_its_own() -> None:
    """Answered at once, in time, too late; lost; waiting for hours; and come so late that nobody can know."""
    seen = record([
        (0, 0, SERVED), (1, 0.3, SERVED), (2, 5, SERVED), (3, math.nan, LOST), (4, math.nan, STILL_HERE),
        (WEEK - 0.1, math.nan, STILL_HERE),
    ])  # fmt: skip
    kinds = np.array([0])

    def counts(standard: Standard) -> tuple[float, float]:
        found = count(seen, standard, kinds, 1)
        return found.hits.sum(), found.came.sum()

    assert counts(WITHIN) == (2, 3)
    assert counts(replace(WITHIN, of="came")) == (2, 5)
    assert counts(Standard(share=0.1, measure="waits", within_seconds=20)) == (4, 5)
    assert counts(Standard(share=0.1, measure="gives up", within_seconds=20)) == (1, 5)
    assert count(seen, WITHIN, np.array([5]), 1).came.sum() == 0
    assert (
        count(seen, WITHIN, kinds, 1).gives_up() == count(seen, replace(WITHIN, of="came"), kinds, 1).gives_up() == 0.2
    )


def test_a_half_hour_in_which_all_gave_up_misses_a_standard_of_those_answered() -> None:
    """There is no share of nobody, and yet nobody was answered in time."""
    given_up = count(record([(0, math.nan, LOST), (40, 0.1, SERVED)]), WITHIN, np.array([0]), 1)
    desk, office = switchboard()
    trials = Trials(desk, 0, reaching(desk, office, (1,), 1), WITHIN, np.array([0]))
    assert trials.missed(given_up)[:3].tolist() == [True, False, False]
    of_all = replace(WITHIN, of="came")
    again = count(record([(0, math.nan, LOST), (40, 0.1, SERVED)]), of_all, np.array([0]), 1)
    assert replace(trials, standard=of_all).missed(again)[:3].tolist() == [True, False, False]
    alone = count(record([(0, math.nan, LOST)]), WITHIN, np.array([0]), 1)
    assert replace(trials, standard=replace(WITHIN, over="week")).missed(alone).all()


def test_the_same_word_is_the_same_number() -> None:
    """The share of those answered within the time is the desk's own output; of all who came it is less."""
    desk = SWITCHBOARD
    office = replace(SMALL_OFFICE, weeks=5, demand=(replace(SMALL_OFFICE.demand[0], per_week=6000),))
    done = run(OfficePlan(office), 3)
    told = {figure.output.id: figure for figure in figures(done)}
    within, lost = told["switchboard.call.within"], told["switchboard.call.lost"]
    seconds = desk.work[0].within_seconds
    assert seconds is not None
    standard = Standard(share=0.9, within_seconds=seconds)
    record = done.stations["switchboard"].record
    found = count(record, standard, np.array([0]), 4)
    assert (100 * found.share(), found.came.sum()) == (within.value, within.n)
    assert 100 * (found.gives_up() or 0) == pytest.approx(lost.value, rel=1e-3), "but for who still waits at the end"
    of_all = count(record, replace(standard, of="came"), np.array([0]), 4)
    assert of_all.share() < found.share()
    assert of_all.hits.sum() == found.hits.sum()


def test_a_standard_says_of_whom_it_is_a_share() -> None:
    assert WITHIN.words == "90% are answered within 20 seconds, of those answered at all"
    assert replace(WITHIN, of="came").words == "90% are answered within 20 seconds, of all who came"
    assert Standard(share=0.05, measure="gives up").words == "at most 5% of all who came give up"
    assert Standard(share=0.2, measure="waits").words == "at most 20% of all who came wait"


def test_an_interval_is_wider_where_weeks_differ() -> None:
    alike = interval_of([10] * 8, [9] * 8, 0.95)
    apart = interval_of([10] * 8, [10, 10, 10, 10, 10, 10, 10, 2], 0.95)
    assert alike.estimate == apart.estimate == 0.9
    assert apart.half_width > alike.half_width
    all_good = interval_of([10] * 8, [10] * 8, 0.95)
    assert (all_good.estimate, all_good.high) == (1, 1)
    assert all_good.low < 0.75


def test_a_half_hour_without_calls_has_no_share() -> None:
    nobody = Counted(*(np.zeros((2, 336)) for _ in range(4)))
    assert set(by_half_hour(nobody, 0.95)) == {None}
    assert over_the_week(nobody, 0.95) is None
    assert math.isnan(nobody.shares()[0])
    assert nobody.gives_up() is None


def test_shares_of_queues() -> None:
    waits, lost = Standard(share=0.1, measure="waits"), Standard(share=0.1, measure="gives up")
    assert queue_share(replace(WITHIN, of="came"), 48, 1, 2, 50) == pytest.approx(0.9430189547)
    assert queue_share(waits, 48, 1, 2, 50) == pytest.approx(0.4677740686)
    assert queue_share(lost, 48, 1, 2, 50) == pytest.approx(0.0309122492)
    assert queue_share(WITHIN, 48, 1, 2, 50) == pytest.approx(0.9430189547 / (1 - 0.0309122492))
    assert queue_share(waits, 9, 1, math.inf, 10) == pytest.approx(0.6687315241)
    assert queue_share(waits, 10, 1, math.inf, 10) == 1
    assert (queue_share(lost, 1, 1, 2, 0), queue_share(lost, 1, 1, math.inf, 0)) == (1, 0)
    assert queue_share(WITHIN, 1, 1, 2, 0) == 0


def test_the_worth_of_a_person_falls_to_nothing() -> None:
    desk, office = switchboard()
    queues = analysis(desk, 0, reaching(desk, office, (1,), 2), WITHIN)
    need = queues.least(20)
    assert queues.worth(20, need) > queues.worth(20, need + 3) > 0
    assert queues.worth(20, 0) == 0


def test_desks_that_handle_several_at_once_need_fewer() -> None:
    desk, office = switchboard()
    chats: Desk = replace(desk, groups=(replace(desk.groups[0], at_once=3),))
    one = analysis(desk, 0, reaching(desk, office, (1,), 2), WITHIN).least(20)
    three = analysis(chats, 0, reaching(chats, office, (1,), 2), WITHIN).least(20)
    assert three == -(-one // 3)
