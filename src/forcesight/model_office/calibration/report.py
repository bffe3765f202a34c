"""A calibration as tables and series, for pages, packs and terminals: figures with their evidence, and no drawing.

A table's first column names the row; numbers are numbers, so that whoever shows them decides on the digits. A picture
is told as its series, which `charts` can draw: what was seen with its interval, and what was fitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from forcesight.measures.interval import Interval
from forcesight.model_office.calibration.arrivals import Arrivals
from forcesight.model_office.calibration.choosing import Choice
from forcesight.model_office.calibration.held_out import HeldOut
from forcesight.model_office.calibration.patience import Patience
from forcesight.model_office.calibration.result import Calibration
from forcesight.model_office.calibration.waits import Comparison, QuantileErrors


Cell = str | float | int | None
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


TableKind = Literal[
    "unknown", "times", "hours", "numbers", "away", "families", "differences", "arrivals", "outlying", ""
]
PictureKind = Literal["hours", "week", "shares", "hazards"]


@dataclass(frozen=True)
class Table:
    """A table: its title, its columns, its rows, what must be read with it, and what kind of table it is."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: tuple[str, ...] = ()
    kind: TableKind = ""


@dataclass(frozen=True)
class Picture:
    """The series of a picture, all of one length: `x` with its label, and each series by its name.

    hours    predicted and real by hour of the day: real, predicted, low, high
    week     a rate by hour of the week: rate, low, high
    shares   the share within a time: seen, low, high, fitted
    hazards  a rate by time waited: rate, low, high
    """

    title: str
    x_label: str
    y_label: str
    x: tuple[float, ...]
    series: Mapping[str, tuple[float, ...]]
    kind: PictureKind


@dataclass(frozen=True)
class Report:
    """What a page shows of a calibration; `few` shares of few officers' time are left out (see `few_officers`)."""

    source: str
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...]
    few: int = 0


def report(found: Calibration, held: HeldOut | None = None) -> Report:
    """The report of a calibration: what cannot be known stands first, then what held when it was tried (`held`)."""
    period = f"{found.since} to {found.until}"
    tried = [_times_table(held.times), *map(comparison_table, held.arrivals)] if held else []
    tables = (_unknown(found), *tried, *_numbers(found), _choices(found), _differences(found), *_days(found))
    pictures = (*(_of_hours(told) for told in (held.arrivals if held else ())), *_pictures(found))
    return Report(f"{found.source}, {period}", tuple(t for t in tables if t.rows), pictures)


def comparison_table(told: Comparison) -> Table:
    """Predicted beside real, row by row, with how often the real one lay inside."""
    rows = tuple(
        (row.name, row.predicted, row.low, row.high, row.real, row.n, _inside(row.inside)) for row in told.rows
    )
    words = (
        f"{_counted(told)}; the predictions are off by {told.mean_absolute_error:.3g} {told.unit} on average, and "
        f"{told.mean_error:+.3g} in balance.",
    )
    columns = ("", "predicted", "from", "to", "real", "n", "inside")
    return Table(f"{told.of} ({told.unit}): predicted and real", columns, rows, words if told.rows else (), "hours")


def _times_table(told: Comparison) -> Table:
    """Predicted beside real times of many kinds, which have no error on average."""
    return replace(comparison_table(told), words=(f"{_counted(told)}.",), kind="times")


def _counted(told: Comparison) -> str:
    inside = sum(row.inside for row in told.rows)
    return f"{inside} of {len(told.rows)} real figures lie inside their 95 % interval"


def _of_hours(told: Comparison) -> Picture:
    """Predicted and real by hour of the day."""
    series = {name: tuple(getattr(row, name) for row in told.rows) for name in ("real", "predicted", "low", "high")}
    hours = tuple(float(row.name[:2]) for row in told.rows)
    return Picture(f"{told.of} by hour of the day", "hour of the day", told.unit, hours, series, "hours")


def errors_table(told: Sequence[QuantileErrors]) -> Table:
    """Medians and 90th percentiles: real, ours, and another's where there is one."""
    rows: list[tuple[Cell, ...]] = []
    for each in told:
        for place, name in enumerate(("median", "90th percentile")):
            other = each.other[place] if each.other else None
            rows.append((f"{each.of}: {name}", each.real[place], each.ours[place], other, each.n))
    return Table("Held-out dates: real and predicted", ("", "real", "ours", "published", "n"), tuple(rows))


def _numbers(found: Calibration) -> Iterator[Table]:
    columns = ("", "estimate", "from", "to", "unit", "n", "method")
    rows = tuple((each.name, *_cells(each.interval), each.unit, *_basis(each.interval)) for each in found.parameters())
    yield Table("Numbers of the office, with 95 % intervals", columns, rows, kind="numbers")
    for name, shrinkage in found.shrinkage.items():
        told = {"all": shrinkage.all, **shrinkage.by_reason}
        told |= {f"{hour:02}:00": each for hour, each in enumerate(shrinkage.by_hour) if each}
        cells = tuple((of, *_cells(each), "share", *_basis(each)) for of, each in told.items())
        yield Table(f"{name}: planned hours that are away", columns, cells, kind="away")


def _choices(found: Calibration) -> Table:
    """Every family that was tried for every time."""
    rows: list[tuple[Cell, ...]] = []
    words = []
    told = {name: (time.choice, time.duration, time.choice.reason) for name, time in found.times.items()}
    told |= {f"{name}: patience": (each.choice, each.duration, each.reason)
             for name, each in found.patience.items() if each.choice}  # fmt: skip
    for name, (choice, duration, reason) in told.items():
        words.append(f"{name}: {reason}")
        for each in choice.compared:
            chosen = "chosen" if duration.family == each.fit.family.name else ""
            fit = each.fit
            rows.append((f"{name}: {fit.family.name}", fit.mean, fit.aic, fit.bic, each.distance,
                         each.anderson_darling, choice.observed.n, chosen))  # fmt: skip
    columns = ("", "mean, minutes", "AIC", "BIC", "greatest gap", "Anderson-Darling", "n", "")
    return Table("Families, the best first", columns, tuple(rows), tuple(words), "families")


def _differences(found: Calibration) -> Table:
    rows = tuple((name, each.all.estimate, each.explained, each.words) for name, each in found.differences.items())
    columns = ("", "mean, minutes", "explained", "finding")
    return Table("Do some classes or hours take longer?", columns, rows, kind="differences")


def _days(found: Calibration) -> Iterator[Table]:
    """What was found about arrivals: whether they are Poisson, and days that stand out."""
    rows: list[tuple[Cell, ...]] = []
    out: list[tuple[Cell, ...]] = []
    for name, each in found.arrivals.items():
        for told in (each.by_hour_of_week, each.by_hour_and_week, each.by_day):
            verdict = "as a Poisson process" if told.is_poisson else "vary more than chance"
            rows.append((name, f"given {told.given}", told.ratio, told.p, told.counts, verdict))
        out += [(f"{name}: {day.on}", day.count, day.expected, day.factor) for day in each.outlying]
    columns = ("", "counts", "ratio", "p", "n", "finding")
    yield Table("Do arrivals vary more than chance?", columns, tuple(rows), kind="arrivals")
    days = ("", "came", "expected", "times")
    yield Table("Days that stand out, left out of the rates", days, tuple(out), kind="outlying")


def _unknown(found: Calibration) -> Table:
    rows = tuple((each.what, each.why, each.instead) for each in found.unknown)
    return Table("What this log cannot tell", ("", "why", "instead"), rows, kind="unknown")


def _pictures(found: Calibration) -> Iterator[Picture]:
    for name, each in found.arrivals.items():
        yield _of_arrivals(name, each)
    for name, time in found.times.items():
        yield _of_choice(f"{name}: share within", "minutes", time.choice)
    for name, patience in found.patience.items():
        yield _of_hazards(name, patience)
        if patience.choice:
            yield _of_choice(f"{name}: share that would have given up within", "minutes waited", patience.choice)


def _of_choice(title: str, label: str, choice: Choice) -> Picture:
    told = dict(choice.picture)
    x = told.pop("minutes")
    return Picture(title, label, "share", x, told, "shares")


def _of_arrivals(name: str, each: Arrivals) -> Picture:
    """168 hours; `x` is the hour of the week."""
    series = {
        "rate": tuple(rate.estimate for rate in each.rates),
        "low": tuple(rate.low for rate in each.rates),
        "high": tuple(rate.high for rate in each.rates),
    }
    label = f"hour of the week ({_WEEKDAYS[0]} 00:00 to {_WEEKDAYS[-1]} 23:00)"
    return Picture(f"{name}: arrivals", label, "arrivals an hour", tuple(map(float, range(168))), series, "week")


def _of_hazards(name: str, patience: Patience) -> Picture:
    series = {
        "rate": tuple(each.rate.estimate for each in patience.hazards),
        "low": tuple(each.rate.low for each in patience.hazards),
        "high": tuple(each.rate.high for each in patience.hazards),
    }
    x = tuple(each.since for each in patience.hazards)
    return Picture(f"{name}: who gives up", "minutes waited", "give up a minute", x, series, "hazards")


def _cells(interval: Interval) -> tuple[float, float, float]:
    return interval.estimate, interval.low, interval.high


def _basis(interval: Interval) -> tuple[float, str]:
    return interval.n, interval.method


def _inside(inside: bool) -> str:
    return "inside" if inside else "outside"
