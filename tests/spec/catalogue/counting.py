"""Counts a few typed rows by a measure's definition, so that a spec test shows rows and answer side by side."""

from __future__ import annotations

import sqlite3
from datetime import date

from tests.spec.tables import rows

from forcesight.catalogue import Catalogue
from forcesight.records import contract


def counted(measure_id: str, text: str, at: date | None = None) -> tuple[float, float]:
    """The numerator and the denominator of the measure over the rows of the table `text`.

    Columns that the table leaves out are empty. Instants may be any word: only whether they are known counts.
    """
    measure = Catalogue.load().measure(measure_id, at)
    table = rows(text)
    with sqlite3.connect(":memory:") as base:
        columns = ", ".join(f"{c.name} {'text' if c.type.is_text else ''}" for c in contract(measure.table).columns)
        base.execute(f"create table {measure.table} ({columns})")
        named, places = ", ".join(table[0]), ", ".join("?" * len(table[0]))
        told = [tuple(row.values()) for row in table]
        base.executemany(f"insert into {measure.table} ({named}) values ({places})", told)
        return base.execute(
            f"select coalesce(sum({measure.numerator}), 0), coalesce(sum({measure.denominator or 'null'}), 0) "
            f"from {measure.table}"
        ).fetchone()
