"""Which months a home holds of a table, as of when, and whether they are whole.

Published records come as a file for each month. A month without a file, or whose rows were all rejected, is unknown.

A force's own records come as rows with a day, in extracts that begin and end anywhere, or live. A month covers less
than others where it begins or ends with days without a row on which the table is used to have some; a month without any
row is unknown, unless the table has so few that chance may leave a month empty. How old a month is tells the newest
row, never the clock: an old extract is as old as what it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from statistics import mean

from forcesight.catalogue import Catalogue
from forcesight.clocks import Calendar, calendar
from forcesight.measures.months import days_of, month_of, months_between, span_of_months
from forcesight.records.readers.layout import LAYOUTS
from forcesight.store import Session
from forcesight.store.query import quote


KIND_OF_TABLE: Mapping[str, str] = {layout.contract.table: kind for kind, layout in LAYOUTS.items()}
"""Which kind of published file fills each table."""

SELDOM = 0.001
"""How seldom chance may leave days without a row at the ends of a month that is called whole."""
HARDLY_ANY = 0.05
"""A table of whose days with rows a smaller share lies at weekends rests at weekends and on bank holidays."""

Counts = Callable[[date], bool]
"""Whether a day is expected to have rows at all."""


def is_published(table: str) -> bool:
    """Whether the table's records are public: they come from data.police.uk, and not from the force's own systems."""
    return table in KIND_OF_TABLE


@dataclass(frozen=True, slots=True)
class HeldMonth:
    """What is known of one month of a table in one force.

    `age` is how many months old it was when its records were last told: at the edition of its file, or at the newest
    row of the force's own records; None where nobody said. `known_to` is the day of that row.
    """

    age: int | None
    whole: bool = True
    edition: str = ""
    inferred: bool = False
    known_to: date | None = None


def held_file(month: str, edition: str, inferred: bool) -> HeldMonth:
    """A month of published records. How old an outcome is at its edition is not known where that was only inferred."""
    age = None if inferred else months_between(month_of(month), month_of(edition))
    return HeldMonth(age, edition=edition, inferred=inferred)


def held_days(
    told: Mapping[date, Collection[date]], on: date, working_days: Callable[[], Calendar]
) -> dict[date, HeldMonth]:
    """The months of a force's own records, from the days of each month that have a row.

    What is planned for later than `on` has not happened. Of a table that rests at weekends only `working_days` are
    expected to have rows.
    """
    known = {month: days for month, days in told.items() if min(days) <= on}
    if not known:
        return {}
    counts = _working(working_days()) if _rests(known.values()) else _every
    months = span_of_months(known)
    quiet = 1 - _usual(_share(known.get(month, ()), month, counts) for month in months)
    whole = {month: _is_ordinary(_ends(month, days), counts, quiet) for month, days in known.items()}
    newest = max(known)
    known_to = min(max(known[newest]), on)
    found = {}
    for month in months:
        if month in known or _is_ordinary(days_of(month), counts, quiet):
            age = months_between(month, newest) - (not whole[newest])
            found[month] = HeldMonth(age, whole.get(month, True), known_to=known_to)
    return found


def _usual(shares: Iterable[float]) -> float:
    """The mean share of a month's days that have rows; the two lowest are left out, for such months may be cut off."""
    known = sorted(shares)
    return mean(known[min(2, len(known) - 1) :])


def _share(days: Collection[date], month: date, counts: Counts) -> float:
    """The share of the month's days that have a row, of those that are expected to have some."""
    expected = [day for day in days_of(month) if counts(day)]
    return sum(day in days for day in expected) / max(len(expected), 1)


def _ends(month: date, days: Collection[date]) -> list[date]:
    """The days before the first and after the last that has a row."""
    first, last = min(days), max(days)
    return [day for day in days_of(month) if not first <= day <= last]


def _is_ordinary(silent: Iterable[date], counts: Counts, quiet: float) -> bool:
    """Whether chance may leave these days without a row, where it leaves the share `quiet` of all days without one."""
    return quiet ** sum(map(counts, silent)) >= SELDOM


def _rests(months: Collection[Collection[date]]) -> bool:
    """Whether hardly any of the days with rows lie at weekends."""
    days = [day for month in months for day in month]
    return sum(day.weekday() > 4 for day in days) < HARDLY_ANY * len(days)


def _every(_: date) -> bool:
    return True


def _working(calendar: Calendar) -> Counts:
    """Whether a day is a working day; where the calendar does not reach, whether it is a weekday."""

    def works(day: date) -> bool:
        return calendar.open_on(day) if calendar.first <= day <= calendar.last else day.weekday() < 5

    return works


def held_in(session: Session, catalogue: Catalogue, on: date) -> dict[tuple[str, str], dict[date, HeldMonth]]:
    """The months that a home holds, by table and force, as of the day `on`."""

    @cache
    def working_days() -> Calendar:
        return calendar(catalogue, "working-days")

    found: dict[tuple[str, str], dict[date, HeldMonth]] = {}
    for kind, force, month, edition, inferred in session.rows(_FILES):
        held = held_file(month, edition or month, bool(inferred))
        found.setdefault((_TABLE_OF_KIND[kind], force), {})[month_of(month)] = held
    told: dict[tuple[str, str], dict[date, Collection[date]]] = {}
    for table, force, month, days in session.rows(_DAYS):
        first = month_of(month)
        told.setdefault((table, force), {})[first] = {day for day in days_of(first) if days >> (day.day - 1) & 1}
    own = {key: held_days(months, on, working_days) for key, months in told.items()}
    return found | {key: months for key, months in own.items() if months}


_TABLE_OF_KIND = {kind: table for table, kind in KIND_OF_TABLE.items()}
# The mart holds the files that are current, or that were at the moment asked for and may have been replaced since.
_FILES = f"""
    SELECT kind, force, month, edition, edition_inferred FROM mart.file
    WHERE month IS NOT NULL AND coalesce(rows_loaded, 1) > 0 AND kind IN ({", ".join(map(quote, _TABLE_OF_KIND))})
"""
_DAYS = "SELECT of_table, force, month, days FROM mart.held ORDER BY ALL"
