"""`forcesight office requirement`, `shifts` and `calibrate`: from a standard to people to shifts, and from a log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcesight.cli.common import (
    HomeOption,
    JsonOption,
    operator,
    platform,
    print_json,
    print_table,
    progress_bar,
    say,
    warn,
)
from forcesight.errors import HomeError, InputRefused


if TYPE_CHECKING:
    from forcesight.measures.interval import Interval
    from forcesight.model_office.calibration import Report
    from forcesight.model_office.experiments.comparison import Comparison
    from forcesight.model_office.experiments.race import Race
    from forcesight.model_office.requirement import Requirement
    from forcesight.model_office.results import Output
    from forcesight.model_office.shift_design import Design, ShiftType
    from forcesight.operations import Platform
    from forcesight.operations.model_office import Conducted
    from forcesight.store.loading import Progress


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHIFTS = ("early 06:00-08:00 8-10", "late 13:00-16:00 8-10", "night 21:00-23:00 8-10")
_SHIFT = re.compile(r"(\S+) (\d\d:\d\d)-(\d\d:\d\d) (\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")

OfficeArgument = Annotated[str, typer.Argument(metavar="ID|FILE.toml", help="An office's id, or its file.")]
DeskOption = Annotated[str, typer.Option(help="The desk's id.")]
GroupOption = Annotated[str, typer.Option(help="The group of the desk, where it has several.")]
ShareOption = Annotated[float, typer.Option(help="The per cent that must be answered in time.")]
WithinOption = Annotated[float, typer.Option(help="In how many seconds.")]
OverOption = Annotated[
    bool, typer.Option("--over-the-week", help="Over the week as a whole, rather than in every half hour.")
]
OfAllOption = Annotated[
    bool, typer.Option("--of-all", help="Of all who came, so that whoever gives up counts; not of those answered.")
]
SureOption = Annotated[bool, typer.Option("--sure", help="The whole interval must meet it, not the best estimate.")]
WeeksOption = Annotated[int | None, typer.Option(help="How many weeks each trial runs; so many as it takes.")]


def platform_if_any(home: Path | None) -> Platform | None:
    """The home; None where nobody named one and there is none, for the shipped offices need none."""
    try:
        return platform(home)
    except HomeError:
        if home is not None:
            raise
        return None


def output_row(output: Output, mean: Interval) -> dict[str, Any]:
    """An output and its mean as a row to print."""
    from forcesight.model_office.experiments.packed import finite

    return {
        "output": output.id,
        "words": output.words,
        "mean": finite(mean.estimate),
        "low": finite(mean.low),
        "high": finite(mean.high),
        "n": mean.n,
        "unit": output.unit,
        "better": output.better,
        "standard": output.standard,
    }


def means(comparison: Comparison, watched: str) -> Iterator[tuple[str, Output, Interval]]:
    """Every output of every option, or only the watched one: output after output, the baseline first."""
    from forcesight.model_office.results import named

    if watched:
        named(watched, (line.output for line in comparison.lines))
    for line in comparison.lines:
        if watched in ("", line.output.id):
            yield "baseline", line.output, line.baseline
            for effect in line.effects:
                yield effect.option, line.output, effect.mean


def best(done: Conducted, output: str) -> list[str]:
    """Which options may be the best by an output, with one error rate for all; nothing where none is asked about."""
    from forcesight.model_office.experiments.in_short import best_words

    return best_words(done.comparison, output, [each.name for each in done.experiment.changed]) if output else []


def raced(found: Race, left: list[str], worth: float, level: float) -> Iterator[str]:
    """What a race found, in sentences."""
    from forcesight.model_office.experiments.in_short import gap_unit

    of, race = found.output, found.selected
    if len(left) > 1:
        yield f"{of.words}: {', '.join(left)} are not apart after {race.replications} runs each; give more with --most."
    else:
        yield (
            f"{of.words}: with {level:.0%} confidence the best is {left[0]}, "
            f"if it leads the next by {worth:g} or more ({gap_unit(of.unit)})."
        )
    each = race.replications * (len(race.dropped) + len(left))
    yield f"It took {race.runs:,} runs; as many of every option would have been {each:,}."


def needed(
    office: OfficeArgument,
    desk: DeskOption,
    share: ShareOption = 90.0,
    within: WithinOption = 10.0,
    group: GroupOption = "",
    of_all: OfAllOption = False,
    over_the_week: OverOption = False,
    sure: SureOption = False,
    weeks: WeeksOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Find the least staff of a desk, by half hour of the week, that answers in time."""
    found = _needed(office, desk, share, within, group, home, of_all, over_the_week, sure, weeks, json)
    if json:
        print_json(_needed_as_json(found))
        return
    rows = [
        {"at": f"{half // 2:02}:{half % 2 * 30:02}", **{d: found.staff[48 * n + half] for n, d in enumerate(WEEKDAYS)}}
        for half in range(48)
    ]
    print_table(rows, ("at", *WEEKDAYS))
    say("", *_needed_in_words(found))


def _needed(
    office: str,
    desk: str,
    share: float,
    within: float,
    group: str,
    home: Path | None,
    of_all: bool,
    over_the_week: bool,
    sure: bool,
    weeks: int | None,
    json: bool,
) -> Requirement:
    from forcesight.model_office.requirement import Standard
    from forcesight.operations import model_office

    here = platform_if_any(home)
    of = model_office.office(here, office, by=operator())
    over = "week" if over_the_week else "half hour"
    of_whom = "came" if of_all else "answered"
    standard = Standard(share=share / 100, within_seconds=within, of=of_whom, over=over, sure=sure)  # type: ignore[arg-type]
    with progress_bar(quiet=json) as progress:
        return model_office.staff_needed(
            here, of, desk, standard, by=operator(), group=group, weeks=weeks, told=_steps(progress)
        )


def _steps(progress: Progress) -> Any:
    return lambda what, number: progress(0, 1, f"{what}: {number:,}")


def _needed_in_words(found: Requirement) -> Iterator[str]:
    standard = found.standard
    when = "over the week" if standard.over == "week" else "in every half hour"
    yield (
        f"{found.staff_hours:,.0f} hours of people a week at {found.desk}, {found.group}, so that {standard.words}, "
        f"{when}; theory alone says {found.start_hours:,.0f}."
    )
    if found.shrinkage:
        yield f"With {found.shrinkage:.0%} away, {sum(found.rostered) / 2:,.0f} hours are rostered."
    for words, week in (("the callers of the search", found.week), ("callers that it never met", found.week_afresh)):
        if week is not None:
            yield f"Over the week, with {words}: {week.estimate:.1%} ({week.low:.1%} to {week.high:.1%})."
    if found.gives_up:
        yield f"Of those callers {found.gives_up:.1%} give up."
    if found.missed_afresh and standard.over == "half hour":
        yield f"{len(found.missed_afresh)} half hours miss the standard with those callers: give more --weeks."


def _needed_as_json(found: Requirement) -> dict[str, Any]:
    from dataclasses import asdict

    told = asdict(found)
    told |= {"rostered": found.rostered, "staff_hours": found.staff_hours, "start_hours": found.start_hours}
    return told | {"missed_afresh": found.missed_afresh}


def shifts(
    office: OfficeArgument,
    desk: DeskOption,
    share: ShareOption = 90.0,
    within: WithinOption = 10.0,
    group: GroupOption = "",
    of_all: OfAllOption = False,
    over_the_week: OverOption = False,
    sure: SureOption = False,
    weeks: WeeksOption = None,
    shift: Annotated[
        list[str] | None,
        typer.Option(help=f"A kind of shift: its name, when it may start, its hours. Without it: {'; '.join(SHIFTS)}."),
    ] = None,
    start_every: Annotated[int, typer.Option(help="Shifts start at multiples of so many minutes.")] = 60,
    most_starts: Annotated[int | None, typer.Option(help="So many different times of starting at most.")] = None,
    most_shifts: Annotated[int | None, typer.Option(help="So many different shifts at most.")] = None,
    rest: Annotated[float | None, typer.Option(help="Hours between two shifts of a person; needs --person.")] = None,
    duties_a_week: Annotated[float | None, typer.Option(help="Shifts of a person in a week; needs --person.")] = None,
    person: Annotated[float, typer.Option(help="What a person employed costs, in minutes of one too many.")] = 0.0,
    seconds: Annotated[float, typer.Option(help="How long to look for each solution.")] = 60.0,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Find the least staff of a desk, then the shifts that cover it, and what each rule costs."""
    from forcesight.model_office.shift_design import Rules, Weights, design_shifts

    kinds = [_kind(text) for text in shift or SHIFTS]
    if (rest is not None or duties_a_week is not None) and person <= 0:
        raise InputRefused("--rest and --duties-a-week are paid in people: say what one costs with --person.")
    found = _needed(office, desk, share, within, group, home, of_all, over_the_week, sure, weeks, json)
    rules = Rules(
        start_every=start_every,
        most_starts=most_starts,
        most_shifts=most_shifts,
        rest_hours=rest,
        duties_a_week=duties_a_week,
    )
    with progress_bar(quiet=json) as progress:
        progress(0, 1, "Designing shifts")
        design = design_shifts(
            found.rostered, types=kinds, rules=rules, weights=Weights(person=person), seconds=seconds
        )
    if json:
        print_json({"requirement": _needed_as_json(found), "design": _design_as_json(design)})
        return
    say(*_needed_in_words(found), "")
    _print_design(design)


def _kind(text: str) -> ShiftType:
    from forcesight.model_office.shift_design import ShiftType

    told = _SHIFT.fullmatch(text.strip())
    try:
        if told is None:
            raise ValueError(text)
        name, first, last, shortest, longest = told.groups()
        first_start, last_start = time.fromisoformat(first), time.fromisoformat(last)
    except ValueError:
        raise InputRefused(f"--shift {text!r}: write its name, starts and hours like '{SHIFTS[0]}'.") from None
    return ShiftType(
        id=name,
        first_start=first_start,
        last_start=last_start,
        shortest_hours=float(shortest),
        longest_hours=float(longest),
    )


def _shift_rows(design: Design) -> list[dict[str, Any]]:
    return [
        {
            "kind": each.kind,
            "starts": f"{each.starts:%H:%M}",
            "hours": each.hours,
            **dict(zip(WEEKDAYS, each.people, strict=True)),
        }
        for each in design.shifts
    ]


def _print_design(design: Design) -> None:
    print_table(_shift_rows(design), ("kind", "starts", "hours", *WEEKDAYS))
    sure = "no design is better" if design.proven else f"no design can be more than {design.gap:.1%} better"
    employed = f", {design.people:,} people employed" if design.people else ""
    say(
        "",
        f"{design.staff_hours:,.0f} hours of people a week in {design.duties:,} duties{employed}; "
        f"{design.excess_hours:,.0f} hours more than are needed. It costs {design.value:,.0f}: {sure}.",
        "",
    )
    prices = [{"rule": p.rule, "from": p.low, "to": p.high, "hours": p.staff_hours, "shifts": p.shifts,
               "people": p.people} for p in design.prices]  # fmt: skip
    if prices:
        say("The price of each rule, in minutes of one person too many; hours, shifts and people that it adds:")
        print_table(prices, ("rule", "from", "to", "hours", "shifts", "people"))


def _design_as_json(design: Design) -> dict[str, Any]:
    return {
        "shifts": _shift_rows(design),
        "value": design.value,
        "bound": design.bound,
        "staff_hours": design.staff_hours,
        "excess_hours": design.excess_hours,
        "people": design.people,
        "on_duty": design.on_duty,
        "prices": [price._asdict() for price in design.prices],
    }


def calibrated(
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="From this day, like 2025-01-01.")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Up to this day, like 2025-12-31.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the tables as CSV to this folder.")] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Say what the home's records tell of an office's numbers, how surely, and what they cannot tell."""
    from forcesight.model_office.calibration import few_words
    from forcesight.operations import model_office

    first, last = _day(since), _day(until)
    if first > last:
        raise InputRefused(f"--since {first} is after --until {last}; swap them.")
    with progress_bar(quiet=json) as progress:
        _, told = model_office.calibration_report(platform(home), first, last, by=operator(), progress=progress)
    if out:
        warn(f"{_write(told, out)} tables are in {out}.")
    if json:
        print_json(_report_as_json(told))
        return
    say(told.source)
    for table in told.tables:
        say("", table.title)
        print_table(_rows(table), [_heading(name, place) for place, name in enumerate(table.columns)])
        say(*table.words)
    if told.few:
        say("", few_words(told.few))


def _day(moment: datetime) -> date:
    return moment.date()


def _heading(name: str, place: int) -> str:
    """A column without a heading is what the row is about, or what is said of it."""
    return name or ("what" if place == 0 else "says")


def _rows(table: Any) -> list[dict[str, Any]]:
    names = [_heading(name, place) for place, name in enumerate(table.columns)]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def _report_as_json(told: Report) -> dict[str, Any]:
    tables = [{"title": table.title, "rows": _finite(_rows(table)), "words": table.words} for table in told.tables]
    return {"source": told.source, "tables": tables, "few": told.few}


def _finite(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    from forcesight.model_office.experiments.packed import finite

    return [{name: finite(v) if isinstance(v, float) else v for name, v in row.items()} for row in rows]


def _write(told: Report, folder: Path) -> int:
    """One CSV file a table; how many there are."""
    import csv

    folder.mkdir(parents=True, exist_ok=True)
    for table in told.tables:
        name = re.sub(r"[^a-z0-9]+", "-", table.title.lower()).strip("-")
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([_heading(column, place) for place, column in enumerate(table.columns)])
            writer.writerows(table.rows)
    return len(told.tables)
