"""A job that goes round for ever is let go after a hundred visits, by both engines, wherever it goes round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.property.test_model_office_engines_agree import comparable, told

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.flow import VISITS
from forcesight.model_office.office.description import (
    Area,
    Caseload,
    CaseWork,
    Delay,
    Demand,
    Desk,
    DeskWork,
    Duration,
    Group,
    Job,
    Office,
    Return,
    Route,
    Station,
    Team,
    Units,
    UnitWork,
)
from forcesight.model_office.reference_engine import ReferenceEngine


MINUTE = Duration(family="constant", mean=1)
AGAIN_AT_ONCE = (Return(share=1, after=MINUTE),)
DESK = Desk(
    id="a",
    groups=(Group(id="group", staff=(2,), serves=("job",)),),
    work=(DeskWork(job="job", service=MINUTE, returns=AGAIN_AT_ONCE),),
)
UNITS = Units(
    id="a",
    teams=(Team(id="team", area="area", units=2, serves=("job",)),),
    work=(UnitWork(job="job", scene=MINUTE, returns=AGAIN_AT_ONCE),),
)
CASES = Caseload(id="a", staff=1, hours=(8,) * 7, work=(CaseWork(job="job", hours=replace(MINUTE, mean=0.01)),))
DELAY = Delay(id="a", jobs=("job",), minutes=MINUTE)


def office(*stations: Station, weeks: int) -> Office:
    """Two jobs a week come to the first station; each station's work goes to the next, and the last one's to the first.

    No file could ask for it: a cycle without exit is refused.
    """
    names = [station.id for station in stations]
    own = isinstance(stations[0], Desk | Units)
    ways = [Route(station=a, job="job", to=b) for a, b in zip(names, [*names[1:], names[0]], strict=True) if not own]
    return Office(
        id="round",
        name="Round and round",
        starts=date(2026, 1, 5),
        weeks=weeks,
        jobs=(Job(id="job"),),
        demand=(Demand(id="demand", job="job", to="a", per_week=2),),
        stations=stations,
        areas=(Area(id="area"),),
        routes=tuple(ways),
    )


@pytest.mark.parametrize(
    ("stations", "weeks"),
    [
        ((DESK,), 1),
        ((UNITS,), 1),
        ((CASES,), 20),
        ((CASES, replace(CASES, id="b")), 20),
        ((DELAY, replace(DELAY, id="b")), 1),
        ((CASES, replace(DELAY, id="b")), 20),
    ],
    ids=["desk", "units", "team", "two teams", "two delays", "a team and a delay"],
)
def test_a_hundred_visits_are_the_last(stations: tuple[Station, ...], weeks: int) -> None:
    round_and_round = office(*stations, weeks=weeks)
    compiled, reference = run(OfficePlan(round_and_round), seed=3), ReferenceEngine(round_and_round, 3).run()
    visits: dict[int, int] = {}
    for station in stations:
        record = compiled.stations[station.id].record
        assert told(record) == [comparable(row) for row in reference.rows(station.id)], station.id
        for entity in record.entity.tolist():
            assert entity >= 0
            visits[entity % (1 << 55)] = visits.get(entity % (1 << 55), 0) + 1
    assert max(visits.values()) == VISITS == 100
