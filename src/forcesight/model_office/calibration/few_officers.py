"""What of a report could be a figure of single officers, and is left out before anybody reads it.

The time that a team of few is away says when one of them was; so such shares go, whoever asks, and their number is
told. Why people of a team are away goes whatever their number: an office does not need it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from forcesight.measures.formats import plural
from forcesight.model_office.calibration.report import Report, Table
from forcesight.model_office.calibration.shrinkage import METHOD


LEAST_OFFICERS = 10
_ALL_OR_AN_HOUR = re.compile(r"all|\d\d:00")


def without_few(told: Report) -> Report:
    """The report without figures that could be of single officers; its `few` says how many shares were left out."""
    tables = [_without_few(table) for table in told.tables]
    kept = tuple(table for table, _ in tables if table.rows)
    return replace(told, tables=kept, few=told.few + sum(few for _, few in tables))


def few_words(few: int) -> str:
    """What was left out, as a sentence; empty where nothing was."""
    if not few:
        return ""
    told = f"{plural(few, 'share')} of the time of fewer than {LEAST_OFFICERS} officers {'is' if few == 1 else 'are'}"
    return f"{told} left out, and so is why people are away."


def _without_few(table: Table) -> tuple[Table, int]:
    """A table without shares of few officers' time, and how many rows that were."""
    if table.kind not in ("numbers", "away"):
        return table, 0
    n, method = table.columns.index("n"), table.columns.index("method")
    told = table.rows
    if table.kind == "away":
        told = tuple(row for row in told if _ALL_OR_AN_HOUR.fullmatch(str(row[0])))
    rows = tuple(row for row in told if row[method] != METHOD or float(row[n] or 0) >= LEAST_OFFICERS)
    return replace(table, rows=rows), len(told) - len(rows)
