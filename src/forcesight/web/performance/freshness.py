"""How fresh the figures are: for each kind of file, the months that the home's own force has, and their editions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString

from forcesight.charts import Column, Table
from forcesight.measures.data_quality import AreaCount, known_areas
from forcesight.measures.figures import KIND_OF_TABLE
from forcesight.measures.formats import month
from forcesight.measures.months import month_of, months_between
from forcesight.store.derived_areas import DERIVED
from forcesight.web.core.reading import Reading
from forcesight.web.core.tables import as_html
from forcesight.web.performance.wording import SOURCES


_COLUMNS = (
    Column("source", "Records"),
    Column("first", "First month"),
    Column("last", "Latest month"),
    Column("missing", "Months missing between", numeric=True),
    Column("edition", "Edition of the latest month"),
    Column("age", "Months from month to edition", numeric=True),
)


def freshness(now: Reading) -> SafeString:
    """One row a kind of file that the force has."""
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
    rows = []
    for table, kind in KIND_OF_TABLE.items():
        files = now.figures.files.get((kind, now.force.code), {})
        if files:
            first, last = min(files), max(files)
            missing = months_between(first, last) + 1 - len(files)
            published = month_of(files[last].edition)
            edition = month(published) + (" (inferred)" if files[last].inferred else "")
            age = months_between(last, published)
            rows.append((SOURCES[table], month(first), month(last), missing, edition, age))
    return Table(f"Records of {now.force.name}", _COLUMNS, tuple(rows))
