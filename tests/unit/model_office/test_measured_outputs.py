"""The shipped offices name outputs that they have, and measures that can be compared with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forcesight.catalogue import Catalogue
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.shelf import find_office, offices
from forcesight.model_office.predicted import faults_of_measures
from forcesight.model_office.results.figures import figures


@pytest.mark.parametrize("office_id", [listed.id for listed in offices()])
def test_every_measured_output_can_be_compared(office_id: str) -> None:
    office = replace(find_office(office_id), weeks=1, warm_up_days=0)
    outputs = [figure.output for figure in figures(run(OfficePlan(office), 1))]
    known = {measure.id: measure for measure in Catalogue.load().measures()}
    assert faults_of_measures(outputs, office.measured, known) == []


def test_the_whole_force_can_be_compared_with_its_records() -> None:
    told = {each.measure for each in find_office("county_force").measured}
    assert {"calls_999", "answered_999_in_10s", "minutes_to_attend_immediate"} <= told
