"""`forcesight office experiment`, `sweep` and `best` as a person uses them: options of a small office."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.cli.conftest import Run
from tests.unit.cli.office_home import EXPERIMENT, audited


def test_an_experiment_prints_what_it_can_claim_and_enters_the_log(run: Run, stocked: Path, tmp_path: Path) -> None:
    told = run("office", "experiment", "more", "--out", tmp_path / "pack")
    assert told.out.startswith("What do more calls do?\nA third more:\n")
    assert "worse: a side effect" in told.out
    assert "answered within 20 seconds, at least 20%." in told.out
    assert "At least cost: As it is." in told.out
    assert "with 95% confidence the best is A third more, one more at the desk, ahead of the next by about " in told.out
    assert "the change lies within 2 % of the value as it is (a margin since 2010-12-01). This is a default" in told.out
    assert "6 runs of each option, paired by seed." in told.out
    assert told.out.count("cannot tell") == 2, "counted, once an option"
    assert json.loads((tmp_path / "pack/manifest.json").read_text())["experiment"] == "more"
    assert f"files are in {tmp_path / 'pack'}." in told.err
    assert audited(stocked)[-2:] == [
        ("experiment_run", "experiment:small/more", "2 options"),
        ("experiment_exported", "experiment:small/more", "13 files"),
    ]
    every = run("office", "experiment", "more", "--every", "--runs", 5).out
    assert "broadly unchanged  " in every


def test_an_experiment_for_a_program(run: Run, stocked: Path) -> None:
    told = run("office", "experiment", "more", "--json").json
    assert told["manifest"]["seeds"] == [1, 6]
    assert told["chosen"] == "baseline"
    assert [option["may_be_best"] for option in told["options"]] == [False, False, True]
    assert told["manifest"]["margins"]["%"]["confidence"] == "low"
    assert {each["option"] for each in told["effects"]} == {"third", "staffed"}
    assert len(told["runs"]) == len(told["effects"]) // 2 * 3 * 6


def test_an_experiment_whose_target_nothing_meets_says_so(run: Run, stocked: Path, tmp_path: Path) -> None:
    path = tmp_path / "more.toml"
    path.write_text(EXPERIMENT.replace("at_least = 20", "at_least = 100"))
    assert "No option is shown to meet it." in run("office", "experiment", path).out
    path.write_text(EXPERIMENT.replace("at_least = 20", "at_most = 100").replace("[experiment.target]", PRECISE))
    told = run("office", "experiment", path).out
    assert "at most 100%." in told
    assert "The wished precision was not reached." in told


PRECISE = """[experiment.precision]
absolute = 0.0001

[experiment.target]"""


def test_a_sweep_sets_options_side_by_side(run: Run, stocked: Path) -> None:
    told = run("office", "sweep", "more")
    assert told.out.count("answered within 20 seconds") == 5, "three options, the best of them and the target"
    assert "with 95% confidence the best is A third more, one more at the desk, ahead of the next by" in told.out
    few = run("office", "sweep", "more", "--watch", "detectives.open")
    assert "with 95% confidence the best is among As it is, " in few.out
    neutral = run("office", "sweep", "more", "--watch", "switchboard.call.came").out
    assert "confidence the best" not in neutral
    assert run("office", "sweep", "more", "--json").json["manifest"]["runs"] == 6
    unknown = run("office", "sweep", "more", "--watch", "nothing")
    assert unknown.code == 2
    assert "There is no output 'nothing'" in unknown.err
    refused = run("office", "sweep", "more", "--cluster", "dask")
    assert refused.code == 2
    assert "address of the cluster's scheduler" in refused.err


def test_a_sweep_of_every_output_needs_no_watch(run: Run, stocked: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.toml"
    path.write_text(EXPERIMENT.replace('watch = "switchboard.call.within"\n', ""))
    told = run("office", "sweep", path, "--runs", 5).out
    assert told.count("A third more  ") > 20


def test_the_best_of_many_in_few_runs(run: Run, stocked: Path, tmp_path: Path) -> None:
    told = run("office", "best", "more", "--worth", 5)
    assert "with 95% confidence the best is A third more, one more at the desk, if it leads the next by 5" in told.out
    assert "It took 30 runs; as many of every option would have been 30." in told.out
    assert audited(stocked)[-1] == ("experiment_run", "experiment:small/more", "2 options")
    few = run("office", "best", "more", "--worth", 0.001, "--most", 10).out
    assert "are not apart after 10 runs each; give more with --most." in few
    as_json = run("office", "best", "more", "--worth", 5, "--json").json
    assert (as_json["left"], as_json["dropped"]) == (["staffed"], {"baseline": 10, "third": 10})
    assert "needs two or more options, an indifference zone above 0" in run("office", "best", "more", "--worth", 0).err
    assert "Race options in 10 to 2000" in run("office", "best", "more", "--worth", 1, "--most", 9).err
    path = tmp_path / "all.toml"
    unwatched = EXPERIMENT.replace('watch = "switchboard.call.within"\n', "").replace("[experiment.target]", "[x]")
    path.write_text(unwatched.replace('[x]\noutput = "switchboard.call.within"\nat_least = 20\n', ""))
    assert "By which output? More calls watches none and has no target" in run("office", "best", path, "--worth", 1).err
