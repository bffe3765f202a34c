"""`forcesight accounts …`: from the first account to its closing, at the command line alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.cli.test_cli_site import PASSWORD, forcesight


def told(home: Path, *arguments: object) -> str:
    ran = forcesight(home, "accounts", *arguments, FORCESIGHT_PASSWORD=PASSWORD)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.slow
def test_an_account_from_its_making_to_its_closing(home: Path) -> None:
    assert told(home, "list") == "There is no such account.\n"
    told(home, "create", "a.person", "--role", "data_engineer", "--display-name", "A Person")
    granted = told(home, "grant", "a.person", "--role", "scrutineer", "--from", "2026-01-01", "--to", "2099-12-31")
    assert granted == "a.person is Scrutineer for force fairshire from 1 January 2026 to 31 December 2099.\n"
    (row,) = json.loads(told(home, "list", "--search", "PERSON", "--json"))
    assert (row["user_name"], row["name"], row["open"], row["last_signed_in"]) == ("a.person", "A Person", True, None)
    assert [(each["role"], each["to"]) for each in row["roles"]] == [
        ("scrutineer", "2099-12-31"),
        ("data_engineer", None),
    ]
    assert "scrutineer force:fairshire; data_engineer force:fairshire" in told(home, "list")
    assert "has ended" in told(home, "end-role", "a.person", "--role", "scrutineer")
    assert "can sign in with" in told(home, "reset-password", "a.person")

    last = forcesight(home, "accounts", "close", "a.person")
    assert last.returncode == 2 and "Nobody else could manage accounts then" in last.stderr
    told(home, "create", "b.person", "--role", "data_engineer")
    assert told(home, "close", "a.person") == "The account a.person is closed: nobody signs in to it again.\n"


def test_a_day_that_is_none_is_said(home: Path) -> None:
    wrong = forcesight(home, "accounts", "grant", "a.person", "--role", "scrutineer", "--from", "tomorrow")
    assert (wrong.returncode, wrong.stderr) == (2, "--from tomorrow: write a day, like 2026-03-27.\n")
