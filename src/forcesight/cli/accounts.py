"""`forcesight accounts …`: who may sign in to the site, and as what."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated

import typer

from forcesight.cli.common import HomeOption, JsonOption, operator, print_json, print_table, say
from forcesight.cli.site import account_console
from forcesight.errors import InputRefused


app = typer.Typer(help="Accounts of the site.", no_args_is_help=True, rich_markup_mode=None)
UserName = Annotated[str, typer.Argument(help="The name to sign in with.")]
Role = Annotated[str, typer.Option(help="A role's key, like performance_analyst.")]


@app.command("create")
def create(
    username: UserName,
    role: Role,
    scope: Annotated[str | None, typer.Option(help="LEVEL:CODE; the home's whole force where left out.")] = None,
    display_name: Annotated[str, typer.Option(help="The name that pages show.")] = "",
    home: HomeOption = None,
) -> None:
    """Make an account; the password is asked for, or read from FORCESIGHT_PASSWORD."""
    console = account_console(home)
    password = os.environ.get("FORCESIGHT_PASSWORD") or typer.prompt("Password", hide_input=True)
    say(console.open_account(username, display_name or username, password, role, scope, by=operator()))


@app.command("list")
def list_accounts(
    search: Annotated[str, typer.Option(help="Only those whose name or user name has these words.")] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """List the accounts, closed ones too, with the roles in force today."""
    found = account_console(home).listed(search, by=operator())
    if json:
        print_json(found)
    elif found:
        rows = [row | {"roles": "; ".join(f"{r['role']} {r['scope']}" for r in row["roles"]) or None} for row in found]
        print_table(rows, ("user_name", "name", "open", "roles", "last_signed_in"))
    else:
        say("There is no such account.")


@app.command("grant")
def grant(
    username: UserName,
    role: Role,
    scope: Annotated[str | None, typer.Option(help="LEVEL:CODE; the home's whole force where left out.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day, like 2026-03-27; today by default.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day; open where left out.")] = None,
    home: HomeOption = None,
) -> None:
    """Grant a role to an account."""
    days = _day("--from", since), _day("--to", until)
    say(account_console(home).grant(username, role, scope, *days, by=operator()))


@app.command("end-role")
def end_role(
    username: UserName,
    role: Role,
    scope: Annotated[str | None, typer.Option(help="LEVEL:CODE, where the role is held more than once.")] = None,
    last_day: Annotated[str | None, typer.Option(help="Like 2026-03-27; the role ends now where left out.")] = None,
    home: HomeOption = None,
) -> None:
    """End a role of an account."""
    say(account_console(home).end_role(username, role, scope, _day("--last-day", last_day), by=operator()))


@app.command("close")
def close(username: UserName, home: HomeOption = None) -> None:
    """Close an account: nobody signs in to it again."""
    say(account_console(home).close(username, by=operator()))


@app.command("reset-password")
def reset_password(username: UserName, home: HomeOption = None) -> None:
    """Print a one-time password for somebody who has forgotten theirs."""
    say(account_console(home).reset_password(username, by=operator()))


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputRefused(f"{option} {text}: write a day, like 2026-03-27.") from None
