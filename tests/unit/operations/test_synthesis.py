"""A synthetic force's home: made whole, the same again, never mixed with other records, its truth kept apart."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet

from forcesight.access import local_operator
from forcesight.errors import InputRefused
from forcesight.operations import records, synthesis
from forcesight.operations.platform import Platform
from forcesight.operations.synthesis import DEMONSTRATION, Synthesis, synthesise
from forcesight.records import REGISTRY, ForceRecord
from forcesight.store import Home, read_snapshot, reading
from forcesight.store.query import content_hash
from forcesight.synthetic.force.generate import Wish


WISH = Wish(years=1, seed=5, scale=0.01)
ROOT = Path(__file__).resolve().parents[3]


SAID: list[str] = []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Synthesis:
    """A small force, made once; what its progress said is in `SAID`."""
    home = tmp_path_factory.mktemp("synthesis") / "deep" / "home"
    return synthesise(home, WISH, by=local_operator(), progress=lambda _done, _total, words: SAID.append(words))


def hashes(home: Path) -> dict[str, str]:
    """The content hash of every table."""
    with reading(home) as session:
        return {table: content_hash(session, table) for table in session.snapshot.tables}


def test_a_home_has_the_forces_own_records_and_the_published_files_of_its_peers(made: Synthesis) -> None:
    assert made.home.force == "northmarch"
    held = {name: state.rows for name, state in read_snapshot(made.home.path).tables.items()}
    assert {name: held[name] for name in made.rows} == made.rows
    assert made.snapshot == read_snapshot(made.home.path).number
    with reading(made.home.path) as session:
        assert session.one("SELECT count(DISTINCT force) FROM recorded_crime") == (6,)
        assert session.rows("SELECT DISTINCT force FROM incident") == [("northmarch",)]
    assert Platform.open(made.home.path).marts_are_current
    assert [path.name for path in made.home.path.parent.iterdir()] == ["home"], "nothing else is left behind"


def test_every_table_of_a_force_has_rows(made: Synthesis) -> None:
    of_a_force = {name for name, contract in REGISTRY.items() if issubclass(contract, ForceRecord)}
    assert of_a_force - set(made.rows) == {"event"}


def test_its_records_and_the_published_ones_are_of_one_geography(made: Synthesis) -> None:
    with reading(made.home.path) as session:
        for table in ("incident", "crime", "place"):
            placed, known = session.one(
                f"SELECT count(lsoa_code), count(lsoa_code) FILTER (WHERE lsoa_code IN "
                f"(SELECT code FROM area WHERE level = 'lsoa')) FROM {table}"
            )
            assert placed == known > 0
        assert session.one("SELECT count(*) FROM area WHERE level = 'neighbourhood'") == (23,)


def test_no_column_holds_a_code_that_is_not_on_its_list(made: Synthesis) -> None:
    with reading(made.home.path) as session:
        for table in made.rows:
            for column in REGISTRY[table].columns:
                if column.categories:
                    found = session.rows(f'SELECT DISTINCT "{column.name}" FROM {table}')
                    strange = {value for (value,) in found} - {None, *column.categories}
                    assert not strange, f"{table}.{column.name}"


def test_references_lead_to_rows(made: Synthesis) -> None:
    with reading(made.home.path) as session:
        for table in made.rows:
            for column in REGISTRY[table].columns:
                if column.refers_to:
                    (lost,) = session.one(
                        f'SELECT count(*) FROM {table} t WHERE "{column.name}" IS NOT NULL AND NOT EXISTS '
                        f'(SELECT 1 FROM {column.refers_to} r WHERE r.source_id = t."{column.name}")'
                    )
                    assert lost == 0, f"{table}.{column.name}"


def test_identifiers_are_unique_and_required_columns_filled(made: Synthesis) -> None:
    with reading(made.home.path) as session:
        for table in made.rows:
            contract = REGISTRY[table]
            key = ", ".join(f'"{name}"' for name in contract.key)
            assert session.one(f"SELECT count(*) - count(DISTINCT ({key})) FROM {table}") == (0,), table
            for column in contract.columns:
                if column.required:
                    (empty,) = session.one(f'SELECT count(*) FROM {table} WHERE "{column.name}" IS NULL')
                    assert empty == 0, f"{table}.{column.name}"


def test_nothing_is_known_that_happened_after_the_end(made: Synthesis) -> None:
    with reading(made.home.path) as session:
        for table in made.rows:
            for column in REGISTRY[table].columns:
                if column.activity:
                    (last,) = session.one(f'SELECT max("{column.name}") FROM {table}')
                    assert last is None or last.isoformat() <= "2026-01-01T00:00:00+00:00", f"{table}.{column.name}"


def test_the_same_wish_makes_the_same_rows_and_another_seed_others(made: Synthesis, tmp_path: Path) -> None:
    again = synthesise(tmp_path / "again", WISH, by=local_operator())
    told = hashes(made.home.path)
    assert hashes(again.home.path) == told
    other = synthesise(tmp_path / "other", replace(WISH, seed=6), by=local_operator())
    changed = {name for name, found in hashes(other.home.path).items() if found != told.get(name)}
    assert changed >= {"incident", "crime", "place", "area_link", "recorded_crime"}


def test_the_truth_lies_beside_the_data(made: Synthesis) -> None:
    folder = made.home.path / "truth"
    told = json.loads((folder / "measures.json").read_text())
    assert (told["seed"], told["scale"]) == (5, 0.01)
    assert told["span"] == {"first": "2025-01", "last": "2025-12"}
    assert {"abstractions", "incidents", "crimes"} <= set(told["measures"])
    assert "duties" in json.loads((folder / "parameters.json").read_text())
    mentions = parquet.read_table(folder / "mention_person.parquet")["mention_id"].to_pylist()
    with reading(made.home.path) as session:
        people = session.rows("SELECT source_id FROM mention WHERE NOT coalesce(is_organisation, false)")
    assert sorted(mentions) == sorted(mention for (mention,) in people)


def test_nothing_outside_the_synthetic_room_reads_the_truth() -> None:
    """Only what makes a synthetic force, or says where its truth lies, has the word; and that does not read files."""
    source = ROOT / "src" / "forcesight"
    named = {
        path.relative_to(source).as_posix(): text
        for path in sorted(source.rglob("*.py"))
        if (text := path.read_text(encoding="utf-8")) and re.search(r"\btruth\b", text)
    }
    outside = {name: text for name, text in named.items() if not name.startswith("synthetic/")}
    assert set(outside) == {"cli/synth.py", "operations/synthesis.py", "store/home.py"}
    for name in ("cli/synth.py", "operations/synthesis.py"):
        assert not re.search(
            r"\bread_(text|bytes|table|parquet|json)\b|json\.load|(?<!Home\.)(?<!Writer\.)open\(", outside[name]
        ), name


def test_progress_is_told_table_by_table(made: Synthesis) -> None:
    assert SAID[0] == "Inventing the land"
    assert {f"Drawing {REGISTRY[table].title.lower()}" for table in made.rows} <= set(SAID)
    assert SAID[-1] == "Publishing"


def test_an_empty_home_of_the_force_is_filled(tmp_path: Path, made: Synthesis) -> None:
    Home.create(tmp_path / "home", "northmarch")
    filled = synthesise(tmp_path / "home", WISH, by=local_operator())
    assert filled.rows == made.rows


def test_a_home_with_records_is_refused_and_stays_as_it_was(made: Synthesis) -> None:
    before = read_snapshot(made.home.path)
    with pytest.raises(InputRefused, match=r"already holds records of northmarch; .*Name a new folder with --home"):
        synthesise(made.home.path, WISH, by=local_operator())
    assert read_snapshot(made.home.path) == before


def test_the_home_of_another_force_is_refused(tmp_path: Path) -> None:
    Home.create(tmp_path / "home", "fairshire")
    with pytest.raises(InputRefused, match="is the home of fairshire, and the synthetic force is northmarch"):
        synthesise(tmp_path / "home", WISH, by=local_operator())


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("Dear")
    with pytest.raises(InputRefused, match="is not empty and is not a home"):
        synthesise(tmp_path / "letters", WISH, by=local_operator())
    assert (tmp_path / "letters" / "a.txt").read_text() == "Dear"


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(years=0), "--years 0: choose a number from 1 to 10"),
        (Wish(years=11), "--years 11"),
        (Wish(scale=0.0), "--scale 0: choose a share of a whole force, from 0.001 to 1"),
        (Wish(scale=1.5), "--scale 1.5"),
    ],
)
def test_an_impossible_wish_is_refused(tmp_path: Path, wish: Wish, words: str) -> None:
    with pytest.raises(InputRefused, match=words):
        synthesise(tmp_path / "home", wish, by=local_operator())
    assert not (tmp_path / "home").exists()


def test_a_generation_that_is_cut_short_leaves_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(synthesis, "add_records", cut)
    with pytest.raises(KeyboardInterrupt):
        synthesise(tmp_path / "home", WISH, by=local_operator())
    assert list(tmp_path.iterdir()) == []


def test_the_demonstration_is_a_whole_force() -> None:
    assert Wish(years=3, seed=1, scale=1.0) == DEMONSTRATION


def test_making_it_is_in_the_audit_log(made: Synthesis, tmp_path: Path) -> None:
    shutil.copytree(made.home.path, tmp_path / "copy")
    import sqlite3

    with sqlite3.connect(tmp_path / "copy" / "site.sqlite3") as connection:
        (table,) = connection.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE '%audit%' AND type = 'table'"
        ).fetchone()
        told = connection.execute(f"SELECT target FROM {table}").fetchall()
    assert ("files:synthetic",) in told
    assert records.tables(Platform.open(tmp_path / "copy"))
