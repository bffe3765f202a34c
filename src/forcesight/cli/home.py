"""Commands about the home itself: made, listed, published, backed up, upgraded, erased from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forcesight.cli.common import HomeOption, JsonOption, home_path, operator, platform, print_json, print_table, say


def init(
    force: Annotated[str, typer.Option("--force", help="The force, as its data.police.uk slug: staffordshire.")],
    home: HomeOption = None,
) -> None:
    """Make a new home for a force's records."""
    from forcesight.store import Home

    made = Home.create(home_path(home), force)
    say(
        f"The home of {made.force} is {made.path}. Load records with: forcesight load police-uk PATH --home {made.path}"
    )


def tables(home: HomeOption = None, json: JsonOption = False) -> None:
    """List the tables with their rows, contract versions and sizes."""
    from forcesight.operations import records

    found = records.tables(platform(home))
    if json:
        print_json(found)
    elif found:
        print_table(found, ("name", "rows", "version", "bytes"))
    else:
        say("The home holds no records yet. Load some with: forcesight load police-uk PATH")


def rejects(
    source_file: Annotated[str | None, typer.Argument(help="Of this file only (kind/force/month@edition).")] = None,
    home: HomeOption = None,
    limit: Annotated[int, typer.Option(help="How many rows at most.")] = 200,
    json: JsonOption = False,
) -> None:
    """Show rows that could not be counted, as they arrived. This look is logged."""
    from forcesight.access import Purpose
    from forcesight.operations import records

    purpose = Purpose.DATA_QUALITY
    found = records.rejects(platform(home), source_file, by=operator(), purpose=purpose, limit=limit)
    if json:
        print_json(found)
    elif found:
        print_table(found, ("source_file", "line", "reason", "raw"))
    else:
        say("No row was rejected.")


def publish(home: HomeOption = None) -> None:
    """Publish what the site wrote, and refresh the marts where definitions changed."""
    from forcesight.operations import upkeep

    say(f"Snapshot {upkeep.publish(platform(home), by=operator())} is published.")


def backup(
    target: Annotated[Path, typer.Argument(help="The folder or .zip to write.")], home: HomeOption = None
) -> None:
    """Copy the records, the journal and the site's rows at one snapshot."""
    from forcesight.operations import upkeep

    told = upkeep.backup(platform(home), target, by=operator())
    say(f"Snapshot {told.snapshot} is backed up to {target}: {told.files:,} files, {told.bytes:,} bytes.")


def restore(source: Annotated[Path, typer.Argument(help="The backup to restore.")], home: HomeOption = None) -> None:
    """Restore a backup into a new home."""
    from forcesight.operations import upkeep

    restored = upkeep.restore(source, home_path(home), by=operator())
    say(f"The home of {restored.force} is restored to {restored.path}.")


def upgrade(home: HomeOption = None) -> None:
    """Bring an older home to this version's contracts, after a backup."""
    from forcesight.operations import upkeep

    for line in upkeep.upgrade(home_path(home), by=operator()):
        say(line)


def erase(
    text: Annotated[str, typer.Argument(help="A crime's identifier, or the text to erase.")],
    reason: Annotated[str, typer.Option(help="The ground for it: see forcesight erase --help.")],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Erase every row that carries a text, from tables, history, rejects, journal, marts and the site.

    Grounds: right-to-erasure, retention, court-order, recorded-in-error.
    """
    from forcesight.operations import upkeep

    report = upkeep.erase(platform(home), text, reason=reason, by=operator())
    if json:
        print_json(report.as_dict())
    else:
        say(report.sentence())


def hold(
    text: Annotated[str, typer.Argument(help="A crime's identifier, or the text whose rows must be kept.")],
    reason: Annotated[str, typer.Option(help="Why the rows must be kept.")] = "",
    release: Annotated[bool, typer.Option("--release", help="End the hold.")] = False,
    home: HomeOption = None,
) -> None:
    """Keep rows from being erased or disposed of, until the hold is released."""
    from forcesight.operations import upkeep

    say(upkeep.hold(platform(home), text, reason=reason, release=release, by=operator()))
