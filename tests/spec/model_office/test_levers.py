"""Levers

An option is an office with levers moved: demand, people and where they are, shifts, time away, how long work takes,
what is promised, which job goes first, and who is sent. A lever changes only what it names, says in words what it did,
and tells what had to be rounded: people are whole, and crews stay together.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.model_office.distributions import quantile
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.experiments.cost import staff_hours
from forcesight.model_office.experiments.levers import levers_from
from forcesight.model_office.experiments.levers.duration import scaled
from forcesight.model_office.experiments.levers.headcount import HOURS_A_WEEK, officers
from forcesight.model_office.experiments.levers.whose import everybody
from forcesight.model_office.office.checks import check_office
from forcesight.model_office.office.description import (
    Break,
    Caseload,
    Demand,
    Desk,
    Duration,
    Group,
    Job,
    Office,
    Shift,
    ShiftPattern,
    Station,
    Team,
    Units,
)
from forcesight.model_office.office.durations import law_of
from forcesight.model_office.office.hours import half_hours
from forcesight.model_office.office.means import mean_of
from forcesight.model_office.results import figures


ROUND_THE_CLOCK = ShiftPattern(id="round_the_clock", cycle_days=1, shifts=(
    Shift(day=0, starts=time(7), hours=12), Shift(day=0, starts=time(19), hours=12),
))  # fmt: skip
TOWN_TWO = Team(
    id="town_two", area="town", units=1, serves=("incident",), pattern="round_the_clock", function="response"
)
FOUR_ON: dict[str, Any] = {"kind": "pattern", "pattern": "four_on", "cycle_days": 8, "shifts": [
    {"day": 0, "starts": "07:00", "hours": 12}, {"day": 1, "starts": "07:00", "hours": 12},
    {"day": 2, "starts": "19:00", "hours": 12}, {"day": 3, "starts": "19:00", "hours": 12},
]}  # fmt: skip
HOURLY: dict[str, Any] = {"kind": "pattern", "pattern": "short", "cycle_days": 1, "shifts": [
    {"day": 0, "starts": "07:00", "hours": 8}, {"day": 0, "starts": "19:00", "hours": 2},
]}  # fmt: skip


def pulled(office: Office = OFFICE, **table: Any) -> tuple[Office, str]:
    """The office after the lever of a table, and what was told of rounding."""
    (lever,) = levers_from([table])
    changed, notes = lever.pulled(office)
    return changed, " ".join(notes)


def words(**table: Any) -> str:
    """A lever in words."""
    return levers_from([table])[0].words


def headcount(office: Office) -> dict[str, float]:
    """How many officers there are of each group, team and caseload."""
    return {held.people.id: officers(held.people) for held in everybody(office)}


def outputs(office: Office) -> dict[str, float]:
    """Every figure of one run."""
    return {figure.output.id: figure.value for figure in figures(run(OfficePlan(office).ready(), 1))}


def _units(office: Office) -> Any:
    """The station of units."""
    return next(each for each in office.stations if isinstance(each, Units))


def _joined(station: Station, team: Team) -> Station:
    """A station of units with one more team."""
    return replace(station, teams=(*station.teams, team)) if isinstance(station, Units) else station


def _with_arrests(office: Office) -> Office:
    """The office with an arrest after each tenth incident, and two hours of custody."""
    units = _units(office)
    arrests = replace(units, work=(replace(units.work[0], arrest=0.1, custody=Duration(family="constant", mean=120)),))
    return replace(office, stations=tuple(arrests if each is units else each for each in office.stations))


def _with_alarms(office: Office) -> Office:
    """The office with a hundred alarms a week, which go first and which both teams take."""
    units = _units(office)
    alarm = replace(units.work[0], job="alarm", priority=0)
    teams = tuple(replace(team, serves=(*team.serves, "alarm")) for team in units.teams)
    alarmed = replace(units, teams=teams, work=(*units.work, alarm))
    return replace(
        office,
        jobs=(*office.jobs, Job(id="alarm")),
        demand=(*office.demand, Demand(id="alarms", job="alarm", to="response", per_week=100)),
        stations=tuple(alarmed if each is units else each for each in office.stations),
    )


def _time(station: Any) -> Duration:
    """The time that a station's first job takes."""
    names = {Desk: "service", Units: "scene", Caseload: "hours"}
    kind = type(station)
    found: Duration = getattr(station.work[0], names[kind]) if kind in names else station.minutes
    return found


def _of(office: Office, name: str) -> Any:
    """The group, team or caseload of an id."""
    return next(held.people for held in everybody(office) if held.people.id == name)


def _rostered() -> Office:
    """The small office with a second team in the town; both of the town's teams have shifts, day and night."""
    town = replace(_of(OFFICE, "town"), pattern="round_the_clock")
    response = replace(_units(OFFICE), teams=(town, TOWN_TWO, _of(OFFICE, "beat")))
    stations = tuple(response if isinstance(each, Units) else each for each in OFFICE.stations)
    return replace(OFFICE, stations=stations, patterns=(ROUND_THE_CLOCK,))


ROSTERED = _rostered()
BUSY = replace(OFFICE, demand=tuple(replace(each, growth=15) for each in OFFICE.demand))


def test_demand_is_multiplied() -> None:
    """A rise of 8 % is a factor of the demand's growth: the callers stay the same people."""
    changed, told = pulled(kind="demand", factor=1.08)
    assert [each.growth for each in changed.demand] == [1.08]
    assert changed.stations == OFFICE.stations
    assert not told
    assert words(kind="demand", factor=1.08) == "8 % more demand of every kind"


@pytest.mark.parametrize("which", [{"demands": ["calls"]}, {"jobs": ["call"]}])
def test_demand_is_named_by_its_id_or_by_its_job(which: dict[str, list[str]]) -> None:
    """Either way it is the same demand here; a second pull multiplies again."""
    once, _ = pulled(kind="demand", factor=0.5, **which)
    twice, _ = pulled(once, kind="demand", factor=0.5, **which)
    assert twice.demand[0].growth == 0.25


def test_staff_of_a_desk_change_in_some_hours() -> None:
    """One more handler on Fridays from 22:00 to 02:00: four hours, of which two are Saturday's."""
    changed, told = pulled(kind="staff", group="handlers", add=1, weekdays=[4], from_hour=22, to_hour=2)
    staff = half_hours(_of(changed, "handlers").staff)
    assert staff.sum() / 2 == 2 * 168 + 4
    assert staff[4 * 48 + 44 : 5 * 48 + 4].tolist() == [3] * 8
    assert not told


def test_whole_people_at_a_desk_are_told() -> None:
    """A tenth more of two people is nobody in any half hour, and the note says so."""
    changed, told = pulled(kind="staff", group="handlers", factor=1.1)
    assert _of(changed, "handlers").staff == pytest.approx((2.2,))
    assert "whole people are there in each half hour" in told


def test_units_are_shared_among_teams_in_proportion() -> None:
    """Half as many units again of two is three."""
    changed, told = pulled(kind="units", function="response", factor=1.5)
    assert _of(changed, "town").units == 3
    assert not told
    assert "1.8 units in all are rounded to 2" in pulled(kind="units", of=["town"], factor=0.9)[1]


def test_a_team_without_a_unit_is_taken_out() -> None:
    """And the note says so."""
    changed, told = pulled(kind="units", of=["beat"], add=-1)
    assert "beat" not in headcount(changed)
    assert told == "beat has no unit left and is taken out."


def test_a_caseload_has_more_people() -> None:
    """Three detectives more; a factor is rounded to whole people and told."""
    assert headcount(pulled(kind="caseload_staff", of=["detectives"], add=3)[0])["detectives"] == 5
    changed, told = pulled(kind="caseload_staff", function="investigation", factor=1.3)
    assert headcount(changed)["detectives"] == 3
    assert told == "2.6 people in all are rounded to 3."


@pytest.mark.parametrize(
    ("come_from", "go_to", "many"),
    [("response", "investigation", 2), ("investigation", "contact", 1), ("contact", "neighbourhood", 2)],
)
def test_a_transfer_conserves_officers(come_from: str, go_to: str, many: int) -> None:
    """Nobody is lost or made, and those who are not named keep their people."""
    changed, _ = pulled(kind="transfer", officers=many, from_function=come_from, to_function=go_to)
    before, after = headcount(OFFICE), headcount(changed)
    assert sum(after.values()) == pytest.approx(sum(before.values()))
    moved = {name: round(after[name] - before[name], 9) for name in before if after[name] != before[name]}
    assert sorted(moved.values()) == [-many, many]


def test_only_whole_crews_move() -> None:
    """Three quarters of four officers are three, but crews of two move: one crew, and the note says so."""
    changed, told = pulled(kind="transfer", share=0.75, from_ids=["town"], to_ids=["detectives"])
    assert headcount(changed)["town"] == 2
    assert "3 officers are 2 as whole people and whole crews." in told
    assert "town is always on duty: a unit counts as one crew here, though it takes 4.2 crews" in told


def test_new_officers_join_in_proportion() -> None:
    """Two new officers are one crew; at a desk they are rostered hours, spread as its staff are."""
    changed, _ = pulled(kind="more_officers", officers=2, function="response")
    assert _of(changed, "town").units == 3
    changed, told = pulled(kind="more_officers", officers=1, of=["handlers"])
    assert half_hours(_of(changed, "handlers").staff).sum() / 2 == pytest.approx(2 * 168 + HOURS_A_WEEK)
    assert "One officer at a desk is 40 rostered hours a week" in told
    assert "so the change is 0 hours a week at the desk where 40 were asked for" in told


def test_a_new_team_is_asked_last_where_it_is_not_at_home() -> None:
    """Where teams are asked in order, the new one is first in its own area, and the note says so."""
    team = {"kind": "new_team", "id": "night", "area": "hill", "units": 3, "serves": ["incident"]}
    changed, told = pulled(**team)
    assert _of(changed, "night") == Team(id="night", area="hill", units=3, serves=("incident",))
    assert not told
    in_order, _ = pulled(kind="despatch", rule="in order")
    changed, told = pulled(in_order, **team)
    assert _units(changed).preference == (("town", "night"), ("night", "beat", "town"))
    assert told == "night is asked first in hill, and last in every other area that it goes to."
    check_office(changed)


def test_a_new_group_joins_a_desk_as_its_last() -> None:
    """It has the fields of a group; what it costs is told."""
    changed, told = pulled(kind="new_group", id="surge", staff=[1], serves=["call"], function="contact")
    assert _of(changed, "surge") == Group(id="surge", staff=(1.0,), serves=("call",), function="contact")
    assert told == "surge has 168 rostered hours a week."
    check_office(changed)


def test_released_hours_are_worked_by_those_who_are_there() -> None:
    """A tenth of a detective's year is worked more: nobody joins, nothing is rounded, and the cost stays."""
    away, _ = pulled(kind="away", function="investigation", set=0.25)
    rostered = 2 * 40 * 365.25 / 7
    changed, told = pulled(away, kind="hours_released", hours_a_year=0.1 * rostered, function="investigation")
    assert _of(changed, "detectives").shrinkage == pytest.approx(0.15)
    assert staff_hours(changed) == staff_hours(away) == staff_hours(OFFICE)
    assert (
        told
        == "investigation: people are away for 10 percentage points less of 4,174 rostered hours a year; nobody joins."
    )


def test_time_away_is_shrinkage_or_abstraction() -> None:
    """Of groups and caseloads the one, of teams with shifts the other. Whole people at a desk are told."""
    changed, _ = pulled(ROSTERED, kind="away", function="response", set=0.2)
    assert _of(changed, "town").abstraction == 0.2
    changed, _ = pulled(changed, kind="away", of=["town"], add=-0.05)
    assert _of(changed, "town").abstraction == 0.15
    changed, _ = pulled(changed, kind="away", of=["town"], factor=2)
    assert _of(changed, "town").abstraction == 0.3
    changed, told = pulled(kind="away", of=["handlers"], set=0.2)
    assert _of(changed, "handlers").shrinkage == 0.2
    assert "the change is 0 hours a week at the desk where -67.2 were asked for" in told


def test_teams_share_a_new_shift_pattern() -> None:
    """Days and nights in a cycle of eight days: two teams of an area are spread four days apart, a third is alone."""
    changed, told = pulled(ROSTERED, **FOUR_ON, function="response", spread=True)
    assert [each.id for each in changed.patterns] == ["round_the_clock", "four_on"]
    assert {name: _of(changed, name).pattern for name in ("town", "town_two", "beat")} == {
        "town": "four_on", "town_two": "four_on", "beat": ""
    }  # fmt: skip
    assert [_of(changed, name).offset_days for name in ("town", "town_two")] == [0, 4]
    assert told == "A unit of town, town_two is on duty 42 hours a week instead of 168."
    kept, told = pulled(ROSTERED, **FOUR_ON, function="response")
    assert [_of(kept, name).offset_days for name in ("town", "town_two")] == [0, 0]
    assert "Teams keep their offset_days; with spread they share the new cycle of 8 days evenly." in told


def test_a_pattern_of_the_office_is_named_only() -> None:
    """And a break that no shift is long enough for is told."""
    changed, told = pulled(ROSTERED, kind="pattern", pattern="round_the_clock", of=["beat"])
    assert _of(changed, "beat") == replace(_of(OFFICE, "beat"), pattern="round_the_clock")
    assert not told
    rested = Team(id="rested", area="hill", units=1, serves=("incident",), pattern="round_the_clock",
                  rest=Break(minutes=45, after_hours=3, before_hours=6))  # fmt: skip
    office = replace(ROSTERED, stations=tuple(_joined(each, rested) for each in ROSTERED.stations))
    _, told = pulled(office, **HOURLY, of=["rested"])
    assert "rested: a shift of 2 hours ends before a break may begin, so it has none." in told


@pytest.mark.parametrize(
    "duration",
    [
        Duration(family="constant", mean=8),
        Duration(family="exponential", mean=8),
        Duration(family="lognormal", mean=8, cv=0.7),
        Duration(family="gamma", mean=8, cv=0.7),
        Duration(family="hyperexponential", mean=8, cv=1.7),
        Duration(family="uniform", low=2, high=9),
        Duration(family="weibull", scale=5, shape=1.4),
        Duration(family="loglogistic", scale=5, shape=2.4),
        Duration(family="observed", quantiles=(1, 4, 20)),
    ],
    ids=lambda duration: duration.family,
)
def test_every_time_is_multiplied(duration: Duration) -> None:
    """Whatever its distribution: each draw becomes that many times as long, so callers keep their luck."""
    then, now = law_of(duration), law_of(scaled(duration, 0.8))
    for share in (0.05, 0.5, 0.95):
        assert quantile(*now, share) == pytest.approx(0.8 * quantile(*then, share))


def test_which_time_a_job_takes_is_its_stations() -> None:
    """Service at a desk, time at the scene, hours of a case, minutes of a diary and of a delay."""
    times = [
        (OFFICE.stations, pulled(kind="duration", factor=2, station=each.id)[0].stations) for each in OFFICE.stations
    ]
    changed = [(was, now) for before, after in times for was, now in zip(before, after, strict=True) if was is not now]
    assert [each.id for each, _ in changed] == ["switchboard", "response", "recording", "detectives", "diary"]
    assert [mean_of(_time(now)) / mean_of(_time(was)) for was, now in changed] == pytest.approx([2.0] * 5)
    custody, _ = pulled(_with_arrests(OFFICE), kind="duration", factor=0.5, job="incident", custody=True)
    assert (_units(custody).work[0].custody.mean, _units(custody).work[0].scene.mean) == (60, 45)


def test_a_new_target_is_counted_and_nobody_works_faster() -> None:
    """Within 60 seconds there are more than within 20; the waits are the same."""
    lever = {"kind": "answering_target", "job": "call", "within_seconds": 60, "standard": 0.95}
    changed, told = pulled(**lever)
    assert words(**lever) == "the target of call: 95 % of them within 60 seconds"
    assert told == "switchboard.call.within counts 60 seconds in this option, and 20 in the office as it is."
    before, after = outputs(BUSY), outputs(replace(changed, demand=BUSY.demand))
    assert after["switchboard.call.within"] > before["switchboard.call.within"]
    assert after["switchboard.call.wait_mean"] == before["switchboard.call.wait_mean"]


def test_a_priority_says_who_goes_first() -> None:
    """The note lists the new order."""
    second = replace(OFFICE.stations[3].work[0], job="visit", priority=2)
    office = replace(
        OFFICE, stations=(*OFFICE.stations[:3], replace(OFFICE.stations[3], work=(*OFFICE.stations[3].work, second)),
                          OFFICE.stations[4]))  # fmt: skip
    changed, told = pulled(office, kind="priority", job="visit", priority=0)
    assert [work.priority for work in changed.stations[3].work] == [1, 0]
    assert told == "The order at detectives is visit, then crime."


def test_despatch_in_order_begins_with_the_nearest() -> None:
    """Where no order is given: an area's own teams, then by their drive; who is ring-fenced elsewhere is left out."""
    changed, told = pulled(kind="despatch", rule="in order")
    assert (_units(changed).despatch, _units(changed).preference) == ("in order", (("town",), ("beat", "town")))
    assert "the area's own, then the others by their mean drive to it" in told
    back, told = pulled(changed, kind="despatch", rule="own area first")
    assert (_units(back).despatch, _units(back).preference, told) == ("own area first", (), "")
    check_office(changed)


def test_pre_emption_takes_units_off_other_jobs() -> None:
    """An alarm takes a unit off an incident, so it waits less when all are busy; without it, nobody is taken off."""
    office = _with_alarms(BUSY)
    changed, told = pulled(office, kind="pre_emption", job="alarm", takes_from=["incident"])
    before, after = outputs(office), outputs(changed)
    assert (before["response.response.pre_empted"], told) == (0, "")
    assert after["response.response.pre_empted"] > 0
    assert after["response.alarm.wait_mean"] < before["response.alarm.wait_mean"]
    back, _ = pulled(changed, kind="pre_emption", job="alarm", takes_from=[])
    assert back == office
    assert words(kind="pre_emption", job="alarm", takes_from=["incident"]) == "alarm may take units off incident"
    assert words(kind="pre_emption", job="alarm", takes_from=[]) == "alarm takes no unit off another job"


def test_a_ring_fence_keeps_teams_at_home() -> None:
    """With both teams fenced, all incidents are attended by their own area's; freed, the beat leaves it."""
    fenced, _ = pulled(kind="ring_fence", of=["town"])
    assert outputs(fenced)["response.incident.own_area"] == 100
    freed, told = pulled(kind="ring_fence", of=["beat"], fenced=False)
    assert not _of(freed, "beat").own_area_only
    assert outputs(freed)["response.incident.own_area"] < outputs(OFFICE)["response.incident.own_area"]
    assert not told
    assert pulled(kind="ring_fence", of=["beat"])[1] == "The teams do so already: nothing changes."
    in_order, _ = pulled(kind="despatch", rule="in order")
    assert (
        "beat: not in every area's order of despatch"
        in pulled(in_order, kind="ring_fence", of=["beat"], fenced=False)[1]
    )


def test_levers_say_what_they_do() -> None:
    """As a person would."""
    assert words(kind="units", of=["town"], add=-1) == "1 unit fewer in each team of town"
    assert words(kind="caseload_staff", of=["detectives"], factor=1.5) == (
        "50 % more people on the caseloads of detectives"
    )
    assert words(kind="staff", group="handlers", set=3, weekdays=[0], from_hour=7.5, to_hour=9) == (
        "3 people in the group handlers on Monday from 07:30 to 09:00"
    )
    assert words(kind="transfer", share=0.4, from_function="neighbourhood", to_function="response") == (
        "40 % of the officers of neighbourhood to response"
    )
    assert words(kind="more_officers", officers=1200, function="response") == "1,200 more officers for response"
    assert words(kind="new_team", id="night", area="hill", units=1, serves=["incident"]) == (
        "a new team night of 1 unit in hill, for incident"
    )
    assert words(kind="new_group", id="surge", staff=2, serves=[], lends=[{"job": "call"}]) == (
        "a new group surge for call when its queue is long"
    )
    assert words(kind="hours_released", hours_a_year=8000, function="investigation") == (
        "8,000 hours a year released for investigation"
    )
    assert words(kind="away", add=-0.05, of=["town"]) == "5 percentage points less of the time of town is away"
    assert words(kind="units", of=["town"], factor=1) == "as much as now: units in the teams of town"
    assert words(kind="away", factor=0.8, of=["town"]) == "20 % less time away of town"
    assert words(kind="away", set=0.2, function="response") == "20 % of the time of the function response is away"
    assert words(kind="duration", factor=0.9, station="response", custody=True) == (
        "10 % less time in custody for every job at response"
    )
    assert words(**FOUR_ON, function="response", spread=True) == (
        "the new shift pattern four_on for the teams of the function response, spread over its cycle"
    )
    assert words(kind="priority", job="call", station="switchboard", priority=2) == "call at switchboard has priority 2"
    assert words(kind="despatch", rule="own area first", station="response") == (
        "response: a free unit of the job's own area goes, then the nearest"
    )
    assert words(kind="ring_fence", of=["beat"], serves=["incident"]) == (
        "the teams of beat stay in their own area and take incident only"
    )
    assert words(kind="ring_fence", of=["beat"], fenced=False) == "the teams of beat may go to every area"
