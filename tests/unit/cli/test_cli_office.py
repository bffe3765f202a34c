"""`forcesight office` as a person uses it: small offices of a few weeks."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet
from tests.unit.cli.conftest import Run
from tests.unit.cli.office_home import SMALL, audited
from tests.unit.model_office import small_office

from forcesight.model_office.calibration.shrinkage import METHOD
from forcesight.model_office.office.description import Duration
from forcesight.model_office.office.writing import write_office
from forcesight.records import REGISTRY
from forcesight.store import Session


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The small office as a file that no home has."""
    path = tmp_path / "small.toml"
    path.write_text(write_office(SMALL))
    return path


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No home at all."""
    monkeypatch.setenv("FORCESIGHT_HOME", str(tmp_path / "nowhere"))


def recorded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The SQL of every query of a session from now on."""
    asked, rows = [], Session.rows

    def told(session: Session, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        asked.append(sql)
        return rows(session, sql, parameters)

    monkeypatch.setattr(Session, "rows", told)
    return asked


@pytest.mark.usefixtures("nowhere")
def test_the_shipped_offices_need_no_home(run: Run) -> None:
    told = run("office", "list")
    assert told.code == 0
    assert "police_bench" in told.out
    assert "neighbourhood_to_response" in told.out
    listed = run("office", "list", "--json").json
    assert {each["origin"] for each in listed["offices"]} == {"forcesight"}
    assert "answer_999" in {each["id"] for each in listed["experiments"]}


def test_a_home_that_is_named_must_be_there(run: Run, tmp_path: Path) -> None:
    assert run("office", "list", "--home", tmp_path / "gone").code == 3


def test_the_homes_own_are_listed_and_faulty_ones_say_why(run: Run, stocked: Path) -> None:
    (stocked / "catalogue/offices/bad.toml").write_text('[office]\nid = "bad"\n')
    told = run("office", "list")
    assert "A small office" in told.out
    assert "More calls" in told.out
    assert "offices/bad.toml: an office of the catalogue must say its name" in told.out


@pytest.mark.usefixtures("nowhere")
def test_an_office_is_shown_as_its_file(run: Run, file: Path, tmp_path: Path) -> None:
    shown = run("office", "show", file)
    (tmp_path / "again.toml").write_text(shown.out)
    first, second = (run("office", "show", path, "--json").json for path in (file, tmp_path / "again.toml"))
    assert first["fingerprint"] == second["fingerprint"]
    missing = run("office", "show", "police_bnech")
    assert missing.code == 2
    assert "did you mean police_bench" in missing.err


@pytest.mark.usefixtures("nowhere")
def test_every_problem_of_a_file_is_told_with_its_line(run: Run, file: Path) -> None:
    assert "nothing is wrong with the office" in run("office", "check", file).out
    assert run("office", "check", file, "--json").json["problems"] == []
    bad = file.read_text().replace("share = 0.6", "share = 0.7").replace("per_week = 6000", "per_week = -1")
    file.write_text(bad)
    told = run("office", "check", file)
    assert told.code == 2
    assert told.err.count("small.toml, line ") == 2
    problems = run("office", "check", file, "--json")
    assert problems.code == 2
    assert all(each["line"] > 0 and each["problem"] for each in problems.json["problems"])


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize(
    ("old", "new", "at", "reason"),
    [
        ("staff = 3", f"staff = {[0] * 6 + [3] * 18}", 59, "nobody is there for 'call' from Monday 00:00 to 06:00"),
        ("share = 0.4\n", "share = 0.5\n", 141, "the routes of 'call' from 'contact' when served sum to 1.1"),
        ('to = "investigation"', 'to = "recording"', 104, "'crime' can never leave from here: every way on comes back"),
        ('area = "south"', 'area = "sout"', 78, "'sout' is not an area of this office: did you mean 'south'?"),
        ("custody = 90", "custody = -90", 87, "mean is -90: times are 0 or more, and not infinite"),
    ],
    ids=["no staff at an hour with demand", "a route that sums to 1.1", "a cycle without exit", "an unknown area",
         "a negative time"],
)  # fmt: skip
def test_an_office_that_cannot_be_run_is_refused_with_the_line_and_the_reason(
    run: Run, tmp_path: Path, old: str, new: str, at: int, reason: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(small_office.SMALL.replace(old, new, 1))
    for command in (("check",), ("run", "--seeds", 1), ("requirement", "--desk", "contact"), ("show",)):
        told = run("office", command[0], path, *command[1:])
        assert told.code == 2
        assert f"bad.toml, line {at}: " in told.err
        assert reason in told.err


@pytest.mark.usefixtures("nowhere")
def test_numbers_that_are_none_are_refused(run: Run, file: Path, tmp_path: Path) -> None:
    desk = ("office", "requirement", file, "--desk", "switchboard")
    for arguments, sentence in (
        ((*desk, "--within", "nan"), "seconds are a plain number, 0 or more; they were nan"),
        ((*desk, "--share", "nan"), "share must lie between 0 and 1, such as 0.9; it was nan"),
        ((*desk, "--weeks", 0), "Each trial runs 1 to 520 weeks; 0 were asked for"),
        (("office", "best", "answer_999", "--worth", "nan"), "an indifference zone above 0"),
        (("office", "run", file, "--seeds", 1, "--log", file / "log.parquet"), f"{file}: file exists"),
        (("office", "check", tmp_path / "none.toml"), "none.toml: the file cannot be read"),
    ):
        told = run(*arguments)
        assert told.code != 0
        assert sentence in told.err
        assert "Traceback" not in told.err


MEASURED = """
[[office.measured]]
output = "switchboard.call.came"
measure = "calls_999"

[[office.measured]]
output = "switchboard.call.come"
measure = "calls_999"

[[office.measured]]
output = "switchboard.call.within"
measure = "answered_999_in_10"

[[office.measured]]
output = "switchboard.call.within"
measure = "calls_999"
"""


def test_what_an_office_is_measured_by_is_held_against_the_catalogue(run: Run, home: Path, file: Path) -> None:
    lines = file.read_text().count("\n")
    file.write_text(file.read_text() + MEASURED)
    told = run("office", "check", file)
    assert told.code == 2
    assert told.err.splitlines() == [
        f"small.toml, line {lines + 6}: The office has no output 'switchboard.call.come': "
        "name 'switchboard.call.came', if you mean that, or leave the table out.",
        f"small.toml, line {lines + 10}: switchboard.call.within: the catalogue has no measure "
        "'answered_999_in_10': name 'answered_999_in_10s', if you mean that.",
        f"small.toml, line {lines + 14}: switchboard.call.within is in %, and calls_999 is a count in calls: they "
        "cannot be compared, so name a measure of the same kind and unit.",
    ]
    problems = run("office", "check", file, "--json").json["problems"]
    assert [each["line"] for each in problems] == [lines + 6, lines + 10, lines + 14]
    # A measure that only the home has.
    own = """
[[measure]]
id = "our_calls"
name = "Calls"
description = "Calls that came"
table = "contact"
numerator = "1"
kind = "count"
unit = "calls"
why_direction = "More calls are neither good nor bad."
family = "Ours"
valid_from = 2020-01-01
source = "Planning"
confidence = "low"
"""
    (home / "catalogue").mkdir(exist_ok=True)
    (home / "catalogue/ours.toml").write_text(own)
    (home / "catalogue/offices").mkdir(exist_ok=True)
    text = write_office(SMALL) + MEASURED.split("\n\n")[0].replace("calls_999", "our_calls")
    (home / "catalogue/offices/small.toml").write_text(text)
    assert "nothing is wrong" in run("office", "check", "small", "--quick").out
    (home / "catalogue/ours.toml").unlink()
    gone = run("office", "check", "small", "--quick")
    assert gone.code == 2
    assert f"offices/small.toml, line {lines + 2}: switchboard.call.came: the catalogue has no measure" in gone.err


@pytest.mark.usefixtures("nowhere")
def test_a_warm_up_stands_beside_what_each_station_takes_to_fill(run: Run, file: Path) -> None:
    # A delay of a month or so, until two months or three are past.
    months = replace(SMALL.stations[2], minutes=Duration(family="exponential", mean=30 * 1440))
    slow = replace(SMALL, weeks=52, warm_up_days=0.0, stations=(*SMALL.stations[:2], months, *SMALL.stations[3:]))
    file.write_text(write_office(slow))
    told = run("office", "check", file)
    assert "Warm-up: 0 days are stated. By MSER-5 each station takes so many days to fill:" in told.out
    assert "Warning: recording: it takes about " in told.out
    found = run("office", "check", file, "--json").json["warm_up"]
    days = {each["station"]: each["days"] for each in found["stations"]}
    assert found["stated_days"] == 0
    assert days["switchboard"] < 7 < 30 < days["recording"] < 200
    file.write_text(write_office(replace(slow, warm_up_days=200.0)))
    assert "Warning: recording" not in run("office", "check", file).out
    assert "Warm-up" not in run("office", "check", file, "--quick").out
    ran = run("office", "run", file, "--seeds", 10)
    assert "Warm-up: 200 days are stated." in ran.out
    assert run("office", "run", file, "--seeds", 10, "--json").json["warm_up"]["stations"] == found["stations"]


@pytest.mark.usefixtures("nowhere")
def test_overload_is_a_warning(run: Run, file: Path) -> None:
    file.write_text(file.read_text().replace("per_week = 6000", "per_week = 25000"))
    told = run("office", "check", file)
    assert told.code == 0
    assert "Warning: desk 'switchboard' is offered" in told.out
    assert "Warning: " in run("office", "run", file, "--seeds", 1).err


@pytest.mark.usefixtures("nowhere")
def test_a_run_prints_every_output_and_writes_the_log(run: Run, file: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.parquet"
    told = run("office", "run", file, "--seeds", 3, "--log", log)
    assert "Switchboard, Call: of those answered, answered within 20 seconds" in told.out
    assert f"Every visit of the run with seed 1 is in {log}." in told.out
    assert parquet.read_table(log).num_rows > 500
    first, second = (run("office", "run", file, "--seeds", 3, "--seed", 7, "--json").json for _ in range(2))
    assert first == second
    assert first["seeds"] == [7, 9]
    within = next(each for each in first["outputs"] if each["output"] == "switchboard.call.within")
    assert within["low"] < within["mean"] < within["high"]
    assert within["standard"] == 90


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--seeds", 0), "1 to 2000 seeds; 0 were asked for"),
        (("--log", "log.csv"), "give it a name that ends in .parquet"),
    ],
)
def test_a_run_that_cannot_be_is_refused(run: Run, file: Path, arguments: tuple[object, ...], sentence: str) -> None:
    refused = run("office", "run", file, *arguments)
    assert refused.code == 2
    assert sentence in refused.err


@pytest.mark.usefixtures("nowhere")
def test_kernels_are_compiled_once(run: Run) -> None:
    run("office", "compile")
    told = run("office", "compile")
    assert "Compiling the model office, once" in told.err
    assert "Everything is compiled already" in told.out
    assert run("office", "compile", "--json").json["compiled"] == 0


@pytest.mark.usefixtures("nowhere")
def test_least_staff_of_a_desk(run: Run, file: Path) -> None:
    asked = ("office", "requirement", file, "--desk", "switchboard", "--share", 80, "--within", 60, "--weeks", 3)
    told = run(*asked, "--over-the-week")
    assert told.code == 0
    assert told.out.startswith("at     Mon")
    assert "so that 80% are answered within 60 seconds, of those answered at all, over the week;" in told.out
    assert "Of those callers " in told.out and " give up." in told.out
    of_all = run(*asked, "--of-all", "--over-the-week")
    assert "so that 80% are answered within 60 seconds, of all who came, over the week;" in of_all.out
    needed = run(*asked, "--over-the-week", "--json").json
    assert len(needed["staff"]) == 336
    assert needed["staff_hours"] == sum(needed["staff"]) / 2
    refused = run("office", "requirement", file, "--desk", "counter")
    assert refused.code == 2
    assert "has no desk 'counter': its desks are switchboard" in refused.err


@pytest.mark.usefixtures("nowhere")
def test_an_office_without_a_desk_has_nobody_to_plan(run: Run) -> None:
    refused = run("office", "requirement", "sex_offender_management", "--desk", "any")
    assert refused.code == 2
    assert "it has none" in refused.err


@pytest.mark.usefixtures("nowhere")
def test_shifts_and_the_price_of_each_rule(run: Run, file: Path) -> None:
    asked = ("office", "shifts", file, "--desk", "switchboard", "--share", 80, "--within", 60, "--weeks", 3,
             "--over-the-week", "--shift", "day 06:00-14:00 8-8", "--shift", "night 14:00-22:00 8-8", "--start-every",
             120, "--seconds", 10)  # fmt: skip
    told = run(*asked)
    assert told.code == 0, told.err
    assert "The price of each rule" in told.out
    assert "start_every" in told.out
    design = run(*asked, "--json").json["design"]
    assert design["value"] >= design["bound"]
    assert {each["rule"] for each in design["prices"]} == {"start_every"}


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--shift", "early 6-8"), "--shift 'early 6-8': write its name, starts and hours like 'early 06:00"),
        (("--shift", "early 25:00-26:00 8-8"), "write its name, starts and hours"),
        (("--rest", 11), "say what one costs with --person"),
    ],
)
def test_shifts_that_cannot_be_read_are_refused(
    run: Run, file: Path, arguments: tuple[object, ...], sentence: str
) -> None:
    refused = run("office", "shifts", file, "--desk", "switchboard", *arguments)
    assert refused.code == 2
    assert sentence in refused.err


def test_a_calibration_prints_what_the_records_tell(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "synthetic"
    assert run("synth", "--years", 1, "--scale", 0.01, "--home", home).code == 0
    asked = ("office", "calibrate", "--since", "2025-01-06", "--until", "2025-06-29", "--home", home)
    asked_for = recorded(monkeypatch)
    told = run(*asked, "--out", tmp_path / "tables")
    assert told.code == 0, told.err
    assert "Numbers of the office, with 95 % intervals" in told.out
    event, target, new = audited(home)[-1]
    assert (event, new) == ("records_combined", "calibration, 2025-01-06 to 2025-06-29")
    read = {name for sql in asked_for for name in re.findall(r"(?:FROM|JOIN)\s+(\w+)", sql) if name in REGISTRY}
    assert target == f"tables:{','.join(sorted(read))}", "the log names every table that is read"
    assert "officers are left out, and so is why people are away." in told.out
    numbers = tmp_path / "tables/numbers-of-the-office-with-95-intervals.csv"
    rows = list(csv.DictReader(numbers.open(encoding="utf-8")))
    assert {"what", "estimate", "from", "to", "unit", "n", "method"} == set(rows[0])
    written = [list(csv.DictReader(each.open(encoding="utf-8"))) for each in (tmp_path / "tables").iterdir()]
    clustered = [row for its in written for row in its if row.get("method") == METHOD]
    assert clustered and min(float(row["n"]) for row in clustered) >= 10
    away = [row["what"] for each in (tmp_path / "tables").glob("*-away.csv") for row in csv.DictReader(each.open())]
    assert away and all(re.fullmatch(r"all|\d\d:00", what) for what in away), "no reasons"
    said = run(*asked, "--json").json
    assert len(said["tables"]) == len(written) and said["few"] > 0
    assert next(t for t in said["tables"] if t["title"].startswith("Numbers"))["rows"][0]["what"] == rows[0]["what"]
    swapped = run("office", "calibrate", "--since", "2025-06-29", "--until", "2025-01-06", "--home", home)
    assert swapped.code == 2
    assert "swap them" in swapped.err
