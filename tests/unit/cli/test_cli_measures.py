"""Figures from the command line: what JSON holds, what people see, and the same question as at an earlier day."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.store.published_files import crimes, line, text, write


ROW = {
    "area_level", "area", "area_name", "period", "status", "numerator", "denominator", "value", "interval", "n",
    "point_type", "rule", "chart", "definition", "snapshot",
}  # fmt: skip
ARSON = """
[[measure]]
id = "ours"
name = "Ours"
description = "{words}"
table = "recorded_crime"
kind = "count"
numerator = "crime_type = '{type}'"
unit = "crimes"
family = "Ours"
valid_from = {since}
version = {version}
why_direction = "Neutral."
source = "The force's own"
confidence = "high"
"""


@pytest.fixture
def loaded(home: Path, june: Path, run) -> Path:
    """The home with June's file."""
    assert run("load", "police-uk", june, "--edition", "2024-06").code == 0
    return home


def test_a_measure_as_json(loaded: Path, run) -> None:
    told = run("measure", "burglary", "--by", "area", "--period", "month", "--json").json
    assert (told["measure"], told["snapshot"], told["marking"], told["as_at"]) == ("burglary", 1, "OFFICIAL", None)
    assert told["definition"]["numerator"] == "crime_type = 'Burglary'"
    assert (told["definition"]["id"], told["definition"]["version"]) == ("burglary", 1)
    (row,) = told["rows"]
    assert set(row) == ROW
    assert (row["area"], row["period"], row["numerator"], row["denominator"]) == ("fairshire", "2024-06", 7, None)
    assert (row["value"], row["n"], row["definition"], row["snapshot"]) == (7, 7, "burglary@1", 1)
    assert set(row["interval"]) == {"low", "high", "level", "method"}
    assert row["interval"]["low"] < 7 < row["interval"]["high"]
    assert row["point_type"] == "no_claim"


def test_a_measure_for_people(loaded: Path, run) -> None:
    lines = run("measure", "burglary").out.splitlines()
    assert lines[0] == "Burglary (crimes), snapshot 1"
    assert lines[3].split() == ["area_name", "period", "numerator", "denominator", "value", "low", "high", "status",
                                "point_type"]  # fmt: skip
    assert lines[4].split()[:4] == ["Fairshire", "2024-06", "7", "-"]


def test_a_rate_without_residents_has_counts_and_says_so(loaded: Path, run) -> None:
    told = run("measure", "recorded_crime_rate", "--json").json
    assert [(row["numerator"], row["value"]) for row in told["rows"]] == [(9, None)]
    (caution,) = told["cautions"]
    assert "residents of Fairshire are not known" in caution
    assert caution in run("measure", "recorded_crime_rate").out


def test_a_weighted_measure_tells_its_weights_and_their_error(loaded: Path, run) -> None:
    told = run("measure", "severity_weighted_crime_rate", "--json").json["cautions"]
    (weights,) = [caution for caution in told if caution.startswith("Weighted by: ")]
    assert "42 forces" in weights and "% (median)" in weights and "rank correlation" in weights
    assert weights in run("measure", "severity_weighted_crime_rate", "--by", "district").out
    assert "Weighted by" not in run("measure", "burglary").out


@pytest.mark.parametrize(("arguments", "words"), [
    (("stop_searches",), "the home holds no records of it"),
    (("burglary", "--by", "neighbourhood"), "the home holds no records of it for areas of this level"),
])  # fmt: skip
def test_no_row_is_explained(loaded: Path, run, arguments: tuple[str, ...], words: str) -> None:
    told = run("measure", *arguments)
    assert told.code == 0 and words in told.out
    assert run("measure", *arguments, "--json").json["rows"] == []


def test_searches_are_known_for_the_whole_force_only(loaded: Path, tmp_path: Path, run) -> None:
    """A district without a figure is not a district without searches."""
    kind = "stop-and-search"
    run("load", "police-uk", write(tmp_path, text([line(kind)] * 6, kind), kind=kind))
    assert [row["numerator"] for row in run("measure", "stop_searches", "--json").json["rows"]] == [6]
    told = run("measure", "stop_searches", "--by", "district", "--json").json
    assert told["rows"] == [] and "known for the whole force only" in told["cautions"][0]


def test_months_make_quarters_and_years(home: Path, tmp_path: Path, run) -> None:
    for month, number in (("2024-03", 5), ("2024-04", 6), ("2024-05", 7), ("2024-06", 8)):
        write(tmp_path / "files", text(crimes(number, month=month)), month=month)
    run("load", "police-uk", tmp_path / "files")

    def asked(*arguments: str) -> list[tuple[object, ...]]:
        rows = run("measure", "burglary", "--json", *arguments).json["rows"]
        return [(row["period"], row["numerator"], row["status"]) for row in rows]

    assert asked("--period", "quarter") == [("2024 Q1", 5, "partial"), ("2024 Q2", 21, "ok")]
    assert asked("--period", "year") == [("2024", 26, "partial")]
    assert asked("--period", "financial-year") == [("2023/24", 5, "partial"), ("2024/25", 21, "partial")]
    assert asked("--since", "2024-04", "--until", "2024-05") == [("2024-04", 6, "ok"), ("2024-05", 7, "ok")]
    assert asked("--period", "quarter", "--since", "2024-05") == [("2024 Q2", 15, "partial")]


def test_districts_follow_from_the_crimes(loaded: Path, run) -> None:
    (row,) = run("measure", "burglary", "--by", "district", "--json").json["rows"]
    assert (row["area_name"], row["numerator"]) == ("Fairton", 7)
    again = run("measure", "burglary", "--by", "area", "--level", "district", "--area", row["area"], "--json").json
    assert again["rows"] == [row]


def test_measures_are_listed(home: Path, run) -> None:
    listed = {row["id"]: row for row in run("measures", "list", "--json").json}
    assert listed["robbery"]["direction"] == "decrease"
    assert {"name", "family", "unit", "numerator", "source", "valid_from", "confidence"} <= set(listed["robbery"])
    lines = run("measures", "list").out.splitlines()
    assert lines[0].split() == ["id", "name", "kind", "unit", "direction"]
    assert len(lines) == 1 + len(listed)


def test_as_at_shows_the_edition_that_the_home_held(home: Path, tmp_path: Path, run, at) -> None:
    at("2024-08-05T10:00:00+01:00")
    run("load", "police-uk", write(tmp_path / "old", text(crimes(3))), "--edition", "2024-06")
    at("2024-09-05T10:00:00+01:00")
    newer = [*crimes(4), *crimes(2, start=8, Crime_type="Robbery")]
    run("load", "police-uk", write(tmp_path / "new", text(newer)), "--edition", "2024-07")

    def burglaries(*arguments: str) -> list[int]:
        return [row["numerator"] for row in run("measure", "burglary", "--json", *arguments).json["rows"]]

    assert burglaries() == [4]
    assert burglaries("--as-at", "2024-08-20") == [3]
    assert burglaries("--as-at", "2024-08-04") == []
    assert burglaries("--as-at", "2024-08-05") == [3]
    assert burglaries("--as-at", "2024-08-05T09:59") == []
    assert burglaries("--as-at", "2024-09-05T09:00:00+00:00") == [4]
    told = run("measure", "burglary", "--as-at", "2024-08-20", "--json").json
    assert told["as_at"].startswith("2024-08-20T23:59:59")


def test_as_at_counts_by_the_definition_of_that_day(home: Path, tmp_path: Path, run, at) -> None:
    older = ARSON.format(words="Burglaries.", type="Burglary", since="2020-01-01", version=1)
    newer = ARSON.format(words="Robberies.", type="Robbery", since="2024-09-01", version=2)
    (home / "catalogue" / "ours.toml").write_text(older + newer, encoding="utf-8")
    at("2024-08-05T10:00:00+01:00")
    lines = [*crimes(3), *crimes(2, start=8, Crime_type="Robbery")]
    run("load", "police-uk", write(tmp_path / "files", text(lines)), "--edition", "2024-06")
    now = run("measure", "ours", "--json").json
    then = run("measure", "ours", "--as-at", "2024-08-31", "--json").json
    assert (now["definition"]["version"], [row["numerator"] for row in now["rows"]]) == (2, [2])
    assert (then["definition"]["version"], [row["numerator"] for row in then["rows"]]) == (1, [3])
    before = run("measure", "ours", "--as-at", "2019-12-31")
    assert before.code == 2 and "in force on 2019-12-31" in before.err


def test_a_month_that_was_not_over_was_partial(home: Path, tmp_path: Path, run, at) -> None:
    at("2024-06-20T10:00:00+01:00")
    run("load", "police-uk", write(tmp_path / "files", text(crimes(3))), "--edition", "2024-06")
    status = [run("measure", "burglary", "--as-at", day, "--json").json["rows"][0]["status"]
              for day in ("2024-06-30", "2024-07-01")]  # fmt: skip
    assert status == ["partial", "ok"]
