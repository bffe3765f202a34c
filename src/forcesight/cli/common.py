"""Options and outputs that commands share."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcesight.errors import InputRefused


if TYPE_CHECKING:
    from forcesight.access import Principal
    from forcesight.operations import Platform
    from forcesight.store.loading import Progress

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="The home's folder; FORCESIGHT_HOME or your data folder where it is left out."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def home_path(given: Path | None) -> Path:
    """The home that a command is about."""
    from forcesight.store.home import default_home

    return given or default_home()


def platform(given: Path | None) -> Platform:
    """The opened home."""
    from forcesight.operations import Platform

    return Platform.open(home_path(given))


def operator() -> Principal:
    """Who is at the keyboard."""
    from forcesight.access import local_operator

    return local_operator()


def require_free(port: int, instead: str) -> None:
    """InputRefused where another program answers on the port; `instead` is the command that takes another."""
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise InputRefused(
                f"Port {port} is busy: another program answers there. Stop it, or choose another port: {instead}"
            ) from None


def print_json(value: object) -> None:
    """Print a value as JSON."""
    sys.stdout.write(json.dumps(value, indent=1, default=str) + "\n")


def say(*sentences: str) -> None:
    """Print sentences."""
    sys.stdout.write("\n".join(sentences) + "\n")


def warn(*sentences: str) -> None:
    """Print sentences on standard error, where they are in no program's way."""
    sys.stderr.write("\n".join(sentences) + "\n")


def print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as a table in plain text, numbers to the right."""
    cells = [[_cell(row.get(name)) for name in columns] for row in rows]
    widths = [max([len(name), *(len(line[i]) for line in cells)]) for i, name in enumerate(columns)]
    numeric = [any(isinstance(row.get(name), int | float) for row in rows) for name in columns]
    for line in [list(columns), *cells]:
        parts = [c.rjust(w) if n else c.ljust(w) for c, w, n in zip(line, widths, numeric, strict=True)]
        sys.stdout.write("  ".join(parts).rstrip() + "\n")


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """A progress bar on standard error; silent for JSON and where nobody watches."""
    from forcesight.store.loading import unseen

    if quiet or not sys.stderr.isatty():
        yield unseen
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=1.0)

        def show(done: int, total: int, words: str) -> None:
            bar.update(task, description=words, completed=done / max(total, 1))

        yield show
