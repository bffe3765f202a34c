"""How fresh the figures are: for each table, the months that the home's own force has, and how old the latest is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.safestring import SafeString

from forcesight.charts import Column, Table
from forcesight.measures.data_quality import AreaCount, known_areas
from forcesight.measures.formats import day, month, plural
from forcesight.measures.held import KIND_OF_TABLE, HeldMonth
from forcesight.measures.months import month_of, months_between
from forcesight.store.derived_areas import DERIVED
from forcesight.web.core.reading import Reading
from forcesight.web.core.tables import as_html
from forcesight.web.performance.wording import source_of


_COLUMNS = (
    Column("source", "Records"),
    Column("first", "First month"),
    Column("last", "Latest month"),
    Column("age", "Age of the latest month"),
    Column("missing", "Months missing between", numeric=True),
    Column("told", "As it was told"),
)


def freshness(now: Reading) -> SafeString:
    """One row a table that the force has records in."""
    return now.once("freshness", lambda: as_html(_table(now)))


def still_to_load(now: Reading) -> list[tuple[str, str]]:
    """What figures would gain from geography that is not loaded: a sentence and the command that loads it."""
    return now.once("still to load", lambda: list(_still_to_load(known_areas(now.figures.session))))


def _still_to_load(areas: Sequence[AreaCount]) -> Iterator[tuple[str, str]]:
    below = [each for each in areas if each.level != "force"]
    if not any(each.vintage != DERIVED for each in below):
        yield "No areas are loaded, so districts are those that the records name.", "forcesight load areas PATH"
    if not any(each.with_boundary for each in below):
        yield "No boundaries are loaded, so there are no maps.", "forcesight load boundaries PATH"
    if not any(each.with_residents for each in areas):
        yield "No population is loaded, so there are no rates over residents.", "forcesight load population PATH"


def _table(now: Reading) -> Table:
    figures, force = now.figures, now.force.code
    published = {table: held for table in KIND_OF_TABLE if (held := figures.held.get((table, force)))}
    own = {measure.table: figures.held_of(measure, force) for measure in figures.measures}
    rows = (_row(table, held, figures.on) for table, held in (published | own).items() if held)
    return Table(f"Records of {now.force.name}", _COLUMNS, tuple(rows))


def _row(table: str, held: Mapping[date, HeldMonth], on: date) -> tuple[object, ...]:
    first, last = min(held), max(held)
    missing = months_between(first, last) + 1 - len(held)
    return (source_of(table), month(first), month(last), _age(last, on), missing, _told(held[last]))


def _age(last: date, on: date) -> str:
    """How long ago the month ended."""
    months = months_between(last, on) - 1
    if months < 0:
        return "Not over yet"
    return f"Ended {plural(months, 'month')} ago" if months else "Ended this month"


def _told(held: HeldMonth) -> str:
    """The edition of a published month; of the force's own records, the day of the newest row."""
    if held.known_to:
        return f"Newest row of {day(held.known_to)}"
    return f"Edition of {month(month_of(held.edition))}" + (" (inferred)" if held.inferred else "")
