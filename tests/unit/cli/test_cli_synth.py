"""`forcesight synth` as a person uses it."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.conftest import Run


def test_a_force_is_made_and_told_to_a_program(run: Run, tmp_path: Path) -> None:
    told = run("synth", "--years", 1, "--seed", 3, "--scale", 0.002, "--home", tmp_path / "home", "--json").json
    assert {name: told[name] for name in ("force", "years", "seed", "scale")} == {
        "force": "northmarch",
        "years": 1,
        "seed": 3,
        "scale": 0.002,
    }
    assert told["rows"]["incident"] > 100
    listed = {row["name"]: row["rows"] for row in run("tables", "--home", tmp_path / "home", "--json").json}
    assert {name: listed[name] for name in told["rows"]} == told["rows"]
    refused = run("synth", "--home", tmp_path / "home")
    assert refused.code == 2
    assert "already holds records of northmarch" in refused.err


def test_a_person_is_told_where_it_is_and_how_to_see_it(run: Run, tmp_path: Path) -> None:
    told = run("synth", "--years", 1, "--scale", 0.002, "--home", tmp_path / "home")
    assert told.code == 0
    assert f"The synthetic force northmarch is at {tmp_path / 'home'}" in told.out
    assert f"forcesight run --home {tmp_path / 'home'}" in told.out


def test_an_impossible_scale_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    refused = run("synth", "--scale", 2, "--home", tmp_path / "home")
    assert refused.code == 2
    assert "--scale 2: choose a share of a whole force" in refused.err
