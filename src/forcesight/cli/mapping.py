"""`forcesight mapping …`: what the columns and codes of an extract mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcesight.cli.common import JsonOption, print_json, say


if TYPE_CHECKING:
    from forcesight.store.extracts.checking import ColumnCheck, ExtractCheck, PartCheck

app = typer.Typer(help="Say what an extract's columns and codes mean.", no_args_is_help=True, rich_markup_mode=None)
REFUSED = 2


@app.command("check")
def check(
    mapping: Annotated[Path, typer.Argument(metavar="FILE.toml", help="The mapping.")],
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A folder with an extract to try it on.")
    ] = None,
    extracted: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When the source gave the extract, where its files do not tell."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Say what is wrong with a mapping, and what it makes of an extract's files; nothing is loaded.

    The exit code is 2 where a load would be refused, or could count none of a file's rows.
    """
    from forcesight.operations import extracts

    found = extracts.check_mapping(mapping, folder, extracted=extracted.date() if extracted else None)
    if json:
        print_json(_as_dict(found))
    else:
        say(*_sentences(found, mapping))
    if found.problems:
        raise typer.Exit(REFUSED)


@app.command("example")
def example(name: Annotated[str | None, typer.Argument(help="Which example to print.")] = None) -> None:
    """Print a mapping to start from, or name those that there are."""
    from forcesight.errors import InputRefused
    from forcesight.records.extracts import shipped_mappings

    known = shipped_mappings()
    if name is None:
        say(*known)
    elif name in known:
        say(known[name].rstrip("\n"))
    else:
        raise InputRefused(f"There is no example {name!r}; there are {', '.join(known)}.")


def _sentences(found: ExtractCheck, mapping: Path) -> Iterator[str]:
    yield from found.problems
    for part in found.parts:
        yield from _part_sentences(part)
    for words in found.without_files:
        yield f"No file for {words}"
    if not found.problems:
        yield f"{mapping}: nothing is wrong with the mapping."


def _part_sentences(part: PartCheck) -> Iterator[str]:
    reasons = f" ({'; '.join(part.reasons)})" if part.reasons else ""
    yield f"{part.label}, for {part.table}: {part.rows:,} rows, of which {part.rejected:,} cannot be counted{reasons}."
    if part.repeated:
        yield f"  {part.repeated:,} rows have an identifier that another row has too."
    for column in part.columns:
        yield from _column_sentences(column)
    if part.unused:
        yield f"  Not used: {', '.join(part.unused)}."


def _column_sentences(column: ColumnCheck) -> Iterator[str]:
    named = f"  {column.name} ({', '.join(column.sources)})"
    if not column.filled:
        yield f"{named}: empty in every row."
    if column.unreadable:
        cells = ", ".join(map(repr, column.examples))
        hint = f" {column.readable:,} of them read as {column.readable_as}." if column.readable_as else ""
        yield (
            f"{named}: {column.share:.1f} % of {column.filled:,} cells can be read; {column.unreadable:,} cannot, "
            f"such as {cells}.{hint}"
        )
    if column.unknown_rows:
        codes = ", ".join(f"{code!r} ({count:,})" for code, count in column.unknown.items())
        yield f"{named}: {column.unknown_rows:,} rows have codes that the mapping does not know: {codes}."


def _as_dict(found: ExtractCheck) -> dict[str, Any]:
    from dataclasses import asdict

    told = asdict(found)
    for part, seen in zip(told["parts"], found.parts, strict=True):
        for column, each in zip(part["columns"], seen.columns, strict=True):
            column["share"] = round(each.share, 2)
    return told
