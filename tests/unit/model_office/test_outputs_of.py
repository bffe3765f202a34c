"""The outputs of an office are known before it is run."""

from __future__ import annotations

import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.shelf import find_office
from forcesight.model_office.results import figures
from forcesight.model_office.results.outputs_of import outputs_of


@pytest.mark.parametrize("office", [OFFICE, *map(find_office, ("multi_agency_hub", "forensic_laboratory"))])
def test_they_are_those_of_a_run_in_its_order(office):
    assert outputs_of(office) == tuple(figure.output for figure in figures(run(OfficePlan(office), seed=3)))
