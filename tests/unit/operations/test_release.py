"""Releases: what the folder holds, what totals agree with, what two releases tell together, and what a crash leaves."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from pyarrow import parquet
from tests.spec.operations.fairshire import DISTRICTS, OPERATOR, fairshire, load, released
from tests.unit.operations.reader import Cell, hidden, read, shown, work_out

from forcesight.access import GRANTABLE, Grant, Principal, Refused, Unit
from forcesight.errors import HomeBusy, HomeError, InputRefused
from forcesight.operations import Platform
from forcesight.operations.figure_columns import RELEASED
from forcesight.operations.figures import Question, answer
from forcesight.operations.release import release
from forcesight.operations.release_tables import MEASURE_COLUMNS
from forcesight.operations.releases import read_release, releases
from forcesight.packs import PackColumn
from forcesight.packs.column import MARKING
from forcesight.store import Home, reading
from forcesight.store.lock import write_lock
from forcesight.store.writer import Writer


RECIPES = Path(__file__).parents[3] / "docs/how-to/power-query"
TYPES = {"Burglary": "burglary", "Robbery": "robbery", "Drugs": "drugs", "Public order": "public_order"}
OUTCOMES = {"Under investigation": "outcome_under_investigation", "Suspect charged": "outcome_charged"}
AREAS = (*DISTRICTS, "Fairshire")


def crimes(months: list[str], seed: int) -> str:
    """A random table of crimes, with many small numbers."""
    draw = random.Random(seed)
    lines = ["month | type | outcome | North | South | nowhere"]
    for month in months:
        for name, outcome in product(TYPES, OUTCOMES):
            north, south, lost = (draw.choice((0, 1, 2, 3, 6, 9, 14)) for _ in range(3))
            lines.append(f"{month} | {name} | {outcome} | {north} | {south} | {lost // 5}")
    return "\n".join(lines)


MONTHS = ["2025-04", "2025-05", "2025-06"]


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    """A home whose first release was made of three months; then June was revised, July came, and it released again."""
    platform = fairshire(tmp_path_factory.mktemp("fairshire"), crimes(MONTHS, seed=1))
    released(platform)
    load(platform, crimes(["2025-06", "2025-07"], seed=2), edition="2026-02")
    released(platform)
    return platform


def test_a_release_is_a_folder_of_tables_with_their_descriptions(force: Platform) -> None:
    made = releases(force.home)[-1]
    assert made.folder == force.home.publish / str(made.snapshot)
    assert {path.name for path in made.folder.iterdir()} == {
        "datapackage.json", "manifest.json",
        "figures.parquet", "figures.csv", "figures.csv-metadata.json",
        "measures.parquet", "measures.csv", "measures.csv-metadata.json",
    }  # fmt: skip
    package = json.loads((made.folder / "datapackage.json").read_text("utf-8"))
    assert [resource["path"] for resource in package["resources"]] == ["figures.csv", "measures.csv"]
    described = json.loads((made.folder / "figures.csv-metadata.json").read_text("utf-8"))
    assert described["url"] == "figures.csv"
    with (made.folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert [column["name"] for column in described["tableSchema"]["columns"]] == header
    assert header == parquet.read_schema(made.folder / "figures.parquet").names


def test_the_manifest_says_whose_figures_when_by_whom_and_proves_the_files(force: Platform) -> None:
    made = releases(force.home)[-1]
    told = json.loads((made.folder / "manifest.json").read_text("utf-8"))
    assert (told["force"], told["snapshot"], told["marking"]) == ("fairshire", made.snapshot, "OFFICIAL")
    assert told["released_by"] == OPERATOR.identity
    assert told["suppression"]["threshold"] == 5
    rows = read(made)
    assert (told["figures"], told["suppressed"]) == (len(rows), len(hidden(made)))
    assert set(told["files"]) == {path.name for path in made.folder.iterdir()} - {"manifest.json"}
    for name, file in told["files"].items():
        data = (made.folder / name).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    latest = json.loads((force.home.publish / "latest.json").read_text("utf-8"))
    assert (latest["snapshot"], latest["folder"]) == (made.snapshot, str(made.snapshot))


def test_every_row_names_its_definition_snapshot_and_marking(force: Platform) -> None:
    made = releases(force.home)[-1]
    defined = {
        f"{row['id']}@{row['version']}": row for row in parquet.read_table(made.folder / "measures.parquet").to_pylist()
    }
    assert {row["definition"] for row in read(made)} == set(defined)
    assert {(row["snapshot"], row["marking"]) for row in read(made)} == {(made.snapshot, "OFFICIAL")}
    robbery = defined["robbery@1"]
    assert (robbery["numerator"], robbery["direction"]) == ("crime_type = 'Robbery'", "decrease")
    assert robbery["valid_from"] == date(2013, 5, 1)


def test_what_is_shown_equals_what_the_home_answers(force: Platform) -> None:
    rows = {(row["measure"], row["area_name"], row["month"]): row for row in read(releases(force.home)[-1])}
    compared = 0
    for measure in ("robbery", "recorded_crime", "outcome_charged", "severity_weighted_crime", "recorded_crime_rate"):
        for level in ("force", "district"):
            for told in answer(force, Question(measure, by=level), by=OPERATOR)["rows"]:
                row = rows[measure, told["area_name"], told["period"]]
                if row["status"] == "suppressed":
                    assert {row[name] for name in ("numerator", "denominator", "value", "low", "high", "n")} == {None}
                    continue
                interval = told["interval"] or {"low": None, "high": None}
                wanted = [told[name] for name in ("status", "numerator", "denominator", "value", "n")]
                assert [row[name] for name in ("status", "numerator", "denominator", "value", "n")] == wanted
                assert (row["low"], row["high"]) == (interval["low"], interval["high"])
                compared += 1
    assert compared > 20


def test_what_is_shown_equals_the_mart(force: Platform) -> None:
    told = shown(releases(force.home)[-1])
    with reading(force.home.path) as session:
        sums = session.rows("SELECT area, month, n_recorded_crime, n_robbery FROM mart.month_recorded_crime "
                            "WHERE level IN ('force', 'district') AND force = 'fairshire'")  # fmt: skip
    found = {(area.replace("fairshire", "Fairshire"), month): (crime, robbery) for area, month, crime, robbery in sums}
    assert len(found) == 4 * len(AREAS)
    for (area, month), (crime, robbery) in found.items():
        assert told.get(("recorded_crime", area, month), crime) == crime
        assert told.get(("robbery", area, month), robbery) == robbery


def test_no_small_number_is_shown_and_no_zero_is_suppressed(force: Platform) -> None:
    for made in releases(force.home):
        assert not {cell for cell, value in shown(made).items() if 0 < value < 5}
    rows = {(row["measure"], row["area_name"], row["month"]) for row in read(releases(force.home)[-1])}
    assert rows >= hidden(releases(force.home)[-1])
    zero = answer(force, Question("bicycle_theft", by="district"), by=OPERATOR)["rows"]
    made = releases(force.home)[-1]
    for row in zero:
        if row["numerator"] == 0:
            assert ("bicycle_theft", row["area_name"], row["period"]) not in hidden(made)


def all_sums(months: list[str]) -> list[tuple[Cell, list[Cell]]]:
    """Everything that adds up: types, and outcomes, to crimes; districts and nowhere to the force."""
    crime, parts = "recorded_crime", (list(TYPES.values()), list(OUTCOMES.values()))
    lines = [
        ((crime, area, month), [(name, area, month) for name in names])
        for month in months for area in AREAS for names in parts
    ]  # fmt: skip
    for name in (crime, *TYPES.values(), *OUTCOMES.values()):
        lines += [((name, "Fairshire", m), [(name, place, m) for place in (*DISTRICTS, "nowhere")]) for m in months]
    return lines


def nowhere(force: Platform, months: list[str]) -> dict[Cell, float]:
    """What a reader is taken to know: crimes that lie in no district."""
    found: dict[Cell, float] = {}
    names = ("recorded_crime", *TYPES.values(), *OUTCOMES.values())
    sums = ", ".join(f"sum(if(level = 'force', n_{name}, -n_{name}))" for name in names)
    with reading(force.home.path) as session:
        for month, *counts in session.rows(
            f"SELECT month, {sums} FROM mart.month_recorded_crime WHERE level IN ('force', 'district') GROUP BY ALL"
        ):
            found |= {(name, "nowhere", month): count for name, count in zip(names, counts, strict=True)}
    return {cell: count for cell, count in found.items() if cell[2] in months}


@pytest.mark.parametrize(("number", "months"), [(0, MONTHS[:2]), (1, [*MONTHS, "2025-07"])])
def test_nothing_suppressed_follows_by_subtraction(force: Platform, number: int, months: list[str]) -> None:
    made = releases(force.home)[number]
    found = work_out(shown(made) | nowhere(force, months), all_sums(months))
    away = {cell for cell in hidden(made) if cell[2] in months}
    assert away and not away & set(found)


def test_two_releases_together_tell_no_more(force: Platform) -> None:
    """April and May are as they were: a reader may take each figure from whichever release shows it."""
    both = of_both(force.home)
    found = work_out(both | nowhere(force, MONTHS[:2]), all_sums(MONTHS[:2]))
    assert suppressed_in_any(force.home) and not suppressed_in_any(force.home) & set(found)


def of_both(home: Home) -> dict[Cell, float]:
    """What all releases together show of the months that nobody revised."""
    return {cell: value for made in releases(home) for cell, value in shown(made).items() if cell[2] in MONTHS[:2]}


def suppressed_in_any(home: Home) -> set[Cell]:
    """What any of them suppresses of those months."""
    return {cell for made in releases(home) for cell in hidden(made) if cell[2] in MONTHS[:2]}


def test_what_was_suppressed_stays_suppressed(force: Platform) -> None:
    older, newer = releases(force.home)
    reappeared = hidden(older) - hidden(newer)
    assert all(shown(newer)[cell] == 0 for cell in reappeared)


FIVE = """
    month   | type     | North | South | nowhere
    2025-06 | Robbery  |     5 |    15 |       0
    2025-06 | Burglary |    12 |    20 |       0
"""


def test_a_total_is_given_up_where_the_older_release_tells_the_rest(tmp_path: Path) -> None:
    """5 robberies became 3: the figures beside them are known, so the totals that changed have to go."""
    platform = fairshire(tmp_path, FIVE)
    assert not hidden(released(platform))
    load(platform, FIVE.replace(" 5 ", " 3 "), edition="2026-02")
    away = hidden(released(platform))
    gone = {
        ("robbery", "North"),
        ("robbery", "Fairshire"),
        ("recorded_crime", "North"),
        ("recorded_crime", "Fairshire"),
    }
    assert gone <= {cell[:2] for cell in away}
    assert not {cell for cell in away if cell[1] == "South" or cell[0] == "burglary"}


def test_a_month_is_suppressed_whole_where_nothing_else_helps(tmp_path: Path) -> None:
    """The two robberies lost their place: South's and Fairshire's are as the older release shows them."""
    platform = fairshire(tmp_path, FIVE)
    released(platform)
    moved = FIVE.replace(" 5 |    15 |       0", " 3 |    15 |       2")
    load(platform, moved + "    2025-07 | Drugs | 30 | 40 | 0\n", edition="2026-02")
    made = released(platform)
    assert not {cell for cell in shown(made) if cell[2] == "2025-06"}
    assert not {cell for cell in hidden(made) if cell[2] == "2025-07"}


def test_readings_come_from_what_is_shown(tmp_path: Path) -> None:
    """A chart that read the hidden 11 between 10 and 12 would call it part of a rise, and so tell it."""
    rise = [5, 6, 7, 8, 9, 10, 3, 12, 13, 14, 15, 16, 17, 18, 19]
    lines = ["month | type | North | South"]
    for number, count in enumerate(rise):
        month = f"{2024 + number // 12}-{number % 12 + 1:02d}"
        lines += [f"{month} | Robbery | {count} | 30", f"{month} | Burglary | 40 | 40"]
    made = released(fairshire(tmp_path, "\n".join(lines)))
    rows = [row for row in read(made) if (row["measure"], row["area_name"]) == ("robbery", "North")]
    assert [row["status"] for row in rows].count("suppressed") == 1
    gone = next(row for row in rows if row["status"] == "suppressed")
    assert (gone["month"], gone["numerator"], gone["value"], gone["rule"]) == ("2024-07", None, None, None)


def test_a_snapshot_is_released_once(force: Platform) -> None:
    made = releases(force.home)[-1]
    before = {path: path.stat().st_mtime_ns for path in made.folder.iterdir()}
    assert released(force) == made
    assert {path: path.stat().st_mtime_ns for path in made.folder.iterdir()} == before


def test_a_release_is_in_the_audit_log(force: Platform) -> None:
    with sqlite3.connect(force.home.site_database) as database:
        rows = database.execute(
            "SELECT verb, actor, target, new FROM audit_event WHERE event = 'figures_released'"
        ).fetchall()
    assert rows == [
        ("disclosing", OPERATOR.identity, f"snapshot:{made.snapshot}", f"{made.figures} figures")
        for made in releases(force.home)
    ]


@pytest.mark.parametrize("role", GRANTABLE, ids=lambda role: role.key)
def test_analysts_may_release(force: Platform, role) -> None:
    person = Principal("a.person", (Grant(role, Unit.parse("force:fairshire"), date(2020, 1, 1)),))
    if role.key == "performance_analyst":
        assert release(force, by=person) == releases(force.home)[-1]
    else:
        with pytest.raises(Refused, match="You cannot release figures"):
            release(force, by=person)


def test_an_empty_home_has_nothing_to_release(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="holds no records yet"):
        released(Platform(Home.create(tmp_path, "fairshire")))


def test_figures_of_older_definitions_are_not_released(force: Platform, tmp_path: Path) -> None:
    platform = Platform(copy(force, tmp_path))
    (platform.home.catalogue / "ours.toml").write_text(OURS, encoding="utf-8")
    with pytest.raises(InputRefused, match="Definitions have changed since the figures were made"):
        released(Platform.open(platform.home.path))


OURS = """
[[measure]]
id = "acquisitive"
name = "Acquisitive crime"
description = "Burglary and robbery."
table = "recorded_crime"
kind = "count"
numerator = "crime_type in ('Burglary', 'Robbery')"
unit = "crimes"
family = "Recorded crime"
valid_from = 2013-05-01
why_direction = "Neutral."
source = "The force's own"
confidence = "high"
"""


def copy(force: Platform, folder: Path) -> Home:
    """The home once more, to be changed by one test."""
    shutil.copytree(force.home.path, folder / "home")
    return Home.open(folder / "home")


def test_a_new_measure_does_not_give_older_figures_away(force: Platform, tmp_path: Path) -> None:
    """Burglary and robbery together, less a burglary that is shown, would tell a robbery that is not."""
    home = copy(force, tmp_path)
    (home.catalogue / "ours.toml").write_text(OURS, encoding="utf-8")
    platform = Platform.open(home.path)
    with Writer.open(home) as writer:
        writer.publish("definitions changed", platform.builders)
    made = released(platform)
    sums = [(("acquisitive", area, month), [("burglary", area, month), ("robbery", area, month)])
            for area in AREAS for month in MONTHS[:2]]  # fmt: skip
    found = work_out(of_both(home) | nowhere(platform, MONTHS[:2]), [*all_sums(MONTHS[:2]), *sums])
    assert not suppressed_in_any(home) & set(found)
    assert {cell for cell in shown(made) if cell[0] == "acquisitive"}


def test_a_release_waits_for_the_writer(force: Platform) -> None:
    with write_lock(force.home.path), pytest.raises(HomeBusy):
        released(force)


def test_a_release_that_erasure_took_files_from_is_passed_over(force: Platform, tmp_path: Path) -> None:
    home = copy(force, tmp_path)
    older, newer = releases(home)
    (older.folder / "figures.parquet").unlink()
    (newer.folder / "manifest.json").unlink()
    made = released(Platform(home))
    assert made.snapshot == newer.snapshot and made.folder.is_dir()


def test_a_damaged_manifest_is_said(force: Platform, tmp_path: Path) -> None:
    home = copy(force, tmp_path)
    made = releases(home)[-1]
    for text in ("{", "{}", "[]"):
        (made.folder / "manifest.json").write_text(text, encoding="utf-8")
        with pytest.raises(HomeError, match=r"manifest\.json cannot be read"):
            read_release(made.folder)


@pytest.mark.parametrize(("recipe", "columns"), [("figures", RELEASED), ("measures", MEASURE_COLUMNS)])
def test_the_power_query_recipes_know_every_column(recipe: str, columns: tuple[PackColumn, ...]) -> None:
    """The type that a recipe gives a column is the one that it has."""
    types = {"string": "type text", "number": "type number", "integer": "Int64.Type"}
    text = (RECIPES / f"{recipe}.pq").read_text(encoding="utf-8")
    told = re.findall(r'\{"(\w+)", ((?:type )?[\w.]+)\}', text)
    assert told == [(each.name, types.get(each.datatype, "type date")) for each in (*columns, MARKING)]


@pytest.mark.parametrize("point", ["release.rename.before", "release.rename.after", "replace.rename.before"])
def test_a_kill_leaves_no_half_release(tmp_path: Path, point: str) -> None:
    home = fairshire(tmp_path, "month | type | North | South\n2025-06 | Burglary | 3 | 8").home
    command = [sys.executable, "-m", "forcesight", "release", "--home", str(home.path)]
    killed = subprocess.run(command, env={**os.environ, "FORCESIGHT_FAULT_AT": point}, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (home.publish / "latest.json").exists()
    assert len(releases(home)) == (point == "release.rename.after")
    again = subprocess.run(command, check=False, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    (made,) = releases(home)
    assert json.loads((home.publish / "latest.json").read_text("utf-8"))["folder"] == str(made.snapshot)
    assert {path.name for path in home.publish.iterdir()} == {made.folder.name, "latest.json"}
