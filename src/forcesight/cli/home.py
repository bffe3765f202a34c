"""Commands about the home itself: made, listed, and what it could not count."""

from __future__ import annotations

from typing import Annotated

import typer

from forcesight.cli.common import (
    HomeOption,
    JsonOption,
    home_path,
    operator,
    platform,
    print_json,
    print_table,
    say,
    warn,
)


def init(
    force: Annotated[str, typer.Option("--force", help="The force, as its data.police.uk slug: staffordshire.")],
    home: HomeOption = None,
) -> None:
    """Make a new home for a force's records."""
    from forcesight.operations import Platform
    from forcesight.store import Home

    made = Home.create(home_path(home), force)
    Platform(made).read_definitions()
    say(
        f"The home of {made.force} is {made.path}. Load records with: forcesight load police-uk PATH --home {made.path}"
    )
    _warn_of_unknown(made.force)


def _warn_of_unknown(slug: str) -> None:
    """Say so where the catalogue has no such force: the home may be of a made-up force, or the slug misspelt."""
    from difflib import get_close_matches

    from forcesight.catalogue import Catalogue

    known = [force.id for force in Catalogue.load().forces()]
    if slug in known:
        return
    near = get_close_matches(slug, known, n=3)
    like = f" The nearest that it knows: {', '.join(near)}." if near else ""
    warn(f"Warning: the catalogue knows no force {slug!r}; if that is a slip, make the home again elsewhere.{like}")


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
