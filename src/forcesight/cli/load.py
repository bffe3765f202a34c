"""`forcesight load …`: records in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcesight.cli.common import HomeOption, JsonOption, operator, platform, print_json, progress_bar, say


if TYPE_CHECKING:
    from forcesight.store.loading import LoadReport

app = typer.Typer(help="Load records from files.", no_args_is_help=True, rich_markup_mode=None)
Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders or archives.")]


@app.command("police-uk")
def police_uk(
    paths: Paths,
    home: HomeOption = None,
    edition: Annotated[str | None, typer.Option(help="The archive's month, like 2024-06.")] = None,
    json: JsonOption = False,
) -> None:
    """Load data.police.uk street, outcomes and stop-and-search files."""
    from forcesight.operations import records

    with progress_bar(quiet=json) as progress:
        opened = platform(home)
        report = records.load_police_uk(opened, paths, by=operator(), edition=edition, progress=progress)
    _tell(report, json=json)
    if not json and opened.home.force not in report.forces:
        say(f"None of the files is of {opened.home.force}, the force of this home; its own figures stay as they were.")


@app.command("population")
def population(paths: Paths, home: HomeOption = None, json: JsonOption = False) -> None:
    """Load residents by area and year from CSV files."""
    _geography("population", paths, home, json=json)


@app.command("areas")
def areas(paths: Paths, home: HomeOption = None, json: JsonOption = False) -> None:
    """Load areas and the look-ups between them from CSV or GeoJSON files."""
    _geography("areas", paths, home, json=json)


@app.command("boundaries")
def boundaries(paths: Paths, home: HomeOption = None, json: JsonOption = False) -> None:
    """Load the outlines of areas from GeoJSON files."""
    _geography("boundaries", paths, home, json=json)


def _geography(kind: str, paths: list[Path], home: Path | None, *, json: bool) -> None:
    from forcesight.operations import records
    from forcesight.store import loading_geography

    loader = getattr(loading_geography, f"load_{kind}")
    with progress_bar(quiet=json) as progress:
        report = records.load_geography(platform(home), kind, loader, paths, by=operator(), progress=progress)
    _tell(report, json=json)


def _tell(report: LoadReport, *, json: bool) -> None:
    if json:
        print_json(_as_dict(report))
        return
    say(
        f"{report.files:,} files, {report.rows_read:,} rows read: {report.rows_loaded:,} loaded, "
        f"{report.rows_rejected:,} rejected, {report.rows_already_loaded:,} already loaded.",
        *(
            f"{c.source_file} replaced {c.replaced}: {c.rows_added:,} rows added, {c.rows_removed:,} removed, "
            f"{c.outcomes_changed:,} outcomes changed."
            for c in report.changes
        ),
        *(f"Passed over: {item.name} ({item.reason})" for item in report.passed_over),
    )
    if report.rows_rejected:
        say("See the rejected rows with: forcesight rejects")


def _as_dict(report: LoadReport) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "files": report.files,
        "rows_read": report.rows_read,
        "rows_loaded": report.rows_loaded,
        "rows_rejected": report.rows_rejected,
        "rows_already_loaded": report.rows_already_loaded,
        "snapshot": report.snapshot,
        "changes": [asdict(change) for change in report.changes],
        "passed_over": [asdict(item) for item in report.passed_over],
    }
