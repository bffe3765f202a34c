"""A lever that cannot be is refused with what is wrong and what was meant; every kind is written and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers import KINDS, described, levers_from
from forcesight.model_office.office.description import Shift, ShiftPattern


TABLES: tuple[dict[str, Any], ...] = (
    {"kind": "demand", "factor": 1.08, "jobs": ["call"]},
    {"kind": "staff", "group": "handlers", "add": 1.0, "weekdays": [4], "from_hour": 22.0, "to_hour": 2.0},
    {"kind": "units", "add": -1.0, "of": ["town"]},
    {"kind": "caseload_staff", "factor": 1.5, "function": "investigation"},
    {"kind": "transfer", "share": 0.4, "from_function": "neighbourhood", "to_ids": ["town"]},
    {"kind": "more_officers", "officers": 4, "function": "response"},
    {
        "kind": "new_team",
        "id": "hill",
        "area": "hill",
        "units": 1,
        "serves": ["incident"],
        "pattern": "days",
        "rest": {"minutes": 30.0, "after_hours": 2.0, "before_hours": 5.0},
    },
    {"kind": "new_group", "id": "surge", "staff": [1.0], "serves": [], "lends": [{"job": "call"}]},
    {"kind": "hours_released", "hours_a_year": 100.0, "of": ["detectives"]},
    {"kind": "away", "add": -0.05, "function": "investigation"},
    {
        "kind": "pattern",
        "pattern": "lates",
        "of": ["town"],
        "cycle_days": 2,
        "shifts": [{"day": 0, "starts": time(14), "hours": 10.0}],
        "spread": True,
    },
    {"kind": "duration", "factor": 0.9, "station": "response", "job": "incident"},
    {"kind": "answering_target", "job": "call", "within_seconds": 10.0, "standard": 0.95},
    {"kind": "priority", "job": "call", "priority": 2},
    {"kind": "despatch", "rule": "in order", "preference": [["town", "beat"], ["beat"]]},
    {"kind": "pre_emption", "job": "incident", "takes_from": [], "station": "response"},
    {"kind": "ring_fence", "of": ["beat"], "fenced": False, "serves": ["incident"]},
)
# What is written, and what the sentence says.
WRITTEN = (
    ({"factor": 2}, "kind is missing: write one of demand, staff"),
    ({"kind": "demnd", "factor": 2}, "there is no lever 'demnd': did you mean demand?"),
    ({"kind": "xyzzy"}, "there is no lever 'xyzzy': there are demand, staff"),
    ({"kind": "demand", "factr": 2}, "factr is not a field: did you mean factor?"),
    ({"kind": "demand"}, "factor is missing"),
    ({"kind": "demand", "factor": -1}, "write a factor that is 0 or more"),
    ({"kind": "units", "of": ["town"]}, "exactly one way: set, add or factor"),
    ({"kind": "units", "of": ["town"], "set": -1}, "-1 cannot be"),
    ({"kind": "units", "of": ["town"], "add": 0.5}, "0.5 units cannot be"),
    ({"kind": "units", "of": ["town"], "function": "response", "add": 1}, "either by `of` (ids) or by `function`"),
    ({"kind": "caseload_staff", "add": 1}, "either by `of` (ids) or by `function`"),
    ({"kind": "caseload_staff", "of": ["detectives"], "set": 1.5}, "1.5 people cannot be"),
    ({"kind": "staff", "group": "handlers", "add": 1, "weekdays": [7]}, "write 0 (Monday) to 6 (Sunday)"),
    ({"kind": "staff", "group": "handlers", "add": 1, "from_hour": 7.25}, "The hour 7.25 cannot be"),
    ({"kind": "staff", "group": "handlers", "add": 1, "from_hour": 9, "to_hour": 9}, "From 9 to 9 is no time"),
    ({"kind": "staff", "group": "handlers", "add": 1, "from_hour": 24, "to_hour": 0}, "From 24 to 0 is no time"),
    ({"kind": "transfer", "from_ids": ["town"], "to_ids": ["beat"]}, "either as a share or as a number"),
    ({"kind": "transfer", "share": 40, "from_ids": ["town"], "to_ids": ["beat"]}, "40 % is 0.4"),
    ({"kind": "transfer", "officers": 0, "from_ids": ["town"], "to_ids": ["beat"]}, "0 officers cannot move"),
    ({"kind": "more_officers", "officers": 0, "of": ["town"]}, "0 officers cannot join"),
    ({"kind": "new_team", "id": "hill", "units": 1, "serves": ["incident"]}, "area is missing"),
    ({"kind": "new_group", "id": "surge", "staff": "two", "serves": ["call"]}, "staff is 'two': it must be"),
    ({"kind": "hours_released", "hours_a_year": 0, "of": ["town"]}, "0 hours a year cannot be released"),
    ({"kind": "hours_released", "hours_a_year": 9}, "either by `of` (ids) or by `function`"),
    ({"kind": "away", "add": 0.1}, "either by `of` (ids) or by `function`"),
    ({"kind": "away", "of": ["town"]}, "exactly one way: set, add or factor"),
    ({"kind": "pattern", "pattern": "lates", "of": ["town"], "cycle_days": 4}, "needs cycle_days and shifts"),
    ({"kind": "pattern", "pattern": "lates"}, "either by `of` (ids) or by `function`"),
    (
        {
            "kind": "pattern",
            "pattern": "lates",
            "of": ["town"],
            "cycle_days": 1,
            "shifts": [{"day": 0, "starts": "2pm"}],
        },
        "starts is '2pm': it must be a time such as 08:30:00",
    ),
    ({"kind": "duration", "factor": 0, "job": "call"}, "write a factor above 0"),
    ({"kind": "duration", "factor": 2}, "give a station, a job or both"),
    ({"kind": "answering_target", "job": "call"}, "a time, a standard or both"),
    ({"kind": "answering_target", "job": "call", "standard": 90}, "90 % is 0.9"),
    (
        {"kind": "answering_target", "job": "call", "within_days": 1, "within_minutes": 1},
        "within_minutes and within_days are two promises: give one time",
    ),
    ({"kind": "priority", "job": "call", "priority": 1.5}, "priority is 1.5: it must be a whole number"),
    ({"kind": "despatch", "rule": "farthest"}, "it must be one of 'nearest', 'own area first', 'in order'"),
    ({"kind": "despatch", "rule": "nearest", "preference": [["town"]]}, 'preference is for the rule "in order"'),
    ({"kind": "pre_emption", "job": "incident"}, "takes_from is missing"),
    ({"kind": "ring_fence"}, "either by `of` (ids) or by `function`"),
)
TEAM: dict[str, Any] = {"kind": "new_team", "id": "night", "area": "town", "units": 1, "serves": ["incident"]}
GROUP: dict[str, Any] = {"kind": "new_group", "id": "surge", "staff": 1, "serves": ["call"]}
LATES: dict[str, Any] = {
    "kind": "pattern",
    "pattern": "lates",
    "of": ["town"],
    "cycle_days": 2,
    "shifts": [{"day": 0, "starts": "14:00", "hours": 10}],
}
PULLED = (
    ({"kind": "demand", "factor": 2, "demands": ["cals"]}, "no demand 'cals': did you mean calls?"),
    ({"kind": "demand", "factor": 2, "jobs": ["crime"]}, "no demand for the job 'crime': there are call."),
    ({"kind": "staff", "group": "handler", "add": 1}, "no group of a desk 'handler': did you mean handlers?"),
    ({"kind": "staff", "group": "handlers", "add": -3}, "has not so many people to give"),
    ({"kind": "units", "of": ["towm"], "add": 1}, "no team of units 'towm': did you mean town?"),
    ({"kind": "units", "function": "respons", "add": 1}, "did you mean response?"),
    ({"kind": "units", "of": ["town"], "add": -3}, "there are not so many units to give"),
    ({"kind": "units", "of": ["town", "beat"], "set": 0}, "'response' would have nobody left"),
    ({"kind": "caseload_staff", "of": ["detectives"], "set": 0}, "leave at least one person"),
    ({"kind": "transfer", "officers": 9, "from_ids": ["town"], "to_ids": ["beat"]}, "there are 4 officers; move fewer"),
    ({"kind": "transfer", "officers": 1, "from_ids": ["town"], "to_ids": ["beat"]}, "not one whole crew, could move"),
    ({"kind": "transfer", "officers": 2, "from_ids": ["town"], "to_ids": ["town"]}, "cannot move to where they are"),
    ({"kind": "more_officers", "officers": 1, "of": ["town"]}, "less than one crew"),
    (TEAM | {"station": "switchboard"}, "no station of units 'switchboard': there are response."),
    (TEAM | {"id": "town"}, "id 'town' stands here for the second time"),
    (TEAM | {"area": "hil"}, "'hil' is not an area of this office: did you mean 'hill'?"),
    (TEAM | {"serves": ["call"]}, "'response' has no work for 'call': they are incident"),
    (TEAM | {"serves": []}, "serves is empty: list the jobs that it takes."),
    (TEAM | {"units": 0}, "units is 0: write 1 to 10,000."),
    (TEAM | {"pattern": "lates"}, "'lates' is not a pattern of this office: it has none"),
    (TEAM | {"abstraction": 0.2}, "abstraction needs shifts: give the team a pattern, or leave it out."),
    (GROUP | {"id": "handlers"}, "id 'handlers' stands here for the second time"),
    (GROUP | {"staff": [1, 2]}, "staff has 2 numbers: give 1 (always), 24"),
    (GROUP | {"serves": ["cal"]}, "'switchboard' has no work for 'cal': did you mean 'call'?"),
    (GROUP | {"station": "switchbord"}, "no desk 'switchbord': did you mean switchboard?"),
    ({"kind": "hours_released", "hours_a_year": 9, "of": ["town"]}, "town: who is always on duty is never away"),
    ({"kind": "hours_released", "hours_a_year": 9, "of": ["detectives"]}, "0 at most can be released"),
    ({"kind": "away", "of": ["detectives"], "set": 1}, "would be away for 100 % of the time, and is for 0 % now"),
    ({"kind": "away", "of": ["detectives"], "add": -0.1}, "would be away for -10 % of the time"),
    ({"kind": "away", "function": "response", "set": 0.1}, "town: who is always on duty is never away"),
    ({"kind": "pattern", "pattern": "lates", "of": ["town"]}, "no shift pattern 'lates': there is none."),
    ({"kind": "pattern", "pattern": "lates", "of": ["handlers"]}, "no team of units 'handlers': there are town, beat."),
    (LATES | {"cycle_days": 0}, "cycle_days is 0: write 1 to 3650."),
    (LATES | {"shifts": [{"day": 0, "starts": "14:00", "hours": 25}]}, "a shift has more than 0 and at most 24"),
    (LATES | {"shifts": [{"day": 2, "starts": "14:00", "hours": 9}]}, "the days of a cycle of 2 are 0 to 1"),
    ({"kind": "duration", "factor": 2, "job": "cal"}, "no station with work for the job 'cal': did you mean call?"),
    ({"kind": "duration", "factor": 2, "station": "respons"}, "no station 'respons': did you mean response?"),
    ({"kind": "duration", "factor": 2, "job": "crime"}, "worked on at recording and detectives: name one."),
    (
        {"kind": "duration", "factor": 2, "station": "response", "job": "call"},
        "no work at 'response' for the job 'call': there are incident.",
    ),
    ({"kind": "duration", "factor": 2, "station": "switchboard", "custody": True}, "only units have times in custody"),
    ({"kind": "duration", "factor": 2, "station": "response", "custody": True}, "Nobody is arrested after any job"),
    ({"kind": "duration", "factor": 2, "station": "diary", "job": "call"}, "no work at 'diary' for the job 'call'"),
    ({"kind": "duration", "factor": 1e9, "station": "switchboard"}, "write 1e+09 at most"),
    ({"kind": "answering_target", "job": "cal", "standard": 0.9}, "no station with work for the job 'cal'"),
    ({"kind": "answering_target", "job": "call", "within_minutes": 1}, "write within_seconds instead"),
    ({"kind": "answering_target", "job": "incident", "within_days": 1}, "write within_minutes instead"),
    ({"kind": "answering_target", "job": "call", "within_seconds": 0}, "within_seconds is 0: write a number above 0."),
    ({"kind": "priority", "job": "crme", "priority": 1}, "did you mean crime?"),
    ({"kind": "priority", "job": "call", "station": "diary", "priority": 1}, "station of units or caseload 'diary'"),
    ({"kind": "despatch", "rule": "nearest", "station": "respons"}, "no station of units 'respons'"),
    ({"kind": "despatch", "rule": "in order", "preference": [["town"]]}, "preference has 1 lists of teams: give one"),
    ({"kind": "despatch", "rule": "in order", "preference": [["towm"], ["beat"]]}, "did you mean 'town'?"),
    ({"kind": "pre_emption", "job": "call", "takes_from": []}, "'switchboard' is a desk: only units are taken off"),
    ({"kind": "pre_emption", "job": "incident", "takes_from": ["call"]}, "'response' has no work for 'call'"),
    ({"kind": "ring_fence", "of": ["towm"]}, "no team of units 'towm': did you mean town?"),
    ({"kind": "ring_fence", "of": ["town"], "serves": ["call"]}, "'response' has no work for 'call'"),
)


@pytest.mark.parametrize("table", TABLES, ids=[table["kind"] for table in TABLES])
def test_a_lever_is_written_and_read_back(table: dict[str, Any]) -> None:
    """To an equal lever, and the table is the one that it was read from."""
    (lever,) = levers_from([table])
    assert described(lever) == table
    assert levers_from([described(lever)]) == (lever,)


def test_every_kind_is_read_back() -> None:
    """None is forgotten above."""
    assert [table["kind"] for table in TABLES] == list(KINDS)


@pytest.mark.parametrize(("table", "says"), WRITTEN)
def test_what_cannot_be_written(table: dict[str, Any], says: str) -> None:
    """The sentence says which lever is wrong, and how."""
    with pytest.raises(InputRefused) as refused:
        levers_from([TABLES[0], table])
    assert says in str(refused.value)
    assert str(refused.value).startswith("lever 2: ")


@pytest.mark.parametrize(("table", "says"), PULLED)
def test_what_the_office_does_not_allow(table: dict[str, Any], says: str) -> None:
    """Names that it does not have, with the nearest; and people that it does not have."""
    (lever,) = levers_from([table])
    with pytest.raises(InputRefused) as refused:
        lever.pulled(OFFICE)
    assert says in str(refused.value)


DESK, RESPONSE, *OTHERS = OFFICE.stations
UNPROMISED = replace(DESK, work=(replace(DESK.work[0], within_seconds=None, standard=None),))
TWO_OF_EACH = replace(
    OFFICE,
    stations=(UNPROMISED, replace(DESK, id="second_desk"), RESPONSE, replace(RESPONSE, id="reserve"), *OTHERS),
    patterns=(ShiftPattern(id="lates", cycle_days=1, shifts=(Shift(day=0, starts=time(14), hours=10),)),),
)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (TEAM, "A station of units is needed, and the office has response, reserve: name the one that is meant."),
        (GROUP, "A desk is needed, and the office has switchboard, second_desk: name the one that is meant."),
        ({"kind": "units", "of": ["town"], "add": 1}, "more than one team of units 'town': write response.town or res"),
        ({"kind": "priority", "job": "call", "priority": 1}, "worked on at switchboard and second_desk: name one."),
        ({"kind": "duration", "job": "incident", "factor": 2}, "worked on at response and reserve: name one."),
        (LATES | {"of": ["response.town"]}, "a shift pattern 'lates' already: leave out cycle_days and shifts to use"),
        (
            {"kind": "answering_target", "job": "call", "station": "switchboard", "standard": 0.9},
            "switchboard.call promises no time that a standard could be of: write within_seconds too.",
        ),
    ],
)
def test_what_is_not_said_clearly_enough(table: dict[str, Any], says: str) -> None:
    """Where there are two of a name or a kind, and where a standard is of nothing."""
    (lever,) = levers_from([table])
    with pytest.raises(InputRefused) as refused:
        lever.pulled(TWO_OF_EACH)
    assert says in str(refused.value)


def test_there_is_no_station_of_a_kind() -> None:
    """Nor one to choose."""
    (lever,) = levers_from([TEAM])
    with pytest.raises(InputRefused, match=r"A station of units is needed, and the office has none\."):
        lever.pulled(replace(OFFICE, stations=(DESK,)))


def test_nobody_joins_where_nobody_is() -> None:
    """There is no hour at which they would work."""
    nobody, more = levers_from(
        [{"kind": "staff", "group": "handlers", "set": 0}, {"kind": "more_officers", "officers": 1, "of": ["handlers"]}]
    )
    with pytest.raises(InputRefused, match="handlers: there are no people at any hour"):
        more.pulled(nobody.pulled(OFFICE)[0])


def test_a_diary_of_two_jobs_has_one_time() -> None:
    """So it cannot be changed for one of them."""
    office = replace(OFFICE, stations=(*OFFICE.stations[:4], replace(OFFICE.stations[4], jobs=("visit", "call"))))
    (lever,) = levers_from([{"kind": "duration", "factor": 2, "station": "diary", "job": "visit"}])
    with pytest.raises(InputRefused, match="'diary' has one time for visit, call: leave the job out"):
        lever.pulled(office)


def test_a_target_where_there_was_none_is_told() -> None:
    """There is nothing to compare it with; and what stays as it is needs no note."""
    new, standard = levers_from(
        [
            {"kind": "answering_target", "job": "call", "station": "switchboard", "within_seconds": 9},
            {"kind": "answering_target", "job": "call", "station": "second_desk", "standard": 0.8},
        ]
    )
    _, notes = new.pulled(TWO_OF_EACH)
    assert notes == ("switchboard.call.within is counted in this option only: the office as it is promises no time.",)
    assert standard.pulled(TWO_OF_EACH)[1] == ()
