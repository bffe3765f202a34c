"""Looking after a home from the command line: publish, backup, restore, upgrade, erase, hold."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.unit.store.old_home import old_home
from tests.unit.store.published_files import crime_id, crimes, text, write


def forcesight(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command that starts the site's own code, which one process can do for one home only."""
    command = [sys.executable, "-m", "forcesight", *map(str, arguments), "--home", str(home)]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_publishing_says_the_snapshot(home: Path, june: Path, run) -> None:
    run("load", "police-uk", june)
    assert run("publish").out == "Snapshot 1 is published.\n"


def test_a_backup_restores_to_the_same_figures(home: Path, june: Path, tmp_path: Path, run) -> None:
    run("load", "police-uk", june)
    target = tmp_path / "backup.zip"
    told = run("backup", target)
    assert told.code == 0 and str(target) in told.out and target.exists()
    assert run("backup", target).code == 2
    restored = run("restore", target, "--home", tmp_path / "restored")
    assert restored.code == 0 and "The home of fairshire is restored to" in restored.out
    figures = [run("measure", "burglary", "--json", "--home", place).json["rows"] for place in
               (home, tmp_path / "restored")]  # fmt: skip
    assert [row["numerator"] for rows in figures for row in rows] == [7, 7]
    over = run("restore", target)
    assert over.code == 2 and over.err


def test_a_home_of_this_version_is_not_upgraded(home: Path, run) -> None:
    assert run("upgrade").out == "The home is of this version already; nothing was changed.\n"


def test_an_older_home_says_to_upgrade_and_is_upgraded(tmp_path: Path, run) -> None:
    older = old_home(tmp_path / "older")
    refused = run("tables", "--home", older)
    assert refused.code == 3 and f"run: forcesight upgrade --home {older}" in refused.err
    told = run("upgrade", "--home", older)
    assert told.code == 0, told.err
    assert "The home was backed up to" in told.out and "Upgraded:" in told.out
    assert run("tables", "--home", older).code == 0


def test_standing_holds_are_listed(home: Path, june: Path, run) -> None:
    run("load", "police-uk", june)
    assert run("hold", "list").out == "No hold stands.\n"
    run("hold", "place", crime_id(1), "--reason", "complaint")
    (hold,) = run("hold", "list", "--json").json
    assert set(hold) == {"hold_id", "reason", "placed_at"} and hold["reason"] == "complaint"
    assert hold["hold_id"] in run("hold", "list").out
    assert run("hold", "release", "nonsense").code == 2


def test_a_held_row_is_not_erased_until_the_hold_ends(home: Path, tmp_path: Path, run) -> None:
    run("load", "police-uk", write(tmp_path / "files", text(crimes(6))))
    sought = crime_id(3)
    wrong = run("hold", "place", sought, "--reason", "because")
    assert wrong.code == 2 and "court-proceedings" in wrong.err
    placed = run("hold", "place", sought, "--reason", "complaint")
    assert placed.code == 0
    hold = placed.out.split()[-1]
    refused = forcesight(home, "erase", sought, "--reason", "court-order")
    assert refused.returncode == 2 and "Traceback" not in refused.stderr
    assert run("measure", "burglary", "--json").json["rows"][0]["numerator"] == 6
    assert run("hold", "release", hold).out == "The hold is ended.\n"
    erased = forcesight(home, "erase", sought, "--reason", "court-order", "--json")
    assert erased.returncode == 0, erased.stderr
    assert json.loads(erased.stdout)["rows"]["recorded_crime"] == 1
    assert run("measure", "burglary", "--json").json["rows"][0]["numerator"] == 5


def test_erasing_wants_a_ground_that_the_law_knows(home: Path, june: Path, run) -> None:
    run("load", "police-uk", june)
    told = forcesight(home, "erase", "x" * 20, "--reason", "tidying")
    assert told.returncode == 2 and "court-order" in told.stderr and "Traceback" not in told.stderr


def test_erasing_tells_people_what_it_took(home: Path, june: Path, run) -> None:
    run("load", "police-uk", june)
    told = forcesight(home, "erase", crime_id(1), "--reason", "court-order")
    assert told.returncode == 0, told.stderr
    assert "1 of recorded_crime" in told.stdout


def test_what_an_erasure_would_take_is_shown_first(home: Path, june: Path, run) -> None:
    run("load", "police-uk", june)
    told = run("erase", crime_id(1), "--reason", "court-order", "--preview")
    assert told.out == "Rows that would be erased: 1 of recorded_crime. Nothing was changed.\n"
    assert run("erase", crime_id(1), "--reason", "court-order", "--preview", "--json").json == {"recorded_crime": 1}
    assert run("erase", "Nobody at all", "--reason", "court-order", "--preview").out.startswith(
        "Rows that would be erased: none."
    )
    with sqlite3.connect(home / "site.sqlite3") as log:
        looks = log.execute("SELECT target, new FROM audit_event WHERE event = 'records_viewed'").fetchall()
    assert looks == [("tables:recorded_crime", "1 row")] * 2 + [("tables:", "0 rows")]


def test_the_audit_log_is_checked_from_outside_the_site(home: Path, june: Path, run) -> None:
    run("load", "police-uk", june)
    first = run("audit-log", "--json").json
    assert (first["rows"], first["whole"], first["fault"]) == (1, True, None)
    noted = ("--number", first["last"]["number"], "--hash", first["last"]["hash"])
    run("rejects")
    assert run("audit-log", *noted).out.startswith("The rows of the audit log, 2, follow from one another")
    assert run("audit-log", "--number", 1).code == 2
    with sqlite3.connect(home / "site.sqlite3") as log:
        log.execute("DROP TRIGGER audit_event_no_update")
        log.execute("UPDATE audit_event SET actor = 'nobody' WHERE sequence = 1")
    told = run("audit-log", "--json")
    assert told.code == 1 and told.json["whole"] is False
    assert told.err == "The audit log has been tampered with. Row 1 was changed after it was written.\n"
    assert run("audit-log", "--number", 9, "--hash", "x").code == 1
