"""How small a change is none worth the name: dated entries of the catalogue, shown with the answer."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from tests.unit.model_office.experiments.test_packed import BEGUN, ENDED
from tests.unit.model_office.experiments.test_sweep import ASKED

from forcesight.access import local_operator
from forcesight.catalogue import Catalogue, CatalogueError, OutputUnit, UnknownEntry
from forcesight.model_office.experiments import BASELINE, Word
from forcesight.model_office.experiments.comparison import compare
from forcesight.model_office.experiments.manifest import manifest
from forcesight.model_office.experiments.margins import Margins, shipped_margins
from forcesight.model_office.experiments.packed import tables
from forcesight.model_office.results import Output
from forcesight.operations import model_office
from forcesight.operations.platform import Platform
from forcesight.store import Home


OWN = """
[[margin]]
id = "outputs"
value = 0.1
valid_from = 2026-03-01
source = "Planning board, minute 4"
confidence = "high"

[[margin]]
id = "minutes"
output_unit = "minutes"
value = 0.5
scale = "points"
valid_from = 2026-03-01
source = "Planning board, minute 5"
confidence = "high"
"""


@pytest.fixture
def home(tmp_path: Path) -> Catalogue:
    """A catalogue in which the force has decided on its margins in March 2026."""
    (tmp_path / "margins.toml").write_text(OWN)
    return Catalogue.load(overlay=tmp_path)


def test_the_shipped_margin_is_a_default_that_says_so() -> None:
    assert shipped_margins().words() == [
        "Broadly unchanged: the change lies within 2 % of the value as it is (a margin since 2010-12-01). "
        "This is a default that the force has not confirmed."
    ]
    assert all(shipped_margins().reach(unit, -50.0) == 1.0 for unit in get_args(OutputUnit))


def test_a_force_has_its_own_from_the_day_of_its_decision(home: Catalogue) -> None:
    assert Margins.of(home, date(2026, 2, 28)).reach("minutes", 50.0) == 1.0
    after = Margins.of(home, date(2026, 3, 1))
    assert (after.reach("minutes", 50.0), after.reach("%", 50.0)) == (0.5, 5.0)
    others = ", ".join(unit for unit in get_args(OutputUnit) if unit != "minutes")
    tenth = "the change lies within 10 % of the value as it is (a margin since 2026-03-01)."
    assert after.words() == [
        f"Broadly unchanged in {others}: {tenth}",
        "Broadly unchanged in minutes: the change lies within 0.5 (a margin since 2026-03-01).",
    ]


def test_a_day_without_a_margin_is_refused() -> None:
    with pytest.raises(
        UnknownEntry, match=r'no margin for outputs in %: add a \[\[margin\]\] with output_unit = "any"'
    ):
        Margins.of(Catalogue.load(), date(2010, 11, 30))


def test_a_unit_that_no_output_has_is_refused(tmp_path: Path) -> None:
    (tmp_path / "margins.toml").write_text(OWN.replace('output_unit = "minutes"', 'output_unit = "minute"'))
    with pytest.raises(CatalogueError, match="output_unit is 'minute': it must be one of '%', 'seconds', 'minutes'"):
        Catalogue.load(overlay=tmp_path)


def test_the_margin_decides_the_word_and_stands_in_the_pack(home: Catalogue) -> None:
    # A wait of about 10 minutes that becomes about 0.4 longer, in every run.
    before = np.array([[9.0, 10.0, 11.0, 10.0, 10.0]])
    values = {BASELINE: before, "more": before + np.array([[0.40, 0.41, 0.39, 0.40, 0.40]])}
    output = Output("a.wait", "A: wait", "minutes", "lower", "a", "contact")

    def asked(margins: Margins) -> tuple[Word, float | None, float]:
        experiment = replace(ASKED, margins=margins)
        comparison = compare(experiment, [output], values, [1.0, 2.0])
        told = manifest(experiment, comparison, BEGUN, ENDED)
        row = tables(comparison, experiment, told)[0].as_dicts()[0]
        margin = told.as_dict()["margins"]["minutes"]
        return comparison.lines[0].effects[0].word, row["margin"], margin["value"]  # type: ignore[return-value]

    assert asked(shipped_margins()) == ("worse", 0.2, 0.02)
    assert asked(Margins.of(home, date(2026, 3, 1))) == ("broadly unchanged", 0.5, 0.5)


def test_an_experiment_of_a_home_takes_the_homes_margins(tmp_path: Path) -> None:
    platform = Platform(Home.create(tmp_path / "home", "fairshire"))
    assert model_office.experiment(platform, "answer_999", by=local_operator()).margins == shipped_margins()
    platform.home.catalogue.mkdir(exist_ok=True)
    (platform.home.catalogue / "margins.toml").write_text(OWN)
    own = Platform(platform.home)
    found = model_office.experiment(own, "answer_999", by=local_operator())
    assert found.margins.reach("minutes", 10.0) == 0.5
    assert found.margins.told()["minutes"] == {
        "id": "minutes",
        "value": 0.5,
        "scale": "points",
        "valid_from": "2026-03-01",
        "source": "Planning board, minute 5",
        "confidence": "high",
    }


def test_a_baseline_without_a_value_has_no_margin() -> None:
    assert math.isnan(shipped_margins().reach("minutes", math.nan))
