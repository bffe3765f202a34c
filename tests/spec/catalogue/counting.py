"""Counts a few typed rows by a measure's definition, so that a spec test shows rows and answer side by side."""

from __future__ import annotations

import sqlite3
from datetime import date

from tests.spec.tables import rows

from forcesight.catalogue import Catalogue


def counted(measure_id: str, text: str, at: date | None = None) -> tuple[float, float]:
    """The numerator and the denominator of the measure over the rows of the table `text`."""
    measure = Catalogue.load().measure(measure_id, at)
    table = rows(text)
    columns = list(table[0])
    with sqlite3.connect(":memory:") as base:
        base.execute(f"create table {measure.table} ({', '.join(columns)})")
        places = ", ".join("?" * len(columns))
        base.executemany(f"insert into {measure.table} values ({places})", [tuple(r.values()) for r in table])
        return base.execute(
            f"select coalesce(sum({measure.numerator}), 0), coalesce(sum({measure.denominator or 'null'}), 0) "
            f"from {measure.table}"
        ).fetchone()
