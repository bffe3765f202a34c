"""`forcesight load …`: records in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcesight.cli.common import HomeOption, JsonOption, operator, platform, print_json, progress_bar, say


if TYPE_CHECKING:
    from forcesight.store.extracts.report import ExtractReport, TableReport
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


@app.command("extract")
def extract(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that holds the extract.")],
    mapping: Annotated[Path, typer.Option(metavar="FILE.toml", help="What the extract's columns and codes mean.")],
    home: HomeOption = None,
    extracted: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When the source gave the extract, where its files do not tell."),
    ] = None,
    accept_withdrawals: Annotated[
        bool, typer.Option(help="Believe an extract of everything that lacks many of the rows in force.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Load an extract of one of the force's own systems: CSV, Excel or Parquet files, as a mapping says."""
    from forcesight.operations import extracts

    with progress_bar(quiet=json) as progress:
        report = extracts.load_extract(
            platform(home),
            folder,
            mapping,
            by=operator(),
            extracted=extracted.date() if extracted else None,
            accept_withdrawals=accept_withdrawals,
            progress=progress,
        )
    if json:
        print_json(_as_dict(report) | _extract_as_dict(report))
        return
    _tell(report, json=False)
    say(
        *(f"{name}: {_in_words(table)}." for name, table in report.tables.items()),
        *report.remarks,
        *(f"No file for {words}" for words in report.without_files),
    )


def _in_words(table: TableReport) -> str:
    """What became of the rows of one table; what did not happen is left out."""
    corrections = f" ({table.rows_corrected:,} of them corrections)" if table.rows_corrected else ""
    counts = {
        "already loaded": table.rows_already_loaded,
        "withdrawn": table.rows_withdrawn,
        "whose identifier the extract repeats": table.rows_repeated,
    }
    told = [f"{table.rows_loaded:,} loaded{corrections}", f"{table.rows_rejected:,} rejected"]
    told += [f"{count:,} {words}" for words, count in counts.items() if count]
    flags = ", ".join(f"{name} {count:,}" for name, count in table.flags.items())
    return ", ".join(told) + (f"; flags: {flags}" if flags else "")


def _extract_as_dict(report: ExtractReport) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "tables": {name: asdict(table) for name, table in report.tables.items()},
        "without_files": list(report.without_files),
        "remarks": report.remarks,
    }


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
