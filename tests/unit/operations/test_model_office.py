"""Offices and experiments as operations: who may, what is told on the way, and what enters the audit log."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.access import Principal, local_operator
from forcesight.errors import InputRefused, NotAllowed
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.experiments import Experiment, Option
from forcesight.model_office.experiments.shelf import find_experiment
from forcesight.model_office.requirement import Standard
from forcesight.model_office.results import figures
from forcesight.operations import model_office
from forcesight.operations.platform import Platform
from forcesight.store import Home


SMALL = replace(OFFICE, weeks=2)
NOBODY = Principal("n.obody", (), "site")


@pytest.fixture
def platform(tmp_path: Path) -> Platform:
    """An empty home."""
    return Platform(Home.create(tmp_path / "home", "fairshire"))


def entered(platform: Platform) -> list[tuple[str, str, str]]:
    """What the audit log holds: event, target, what is new."""
    with sqlite3.connect(platform.home.site_database) as database:
        if not database.execute("SELECT name FROM sqlite_master WHERE name = 'audit_event'").fetchone():
            return []
        return database.execute("SELECT event, target, new FROM audit_event").fetchall()


def refused(act: Callable[[], object]) -> None:
    """That whoever has no role may not."""
    with pytest.raises(NotAllowed):
        act()


def test_whoever_has_no_role_may_do_nothing(platform: Platform) -> None:
    refused(lambda: model_office.list_offices(platform, by=NOBODY))
    refused(lambda: model_office.list_experiments(platform, by=NOBODY))
    refused(lambda: model_office.office(platform, "police_bench", by=NOBODY))
    refused(lambda: model_office.experiment(platform, "answer_999", by=NOBODY))
    refused(lambda: model_office.warm_up(SMALL, by=NOBODY))
    refused(lambda: model_office.check_measures(platform, "police_bench", SMALL, by=NOBODY))
    refused(lambda: model_office.run_office(platform, SMALL, by=NOBODY))
    refused(lambda: model_office.conduct_experiment(platform, find_experiment("answer_999"), by=NOBODY))
    refused(lambda: model_office.best_option(platform, find_experiment("answer_999"), by=NOBODY, worth=1))
    refused(lambda: model_office.staff_needed(platform, SMALL, "switchboard", Standard(share=0.9), by=NOBODY))
    refused(lambda: model_office.calibration_report(platform, None, None, by=NOBODY))


def test_a_run_is_told_seed_by_seed_and_entered_once(platform: Platform) -> None:
    told: list[tuple[int, int, str]] = []
    ran = model_office.run_office(
        platform, SMALL, by=local_operator(), seeds=3, seed=5, progress=lambda *step: told.append(step)
    )
    assert told == [(n, 3, f"{n} of 3 runs done") for n in (1, 2, 3)]
    plan = OfficePlan(SMALL)
    for number in range(3):
        alone = [float(figure.value) for figure in figures(run(plan, 5 + number))]
        assert repr([each.values[number] for each in ran.outputs]) == repr(alone), "the runs of seeds 5, 6 and 7"
    assert [each.station for each in ran.beginnings] == [station.id for station in SMALL.stations]
    assert entered(platform) == [("experiment_run", "office:small", "3 runs, seed 5")]


def test_a_requirement_is_entered_and_a_check_of_the_file_is_not(platform: Platform) -> None:
    model_office.check_measures(platform, "small", SMALL, by=local_operator())
    assert model_office.warm_up(SMALL, by=local_operator())
    with pytest.raises(InputRefused, match="no desk"):
        model_office.staff_needed(platform, SMALL, "counter", Standard(share=0.9), by=local_operator())
    assert entered(platform) == []
    needed = model_office.staff_needed(
        platform, SMALL, "switchboard", Standard(share=0.5, within_seconds=600), by=local_operator(), weeks=2
    )
    assert len(needed.staff) == 336
    assert entered(platform) == [("experiment_run", "office:small", "staff requirement")]


def test_without_a_home_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCESIGHT_HOME", str(tmp_path / "home"))
    asked = Experiment(id="same", name="The same", office=SMALL, options=(Option(id="same", name="The same"),), runs=5)
    done = model_office.conduct_experiment(None, asked, by=local_operator())
    assert {effect.word for line in done.comparison.lines for effect in line.effects} <= {
        "broadly unchanged",
        "no data",
    }
    assert len(model_office.export_experiment(None, done, tmp_path / "pack", by=local_operator())) == 12
    assert len(model_office.run_office(None, SMALL, by=local_operator(), seeds=1).outputs) > 20
    assert {each.origin for each in model_office.list_offices(None, by=local_operator())} == {"forcesight"}
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]
