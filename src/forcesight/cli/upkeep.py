"""Commands that look after a home: publish, back up, restore, upgrade, erase, hold."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forcesight.cli.common import (
    HomeOption,
    JsonOption,
    home_path,
    operator,
    platform,
    print_json,
    print_table,
    progress_bar,
    say,
)
from forcesight.cli.site import django


if TYPE_CHECKING:
    from forcesight.store.erase import ErasureReport

holds = typer.Typer(help="Rows that must be kept.", no_args_is_help=True, rich_markup_mode=None)
Sought = Annotated[str, typer.Argument(metavar="TEXT", help="A crime's identifier, or a text.")]


def publish(home: HomeOption = None) -> None:
    """Publish what the site wrote, and refresh the marts where definitions changed."""
    from forcesight.operations import upkeep

    say(f"Snapshot {upkeep.publish(platform(home), by=operator())} is published.")


def backup(
    target: Annotated[Path, typer.Argument(help="The new folder or .zip file to write.")], home: HomeOption = None
) -> None:
    """Copy the records, the journal and the site's rows at one snapshot."""
    from forcesight.operations import upkeep

    told = upkeep.backup(platform(home), target, by=operator())
    say(f"Snapshot {told.snapshot} is backed up to {told.path}: {told.files:,} files, {told.bytes:,} bytes.")


def restore(source: Annotated[Path, typer.Argument(help="The backup to restore.")], home: HomeOption = None) -> None:
    """Restore a backup into a new home."""
    from forcesight.operations import upkeep

    restored = upkeep.restore(source, home_path(home), by=operator())
    say(f"The home of {restored.force} is restored to {restored.path}.")
    if restored.is_older:
        say(f"It is of an older Forcesight; run: forcesight upgrade --home {restored.path}")


def upgrade(home: HomeOption = None) -> None:
    """Bring an older home to this version's contracts, after a backup. Stop the site first."""
    from forcesight.operations import upkeep

    with progress_bar(quiet=False) as progress:
        told = upkeep.upgrade(home_path(home), by=operator(), progress=progress)
    if told.backup is None:
        say("The home is of this version already; nothing was changed.")
        return
    tables = ", ".join(f"{name} (was version {version})" for name, version in sorted(told.tables.items()))
    say(f"The home was backed up to {told.backup}.", f"Upgraded: {tables or 'its layout'}; snapshot {told.snapshot}.")


def erase(
    text: Sought,
    reason: Annotated[str, typer.Option(help="The ground for it; a wrong one is answered with the list.")],
    preview: Annotated[bool, typer.Option("--preview", help="Say how many rows it would be; erase nothing.")] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Erase every row that carries a text, from every part of the home and from the site."""
    from forcesight.operations import upkeep

    opened = platform(home)
    if preview:
        found = upkeep.preview_erasure(opened, text, by=operator())
        print_json(found) if json else say(f"Rows that would be erased: {_of_tables(found)}. Nothing was changed.")
        return
    erasers = _site_erasers(opened.home.path)
    report = upkeep.erase(opened, text, reason=reason, by=operator(), site_erasers=erasers)
    print_json(_as_dict(report)) if json else say(*_sentences(report))


@holds.command("place")
def place_hold(
    text: Sought,
    reason: Annotated[str, typer.Option(help="Why the rows must be kept; a wrong reason is answered with the list.")],
    home: HomeOption = None,
) -> None:
    """Keep every row that carries a text from being erased or disposed of."""
    from forcesight.operations import upkeep

    hold = upkeep.place_hold(platform(home), text, reason=reason, by=operator())
    say(f"The rows are held. End it with: forcesight hold release {hold}")


@holds.command("list")
def list_holds(home: HomeOption = None, json: JsonOption = False) -> None:
    """List the holds that stand."""
    from forcesight.operations import upkeep

    found = upkeep.standing_holds(platform(home), by=operator())
    if json:
        print_json(found)
    elif found:
        print_table(found, ("hold_id", "reason", "placed_at"))
    else:
        say("No hold stands.")


@holds.command("release")
def release_hold(hold: Annotated[str, typer.Argument(help="The hold's identifier.")], home: HomeOption = None) -> None:
    """End a hold."""
    from forcesight.operations import upkeep

    upkeep.release_hold(platform(home), hold, by=operator())
    say("The hold is ended.")


def _site_erasers(home: Path) -> list[Callable[[str], int]]:
    """What erases from the site's rows, where the home has a site."""
    if not (home / "site.sqlite3").exists() and not os.environ.get("FORCESIGHT_DATABASE_URL"):
        return []
    django(home)
    from django.db import connection

    from forcesight.web.scrubbing import site_eraser

    # The command line alone makes a database that holds the audit log and none of the site's tables.
    return [site_eraser] if "django_migrations" in connection.introspection.table_names() else []


def _as_dict(report: ErasureReport) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(report)


def _sentences(report: ErasureReport) -> list[str]:
    counts = f"{report.rejected_rows:,} rejected rows, {report.journal_entries:,} journal entries"
    beside = f"{report.site_rows:,} rows of the site, {report.log_lines:,} lines of logs"
    told = [f"Erased rows: {_of_tables(report.rows)}; {counts}, {beside}. Snapshot {report.snapshot}."]
    told += [f"Deleted, because it may have held the text: {name}" for name in report.files]
    told += [f"The text still stands in {place}; a person must look at it." for place in report.remains]
    return told


def _of_tables(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} of {table}" for table, count in sorted(rows.items())) or "none"
