"""How fresh the figures are: for each kind of file, the months that the home's own force has, and their editions."""

from __future__ import annotations

from forcesight.charts import Column, Table
from forcesight.measures.figures import KIND_OF_TABLE
from forcesight.measures.formats import month
from forcesight.measures.months import month_of, months_between
from forcesight.web.core.reading import Reading
from forcesight.web.performance.wording import SOURCES


_COLUMNS = (
    Column("source", "Records"),
    Column("first", "First month"),
    Column("last", "Latest month"),
    Column("missing", "Months missing between", numeric=True),
    Column("edition", "Edition of the latest month"),
)


def freshness(now: Reading) -> Table:
    """One row a kind of file that the force has."""
    return now.once("freshness", lambda: _table(now))


def _table(now: Reading) -> Table:
    rows = []
    for table, kind in KIND_OF_TABLE.items():
        files = now.figures.files.get((kind, now.force.code), {})
        if files:
            first, last = min(files), max(files)
            missing = months_between(first, last) + 1 - len(files)
            edition = month(month_of(files[last].edition)) + (" (inferred)" if files[last].inferred else "")
            rows.append((SOURCES[table], month(first), month(last), missing, edition))
    return Table(f"Records of {now.force.name}", _COLUMNS, tuple(rows))
