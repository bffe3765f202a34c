"""What an experiment found is kept as JSON and read back unchanged, also where a value is not known."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.errors import InputRefused
from forcesight.model_office.experiments import Experiment, Option, Target, conduct
from forcesight.model_office.experiments.comparison import compare
from forcesight.model_office.experiments.levers import levers_from
from forcesight.model_office.results.output import Output
from forcesight.web.offices.kept import as_kept, asked_of, comparison_of, manifest_of
from forcesight.web.offices.models import Experiment as Kept


SMALL = replace(OFFICE, weeks=2)
LEVERS = [{"kind": "demand", "factor": 1.5}]
ASKED = Experiment(
    id="asked",
    name="Asked",
    office=SMALL,
    options=(Option(id="more", name="More", levers=tuple(levers_from(LEVERS))),),
    runs=5,
    target=Target(output="switchboard.call.within", at_least=50),
)


def test_a_comparison_is_read_back_as_it_was():
    found = conduct(ASKED)
    again = comparison_of(json.loads(json.dumps(as_kept(found, ASKED.changed))))
    assert again.choice is not None
    # NaN is not equal to itself; in words it is.
    assert repr(again) == repr(found)


def test_what_is_not_known_stays_so():
    outputs = [Output("o", "O", "%", "lower", "s", "f")]
    values = {"baseline": np.array([[1.0, np.nan, 2.0]]), "more": np.array([[1.0, 3.0, np.nan]])}
    told = as_kept(compare(replace(ASKED, target=None), outputs, values, (1.0, 2.0)), ASKED.changed)
    assert told["lines"][0]["values"] == [1.0, None, 2.0]
    again = comparison_of(json.loads(json.dumps(told))).lines[0]
    assert np.isnan(again.values[1]) and np.isnan(again.effects[0].difference.interval.low)
    assert again.effects[0].word == "no data"


def test_an_experiment_whose_levers_read_otherwise_now_is_not_passed_off_as_what_was_run():
    from datetime import UTC, datetime

    from forcesight.model_office.experiments.manifest import manifest
    from forcesight.model_office.office.writing import write_office

    now = datetime.now(UTC)
    ran = manifest(ASKED, conduct(ASKED), now, now)
    definition = {"name": "Asked", "options": [{"id": "more", "name": "More", "levers": LEVERS}], "runs": 5}
    kept = Kept(definition=definition, office_file=write_office(SMALL), reason="A new town", manifest=ran.as_dict())
    assert manifest_of(json.loads(json.dumps(kept.manifest))) == ran
    assert asked_of(kept).question == "A new town" and asked_of(kept).changed[1].office == ASKED.changed[1].office
    kept.definition["options"][0]["levers"] = [{"kind": "demand", "factor": 1.6}]
    with pytest.raises(InputRefused, match="read its levers otherwise"):
        asked_of(kept)
