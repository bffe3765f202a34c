"""An experiment as plain tables, with the manifest that repeats it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyarrow import parquet
from tests.unit.model_office.experiments.test_sweep import ASKED

from forcesight.model_office.experiments import BASELINE, Comparison, Experiment, Precision, Target, conduct
from forcesight.model_office.experiments.manifest import Manifest, manifest
from forcesight.model_office.experiments.packed import finite, tables
from forcesight.model_office.office.reading import describe_office
from forcesight.model_office.office.writing import fingerprint
from forcesight.operations.experiment_packs import experiment_pack, experiment_zip, write_pack


BEGUN, ENDED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC), datetime(2026, 1, 5, 9, 1, tzinfo=UTC)
WATCH = "switchboard.call.within"


@pytest.fixture(scope="module")
def asked() -> Experiment:
    """A tenth more calls, with a target that both options miss or meet."""

    return replace(
        ASKED,
        target=Target(output=WATCH, at_least=1.0),
        precision=Precision(relative=0.5),
        watch=WATCH,
        aims=("contact",),
    )


@pytest.fixture(scope="module")
def done(asked: Experiment) -> tuple[Comparison, Manifest]:
    """Its answer and manifest."""
    comparison = conduct(asked)
    return comparison, manifest(asked, comparison, BEGUN, ENDED)


def test_the_manifest_names_everything_that_the_answer_depends_on(
    asked: Experiment, done: tuple[Comparison, Manifest]
) -> None:
    told = done[1].as_dict()
    assert told["seeds"] == (1, done[0].runs)
    assert [option["id"] for option in told["options"]] == [BASELINE, "more"]
    assert told["options"][0]["fingerprint"] == fingerprint(asked.office) != told["options"][1]["fingerprint"]
    assert told["options"][1]["levers"]
    assert set(told["versions"]) == {"forcesight", "python", "numba", "numpy", "scipy"}
    assert (told["begun"], told["ended"]) == ("2026-01-05T09:00:00+00:00", "2026-01-05T09:01:00+00:00")
    assert told["precision"] == {"relative": 0.5, "level": 0.95}
    assert told["target"] == {"output": WATCH, "at_least": 1.0}
    assert manifest(ASKED, done[0], BEGUN, ENDED).target is None


def test_the_tables_hold_every_effect_run_and_option(asked: Experiment, done: tuple[Comparison, Manifest]) -> None:
    effects, runs, options = tables(done[0], asked, done[1])
    assert len(effects.rows) == len(done[0].lines)
    sides = [row["side_effect"] for row in effects.as_dicts()]
    assert sides == sorted(sides, reverse=True), "side effects first"
    one = next(row for row in effects.as_dicts() if row["output"] == WATCH)
    line = done[0].line(WATCH)
    assert one["difference"] == line.effects[0].difference.interval.estimate
    values = [r["value"] for r in runs.as_dicts() if (r["option"], r["output"]) == (BASELINE, WATCH)]
    assert values == list(line.values)
    assert [row["chosen"] for row in options.as_dicts()] == [True, False]
    best = done[0].best(WATCH)
    assert [row["may_be_best"] for row in options.as_dicts()] == [each.may_be_best for each in best]
    assert {each.may_be_best for each in best} == {True}, "five runs of so few calls cannot tell"
    assert [row["to_best"] for row in options.as_dicts()] == [each.interval.estimate for each in best]
    assert one["margin"] == 0.02 * line.baseline.estimate
    without = tables(conduct(ASKED), ASKED, done[1])[2]
    assert {(row["verdict"], row["may_be_best"], row["to_best_low"]) for row in without.as_dicts()} == {(None,) * 3}


def test_what_is_not_a_number_is_none() -> None:
    assert finite(float("nan")) is None
    assert finite(float("inf")) is None
    assert finite(2.5) == 2.5


def test_the_pack_is_files_that_agree_and_repeat_the_experiment(
    asked: Experiment, done: tuple[Comparison, Manifest], tmp_path: Path
) -> None:
    packed = experiment_zip(done[0], asked, done[1])
    assert packed == experiment_zip(done[0], asked, done[1]), "the same pack, the same bytes"
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert json.loads(archive.read("manifest.json"))["experiment"] == "more"
        rows = list(csv.DictReader(io.StringIO(archive.read("effects-official.csv").decode("utf-8-sig"))))
        assert len(rows) == len(done[0].lines)
        assert json.loads(archive.read("effects-official.csv-metadata.json"))
        names = archive.namelist()
    written = write_pack(done[0], asked, done[1], tmp_path / "pack")
    assert sorted(str(path.relative_to(tmp_path / "pack")) for path in written) == sorted(names)
    assert parquet.read_table(tmp_path / "pack/runs-official.parquet").num_rows == 2 * done[0].runs * len(done[0].lines)
    again = describe_office((tmp_path / "pack/offices/more.toml").read_text())
    assert fingerprint(again) == done[1].options[1].fingerprint
    assert [table.name for table in experiment_pack(done[0], asked, done[1])] == ["effects", "runs", "options"]
