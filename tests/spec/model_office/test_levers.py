"""Levers

An option is an office with levers moved. There are six kinds: more or less demand, the staff of a desk, the units of
teams, the staff of caseloads, officers who move from one function to another, and new officers. A lever changes only
what it names, says in words what it did, and tells what had to be rounded: people are whole, and crews stay together.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.model_office.experiments.levers import levers_from
from forcesight.model_office.experiments.levers.headcount import HOURS_A_WEEK, officers
from forcesight.model_office.experiments.levers.whose import everybody
from forcesight.model_office.office.description import Office
from forcesight.model_office.office.hours import half_hours


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


def _of(office: Office, name: str) -> Any:
    """The group, team or caseload of an id."""
    return next(held.people for held in everybody(office) if held.people.id == name)
