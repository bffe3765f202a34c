"""`forcesight measure` and `forcesight measures`: figures and their definitions."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from forcesight.cli.common import HomeOption, JsonOption, operator, platform, print_json, print_table, say
from forcesight.errors import InputRefused


if TYPE_CHECKING:
    from forcesight.catalogue import Catalogue

app = typer.Typer(help="The measures of the catalogue.", no_args_is_help=True, rich_markup_mode=None)
LEVELS = ("force", "district", "neighbourhood", "lsoa")


@app.command("list")
def list_measures(home: HomeOption = None, json: JsonOption = False) -> None:
    """List the measures in force, with the way that is improvement and their source."""
    from forcesight.operations.figures import definition

    measures = _catalogue(home).measures()
    if json:
        print_json([{"name": m.name, "family": m.family, **definition(m)} for m in measures])
        return
    rows = [{"id": m.id, "name": m.name, "kind": m.kind, "unit": m.unit, "direction": m.direction} for m in measures]
    print_table(rows, ("id", "name", "kind", "unit", "direction"))


def _catalogue(home: Path | None) -> Catalogue:
    """The home's catalogue; the packaged one where nobody named a home and there is none."""
    from forcesight.catalogue import Catalogue
    from forcesight.errors import HomeError

    try:
        return platform(home).catalogue
    except HomeError:
        if home is not None:
            raise
        return Catalogue.load()


def measure(
    measure_id: Annotated[str, typer.Argument(metavar="ID", help="The measure; see forcesight measures list.")],
    by: Annotated[
        str, typer.Option(help="Rows by force, district, neighbourhood or lsoa; 'area' follows --level.")
    ] = "area",
    level: Annotated[str, typer.Option(help="The level that --by area means.")] = "force",
    area: Annotated[str | None, typer.Option(help="One area only, by its code.")] = None,
    period: Annotated[str, typer.Option(help="month, quarter, year or financial-year.")] = "month",
    since: Annotated[str | None, typer.Option(help="From this month, like 2024-01.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this month, like 2024-12.")] = None,
    as_at: Annotated[
        str | None, typer.Option("--as-at", help="As the home held it then: a date or an instant.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Show a measure by area and period: sums, value, interval, control-chart reading, definition and snapshot."""
    from forcesight.operations import figures

    first, last = _span(since, until)
    question = figures.Question(
        measure=measure_id,
        by=_one_of("--by", level if by == "area" else by, LEVELS),
        period=_one_of("--period", period, figures.PERIODS),  # type: ignore[arg-type]
        area=area,
        since=first,
        until=last,
        as_at=_moment(as_at),
    )
    told = figures.answer(platform(home), question, by=operator())
    print_json(told) if json else _print(told)


def _print(told: dict[str, Any]) -> None:
    say(f"{told['name']} ({told['unit']}), snapshot {told['snapshot']}", told["definition"]["description"], "")
    rows = [
        row | {"low": (row["interval"] or {}).get("low"), "high": (row["interval"] or {}).get("high")}
        for row in told["rows"]
    ]
    columns = ("area_name", "period", "numerator", "denominator", "value", "low", "high", "status", "point_type")
    if rows:
        print_table(rows, columns)
    for caution in told["cautions"]:
        say(caution)


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise InputRefused(f"{option} {value}: choose one of {', '.join(allowed)}.")
    return value


def _span(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    first, last = _month("--since", since), _month("--until", until)
    if first and last and first > last:
        raise InputRefused(f"--since {since} is after --until {until}; swap them.")
    return first, last


def _month(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise InputRefused(f"{option} {text}: write a month, like 2024-01.") from None


def _moment(text: str | None) -> datetime | None:
    """The end of a local day, or the instant itself."""
    if text is None:
        return None
    try:
        if len(text) == len("2024-01-31"):
            return datetime.combine(date.fromisoformat(text), time.max, ZoneInfo("Europe/London"))
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputRefused(f"--as-at {text}: write a date like 2024-01-31, or an instant.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Europe/London"))
