"""Which months a home holds of a table, as of when, and whether they are whole.

Published records come as a file for each month. A month without a file, or whose rows were all rejected, is unknown.

A force's own records come as rows with a day, in extracts that begin and end anywhere, or live. A month covers less
than others where it begins or ends with days without a row on which the table is used to have some; a month without any
row is unknown, unless the table has so few that chance may leave a month empty. How old a month is tells the newest
row, never the clock: an old extract is as old as what it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from statistics import median

from forcesight.catalogue import Catalogue
from forcesight.clocks import Calendar, calendar
from forcesight.measures.months import days_of, month_of, months_between, span_of_months
from forcesight.records.readers.layout import LAYOUTS
from forcesight.store import Session
from forcesight.store.query import quote


KIND_OF_TABLE: Mapping[str, str] = {layout.contract.table: kind for kind, layout in LAYOUTS.items()}
"""Which kind of published file fills each table."""

UNLIKELY = 5.0
"""Chance leaves days empty in which so many rows are expected less than once in a hundred times (exp(-5))."""
HARDLY_ANY = 0.02
"""A table of which a smaller share of rows is of weekends rests at weekends and on bank holidays."""


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


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one month: how many, how many of them at weekends, and the first and the last day that has one."""

    month: date
    rows: int
    weekend: int
    first: date
    last: date

    @property
    def silent(self) -> list[date]:
        """The days without a row at the beginning and the end of the month."""
        return [day for day in days_of(self.month) if not self.first <= day <= self.last]


def held_file(month: str, edition: str, inferred: bool) -> HeldMonth:
    """A month of published records. How old an outcome is at its edition is not known where that was only inferred."""
    age = None if inferred else months_between(month_of(month), month_of(edition))
    return HeldMonth(age, edition=edition, inferred=inferred)


def held_rows(told: Iterable[Rows], on: date, working_days: Callable[[], Calendar]) -> dict[date, HeldMonth]:
    """The months of a force's own records, as of the day `on`: what is planned for later has not happened.

    Of a table that rests at weekends only `working_days` are expected to have rows.
    """
    known = {each.month: each for each in told if each.first <= on}
    if not known:
        return {}
    counts = _working(working_days()) if _rests(known.values()) else _always
    usual = median(each.rows / max(sum(map(counts, days_of(month))), 1) for month, each in known.items())
    whole = {month: usual * sum(map(counts, each.silent)) < UNLIKELY for month, each in known.items()}
    newest = max(known)
    known_to = min(known[newest].last, on)
    found = {}
    for month in span_of_months(known):
        if month in known or usual * sum(map(counts, days_of(month))) < UNLIKELY:
            age = months_between(month, newest) - (not whole[newest])
            found[month] = HeldMonth(age, whole.get(month, True), known_to=known_to)
    return found


def _rests(months: Iterable[Rows]) -> bool:
    """Whether hardly any rows are of weekends."""
    told = list(months)
    return sum(each.weekend for each in told) < HARDLY_ANY * sum(each.rows for each in told)


def _always(_: date) -> bool:
    return True


def _working(calendar: Calendar) -> Callable[[date], bool]:
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
    told: dict[tuple[str, str], list[Rows]] = {}
    for table, force, month, *counted in session.rows(_ROWS):
        told.setdefault((table, force), []).append(Rows(month_of(month), *counted))
    own = {key: held_rows(months, on, working_days) for key, months in told.items()}
    return found | {key: months for key, months in own.items() if months}


_TABLE_OF_KIND = {kind: table for table, kind in KIND_OF_TABLE.items()}
# The mart holds the files that are current, or that were at the moment asked for and may have been replaced since.
_FILES = f"""
    SELECT kind, force, month, edition, edition_inferred FROM mart.file
    WHERE month IS NOT NULL AND coalesce(rows_loaded, 1) > 0 AND kind IN ({", ".join(map(quote, _TABLE_OF_KIND))})
"""
_ROWS = "SELECT of_table, force, month, rows, weekend_rows, first_day, last_day FROM mart.held ORDER BY ALL"
