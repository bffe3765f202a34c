"""Definitions as the SQL that they come to: kept in the home, and written anew when anything they depend on changes."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import duckdb
import pytest

from forcesight.catalogue import Catalogue
from forcesight.measures.marts import MeasureMart, WrittenMart, written_mart
from forcesight.operations import Platform
from forcesight.operations import platform as platform_module
from forcesight.store import Home


TODAY = date(2026, 11, 1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.create(tmp_path / "home", "fairshire")


def written(home: Home) -> WrittenMart:
    return MeasureMart(Catalogue.load(), home.force, TODAY).written()


def keep(home: Home) -> WrittenMart:
    mart = written(home)
    written_mart.keep(home, mart, Catalogue.load(), TODAY)
    return mart


def test_what_is_kept_is_what_the_definitions_come_to(home: Home) -> None:
    assert written_mart.kept(home, TODAY) is None
    mart = keep(home)
    kept = written_mart.kept(home, TODAY)
    assert kept == mart and kept is not None
    read = MeasureMart(Catalogue.load(), home.force, TODAY)
    assert (kept.name, kept.needs, kept.reads) == (read.name, read.needs, read.reads)
    assert kept.fingerprint == read.fingerprint
    assert kept.part_sql("recorded_crime", "(FROM here)") == read.part_sql("recorded_crime", "(FROM here)")
    assert kept.part_sql("note", "notes") is None


def test_a_table_that_the_home_does_not_hold_is_not_made(home: Home) -> None:
    with duckdb.connect() as connection:
        written(home).build(connection, {})
        assert connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == (0,)


def test_an_entry_of_the_home_makes_it_come_out_differently(home: Home) -> None:
    keep(home)
    (home.catalogue / "ours.toml").write_text("", encoding="utf-8")
    assert written_mart.kept(home, TODAY) is None
    keep(home)
    assert written_mart.kept(home, TODAY) is not None
    os.utime(home.catalogue / "ours.toml", (1, 1))
    assert written_mart.kept(home, TODAY) is None


def test_it_holds_until_the_next_day_on_which_an_entry_changes(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Catalogue, "next_change", lambda _self, _day: date(2026, 11, 5))
    keep(home)
    assert written_mart.kept(home, date(2026, 11, 4)) is not None
    assert written_mart.kept(home, date(2026, 11, 5)) is None
    assert written_mart.kept(home, date(2026, 10, 31)) is None


def test_without_a_change_to_come_it_holds_for_good(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Catalogue, "next_change", lambda _self, _day: None)
    keep(home)
    assert written_mart.kept(home, date(2090, 1, 1)) is not None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"stamp": 1}'])
def test_a_damaged_file_is_as_good_as_none(home: Home, text: str) -> None:
    keep(home)
    (home.marts / "written" / "measures.json").write_text(text, encoding="utf-8")
    assert written_mart.kept(home, TODAY) is None


def test_one_that_says_too_little_is_as_good_as_none(home: Home) -> None:
    keep(home)
    path = home.marts / "written" / "measures.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    del told["mart"]["parts"]
    path.write_text(json.dumps(told), encoding="utf-8")
    assert written_mart.kept(home, TODAY) is None


def test_where_the_home_cannot_be_written_to_nothing_is_kept(home: Home) -> None:
    (home.marts / "written").write_text("in the way", encoding="utf-8")
    keep(home)
    assert written_mart.kept(home, TODAY) is None


def test_the_catalogue_is_read_once_for_a_home(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    Platform(home).read_definitions()

    def never(_self: Platform) -> Catalogue:
        raise AssertionError("the definitions are kept")

    monkeypatch.setattr(platform_module.Platform, "catalogue", property(never))
    assert [mart.name for mart in Platform(home).builders][:2] == ["areas", "measures"]
