"""Records in from the command line: init, load, tables, rejects."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.unit.store.published_files import crimes, line, text, write


KEYS = ["files", "rows_read", "rows_loaded", "rows_rejected", "rows_already_loaded"]


def test_a_home_is_made_and_its_place_is_said(tmp_path: Path, run) -> None:
    made = run("init", "--home", tmp_path / "new", "--force", "fairshire")
    assert made.code == 0
    assert str(tmp_path / "new") in made.out and "forcesight load police-uk PATH" in made.out
    assert (tmp_path / "new" / "home.toml").read_text("utf-8").startswith("format = ")


def test_the_home_is_that_of_the_environment_or_of_the_data_folder(tmp_path: Path, run, monkeypatch) -> None:
    monkeypatch.delenv("FORCESIGHT_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert run("init", "--force", "fairshire").code == 0
    assert (tmp_path / "forcesight" / "home.toml").exists()
    monkeypatch.setenv("FORCESIGHT_HOME", str(tmp_path / "named"))
    assert run("tables").code == 3


def test_a_load_says_what_became_of_every_row(home: Path, june: Path, run) -> None:
    told = run("load", "police-uk", june)
    assert told.code == 0
    assert "1 files, 10 rows read: 9 loaded, 1 rejected, 0 already loaded." in told.out
    assert "forcesight rejects" in told.out


def test_a_load_as_json(home: Path, june: Path, run) -> None:
    first = run("load", "police-uk", june.parent, "--json").json
    assert [first[key] for key in KEYS] == [1, 10, 9, 1, 0]
    again = run("load", "police-uk", june, "--json").json
    assert [again[key] for key in KEYS] == [1, 10, 0, 0, 10]
    assert (first["snapshot"], again["snapshot"]) == (1, 1)


def test_a_newer_edition_says_what_it_changed(home: Path, tmp_path: Path, run) -> None:
    run("load", "police-uk", write(tmp_path / "old", text(crimes(3))), "--edition", "2024-06")
    newer = [*crimes(2, Last_outcome_category="Suspect charged"), *crimes(2, start=8)]
    told = run("load", "police-uk", write(tmp_path / "new", text(newer)), "--edition", "2024-07")
    assert told.code == 0
    assert "replaced street/fairshire/2024-06@2024-06: 2 rows added, 1 removed, 2 outcomes changed." in told.out


def test_files_of_other_names_are_passed_over_and_said(home: Path, june: Path, run) -> None:
    (june.parent / "notes.csv").write_text("a,b\n", encoding="utf-8")
    told = run("load", "police-uk", june.parent)
    assert told.code == 0 and "notes.csv (its name is not that of a published file)" in told.out
    assert run("load", "police-uk", june.parent, "--json").json["passed_over"] == [
        {"name": str(june.parent / "notes.csv"), "reason": "its name is not that of a published file"}
    ]


def test_a_load_without_a_file_of_the_home_s_own_force_says_so(home: Path, june: Path, tmp_path: Path, run) -> None:
    assert "None of the files" not in run("load", "police-uk", june).out
    told = run("load", "police-uk", write(tmp_path, text(crimes(1, Falls_within="")), force="westshire"))
    assert told.code == 0 and "None of the files is of fairshire, the force of this home" in told.out


def test_a_force_that_the_catalogue_does_not_know_is_made_with_a_warning(tmp_path: Path, run) -> None:
    slip = run("init", "--home", tmp_path / "slip", "--force", "stafordshire")
    assert slip.code == 0 and (tmp_path / "slip" / "home.toml").exists()
    assert "the catalogue knows no force 'stafordshire'" in slip.err and "staffordshire" in slip.err.split("nearest")[1]
    assert run("init", "--home", tmp_path / "known", "--force", "staffordshire").err == ""


def test_a_home_and_its_log_are_for_their_owner_only(tmp_path: Path, run) -> None:
    run("init", "--home", tmp_path / "new", "--force", "staffordshire")
    assert run("rejects", "--home", tmp_path / "new").code == 0
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "new", tmp_path / "new" / "site.sqlite3")}
    assert modes == {"new": 0o700, "site.sqlite3": 0o600}


def test_tables_are_listed(home: Path, june: Path, run) -> None:
    assert "holds no records yet" in run("tables").out
    assert run("tables", "--json").json == []
    run("load", "police-uk", june)
    listed = {row.pop("name"): row for row in run("tables", "--json").json}
    assert all(list(row) == ["rows", "version", "bytes"] for row in listed.values())
    assert (listed["recorded_crime"]["rows"], listed["reject"]["rows"], listed["source_file"]["rows"]) == (9, 1, 1)
    assert all(row["bytes"] > 0 and row["version"] >= 1 for row in listed.values())
    lines = run("tables").out.splitlines()
    assert lines[0].split() == ["name", "rows", "version", "bytes"]
    assert next(line for line in lines if line.startswith("recorded_crime")).split()[1] == "9"


def test_rejected_rows_are_shown_as_they_came_and_the_look_is_logged(home: Path, june: Path, run) -> None:
    assert run("rejects").out == "No row was rejected.\n"
    run("load", "police-uk", june)
    (row,) = run("rejects", "--json").json
    assert set(row) == {"source_file", "line", "reason", "raw"}
    assert row["raw"] == line(Month="")
    assert row["reason"] in run("rejects", row["source_file"]).out
    assert run("rejects", "street/fairshire/1999-01@1999-01", "--json").json == []
    with sqlite3.connect(home / "site.sqlite3") as database:
        seen = database.execute("SELECT target FROM audit_event WHERE event = 'rejects_viewed'").fetchall()
    files = (row["source_file"], "street/fairshire/1999-01@1999-01")
    assert seen == [("files:all",), ("files:all",), *((f"file:{name}",) for name in files)]


def test_areas_population_and_boundaries_load(home: Path, tmp_path: Path, run) -> None:
    areas = tmp_path / "areas.csv"
    areas.write_text("LSOA21CD,LSOA21NM,LAD22CD,LAD22NM\nE01000001,Fairton 001A,E07000901,Fairton\n", encoding="utf-8")
    told = run("load", "areas", areas, "--json")
    assert told.code == 0, told.err
    assert told.json["rows_loaded"] > 0 and told.json["rows_read"] == sum(told.json[key] for key in KEYS[2:])
    square = [[[-2.2, 52.8], [-2.0, 52.8], [-2.0, 53.0], [-2.2, 53.0], [-2.2, 52.8]]]
    feature = {
        "type": "Feature",
        "properties": {"LAD22CD": "E07000901", "LAD22NM": "Fairton"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    outlines = tmp_path / "districts.geojson"
    outlines.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    told = run("load", "boundaries", outlines, "--json")
    assert told.code == 0, told.err
    assert told.json["rows_loaded"] == 1
    people = tmp_path / "population.csv"
    people.write_text("code,year,population\nE07000901,2022,98000\n", encoding="utf-8")
    told = run("load", "population", people)
    assert told.code == 0, told.err
    assert "1 loaded" in told.out
