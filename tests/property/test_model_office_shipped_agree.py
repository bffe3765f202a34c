"""Both engines say the same of every job of the shipped offices, too: in their first days, to the last bit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.property.test_model_office_engines_agree import comparable, told

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.shelf import find_office
from forcesight.model_office.reference_engine import ReferenceEngine


WEEKS = {
    "county_force": 1,
    "forensic_laboratory": 6,
    "multi_agency_hub": 3,
    "online_abuse_referrals": 12,
    "police_bench": 1,
    "sex_offender_management": 12,
}


@pytest.mark.parametrize("office_id", WEEKS)
def test_both_engines_say_the_same_of_a_shipped_office(office_id: str) -> None:
    office = replace(find_office(office_id), weeks=WEEKS[office_id], warm_up_days=0)
    compiled, reference = run(OfficePlan(office), seed=5), ReferenceEngine(office, 5).run()
    for station in office.stations:
        rows = [comparable(row) for row in reference.rows(station.id)]
        assert told(compiled.stations[station.id].record) == rows, station.id
