"""What goes wrong at the command line is a sentence on standard error and an exit code, and changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.store.published_files import crimes, text, write

from forcesight.records import REGISTRY
from forcesight.store.lock import write_lock


def test_the_packaged_measures_are_listed_without_a_home(tmp_path: Path, run, monkeypatch) -> None:
    monkeypatch.setenv("FORCESIGHT_HOME", str(tmp_path / "none"))
    assert "recorded_crime " in run("measures", "list").out
    assert run("measures", "list", "--home", str(tmp_path / "none")).code == 3


def test_without_a_home_every_command_says_how_to_make_one(tmp_path: Path, run, monkeypatch) -> None:
    monkeypatch.setenv("FORCESIGHT_HOME", str(tmp_path / "none"))
    for command in (("tables",), ("measure", "burglary"), ("rejects",), ("release",),
                    ("load", "police-uk", tmp_path)):  # fmt: skip
        told = run(*command)
        assert (told.code, told.out) == (3, "")
        assert told.err == (
            f"There is no home at {tmp_path / 'none'}; "
            f"make one: forcesight init --home {tmp_path / 'none'} --force SLUG\n"
        )


@pytest.mark.parametrize(("slug", "words"), [
    ("Fairshire Police", "'Fairshire Police' is not a force: use lower-case letters, digits and dashes"),
    ("../etc", "'../etc' is not a force"),
    ("westshire", "is already the home of fairshire; choose another folder for westshire"),
])  # fmt: skip
def test_a_home_is_not_made_for_another_force_or_a_wrong_name(home: Path, run, slug: str, words: str) -> None:
    told = run("init", "--force", slug)
    assert told.code == 2 and words in told.err
    assert run("init", "--force", "fairshire").code == 0


def test_a_folder_of_something_else_does_not_become_a_home(tmp_path: Path, run) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    told = run("init", "--home", tmp_path, "--force", "fairshire")
    assert told.code == 2 and "is not empty and is not a home" in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_not_taken_for_a_home(tmp_path: Path, run) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    for command, code in ((("init", "--force", "fairshire"), 2), (("tables",), 3)):
        told = run(*command, "--home", tmp_path / "letter.txt")
        assert told.code == code and "letter.txt is a file, and a home is a folder" in told.err


def test_a_newer_home_is_not_opened(home: Path, run) -> None:
    table = next(iter(REGISTRY))
    stamp = (home / "home.toml").read_text("utf-8")
    (home / "home.toml").write_text(stamp.replace(f"{table} = ", f"{table} = 9"), encoding="utf-8")
    told = run("tables")
    assert told.code == 3 and "was written by a newer Forcesight" in told.err


def test_a_damaged_home_says_what_to_do(home: Path, run) -> None:
    (home / "home.toml").write_text("format = ", encoding="utf-8")
    told = run("tables")
    assert told.code == 3 and "home.toml cannot be read" in told.err and "restore it from a backup" in told.err


def test_a_busy_home_is_left_alone(home: Path, june: Path, run) -> None:
    with write_lock(home):
        told = run("load", "police-uk", june)
        assert told.code == 4 and "Another process is writing to" in told.err
        assert run("tables", "--json").json == []
    assert run("load", "police-uk", june).code == 0
    with write_lock(home):
        assert run("release").code == 4
        assert run("measure", "burglary").code == 0


@pytest.mark.parametrize(("arguments", "words"), [
    (("burglry",), "There is no measure 'burglry' in force on"),
    (("burglry",), "Did you mean burglary?"),
    (("burglary", "--by", "ward"), "--by ward: choose one of force, district, neighbourhood, lsoa."),
    (("burglary", "--level", "county"), "--by county: choose one of force"),
    (("burglary", "--period", "week"), "--period week: choose one of month, quarter, year, financial-year."),
    (("burglary", "--since", "2024-13"), "--since 2024-13: write a month, like 2024-01."),
    (("burglary", "--until", "June 2024"), "--until June 2024: write a month, like 2024-01."),
    (("burglary", "--since", "2024-02-01"), "--since 2024-02-01: write a month"),
    (("burglary", "--since", "2024-05", "--until", "2024-01"), "--since 2024-05 is after --until 2024-01; swap them."),
    (("burglary", "--as-at", "yesterday"), "--as-at yesterday: write a date like 2024-01-31, or an instant."),
    (("burglary", "--as-at", "2024-02-30"), "--as-at 2024-02-30: write a date"),
    (("burglary", "--by", "district", "--area", "Nowhere"), "There is no district 'Nowhere'"),
])  # fmt: skip
def test_a_question_that_cannot_be_answered(home: Path, june: Path, run, arguments, words: str) -> None:
    run("load", "police-uk", june)
    told = run("measure", *arguments)
    assert (told.code, told.out) == (2, "")
    assert words in told.err


def test_an_empty_home_has_no_figures(home: Path, run) -> None:
    told = run("measure", "burglary")
    assert told.code == 2 and "holds no records yet; load some with: forcesight load police-uk PATH" in told.err


@pytest.mark.parametrize("content", ["", "<html>Sorry</html>\n", "a,b,c\n1,2,3\n"])
def test_a_file_at_fault_leaves_the_home_as_it_was(home: Path, june: Path, tmp_path: Path, run, content: str) -> None:
    wrong = write(tmp_path / "wrong", content, month="2024-07")
    told = run("load", "police-uk", june, wrong)
    assert (told.code, told.out) == (2, "") and wrong.name in told.err
    assert run("tables", "--json").json == []


def test_every_fault_of_every_file_is_told_at_once(home: Path, tmp_path: Path, run) -> None:
    for month in ("2024-05", "2024-07"):
        write(tmp_path / "wrong", "<html>\n", month=month)
    told = run("load", "police-uk", tmp_path / "wrong")
    assert told.code == 2 and "2024-05-fairshire" in told.err and "2024-07-fairshire" in told.err


@pytest.mark.parametrize(("arguments", "words"), [
    (("police-uk", "nowhere"), "There is nothing at nowhere; check the path."),
    (("police-uk", "README.md"), "README.md"),
    (("police-uk", "FILE", "--edition", "June"), "'June' is not an edition; write the archive's month, like 2024-06."),
    (("population", "nowhere"), "There is nothing at nowhere"),
])  # fmt: skip
def test_a_path_that_is_none_of_ours(home: Path, june: Path, run, arguments, words: str) -> None:
    told = run("load", *(str(june) if word == "FILE" else word for word in arguments))
    assert told.code == 2 and words in told.err


def test_an_older_edition_never_replaces_a_newer_one(home: Path, tmp_path: Path, run) -> None:
    run("load", "police-uk", write(tmp_path / "new", text(crimes(3))), "--edition", "2024-08")
    told = run("load", "police-uk", write(tmp_path / "old", text(crimes(4))), "--edition", "2024-07")
    assert told.code == 2 and "an older or equal edition never replaces it" in told.err
    assert run("measure", "burglary", "--json").json["rows"][0]["numerator"] == 3


def test_a_faulty_catalogue_of_the_home_is_told_with_its_file(home: Path, june: Path, run) -> None:
    run("load", "police-uk", june)
    (home / "catalogue" / "ours.toml").write_text("[[measure]]\nid = 'ours'\n", encoding="utf-8")
    for command in (("measure", "burglary"), ("measures", "list"), ("release",)):
        told = run(*command)
        assert told.code == 2 and "ours.toml" in told.err


def test_a_definition_that_cannot_be_counted_is_told(home: Path, june: Path, run) -> None:
    (home / "catalogue" / "ours.toml").write_text(
        "[[measure]]\nid = 'ours'\nname = 'Ours'\ndescription = 'Ours.'\ntable = 'recorded_crime'\nkind = 'count'\n"
        "numerator = \"crime_tipe = 'Burglary'\"\nunit = 'crimes'\nfamily = 'Ours'\nvalid_from = 2020-01-01\n"
        "why_direction = 'Neutral.'\nsource = 'The force'\nconfidence = 'high'\n",
        encoding="utf-8",
    )
    told = run("load", "police-uk", june)
    assert told.code == 2 and "crime_tipe" in told.err
    assert run("tables", "--json").json == []


@pytest.mark.parametrize("arguments", [(), ("load",), ("measures",), ("nonsense",), ("measure",), ("init",),
                                       ("load", "police-uk"), ("tables", "--wrong")])  # fmt: skip
def test_a_command_that_is_none_shows_the_usage(run, arguments: tuple[str, ...]) -> None:
    told = run(*arguments)
    assert told.code == 2 and "Usage: forcesight" in told.out + told.err


def forcesight(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a process of its own."""
    command = [sys.executable, "-m", "forcesight", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


def test_the_program_itself_ends_with_the_code_and_the_sentence(tmp_path: Path) -> None:
    missing = forcesight("tables", "--home", tmp_path / "none")
    assert (missing.returncode, missing.stdout) == (3, "") and missing.stderr.startswith("There is no home at")
    helped = forcesight("--help")
    assert helped.returncode == 0 and "release" in helped.stdout


def test_a_reader_that_goes_away_is_not_scolded(home: Path) -> None:
    """As in `forcesight measures list | head -1`, where the reader closes the pipe after a line."""
    command = [sys.executable, "-m", "forcesight", "measures", "list", "--json", "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_fault_of_the_system_is_a_sentence(home: Path, run, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/disk")

    monkeypatch.setattr("forcesight.operations.records.tables", full)
    told = run("tables")
    assert (told.code, told.err) == (1, "/disk: no space left on device.\n")
