"""`forcesight release` from the command line."""

from __future__ import annotations

import json
from pathlib import Path


def test_a_release_says_where_it_is(home: Path, june: Path, run) -> None:
    run("load", "police-uk", june)
    told = run("release")
    assert told.code == 0
    assert str(home / "publish" / "1") in told.out and "OFFICIAL" in told.out and "are suppressed" in told.out
    assert json.loads((home / "publish" / "latest.json").read_text("utf-8"))["folder"] == "1"


def test_a_release_as_json(home: Path, june: Path, run) -> None:
    run("load", "police-uk", june)
    told = run("release", "--json").json
    assert set(told) == {
        "snapshot",
        "folder",
        "released_at",
        "released_by",
        "marking",
        "figures",
        "suppressed",
        "files",
    }
    assert (told["snapshot"], told["folder"]) == (1, str(home / "publish" / "1"))
    assert set(told["files"]) >= {"figures.parquet", "figures.csv", "measures.csv", "datapackage.json"}
    assert 0 < told["suppressed"] < told["figures"]
    assert run("release", "--json").json == told


def test_nothing_is_released_from_an_empty_home(home: Path, run) -> None:
    told = run("release")
    assert told.code == 2 and "holds no records yet" in told.err
    assert list((home / "publish").iterdir()) == []


def test_a_changed_definition_is_published_first(home: Path, june: Path, run) -> None:
    run("load", "police-uk", june)
    (home / "catalogue" / "ours.toml").write_text(
        "[[measure]]\nid = 'ours'\nname = 'Ours'\ndescription = 'Ours.'\ntable = 'recorded_crime'\nkind = 'count'\n"
        "numerator = \"crime_type = 'Burglary'\"\nunit = 'crimes'\nfamily = 'Ours'\nvalid_from = 2020-01-01\n"
        "why_direction = 'Neutral.'\nsource = 'The force'\nconfidence = 'high'\n",
        encoding="utf-8",
    )
    told = run("release")
    assert told.code == 2 and "run first: forcesight publish" in told.err
    assert run("publish").code == 0
    assert run("release", "--json").json["snapshot"] == 2
