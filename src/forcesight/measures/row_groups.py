"""Rows in groups that are counted alike: what every figure of a month is made of.

Two rows are of one group where they add the same to every sum. A few hundred groups carry all that the figures of a
month can tell, however many rows there are; `disclosure` asks what could be worked out from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt

from forcesight.measures.marts.measure_mart import place_columns
from forcesight.measures.months import month_of
from forcesight.store import Session
from forcesight.store.definitions import Expression
from forcesight.store.query import quote


@dataclass(frozen=True)
class RowGroups:
    """The rows of one table and month.

    adds:      sums x groups, what one row of a group adds to each sum; not a number where it adds nothing
    rows:      places x groups, how many rows of a group lie in each place
    elsewhere: for each group, the rows that lie in none of the places
    """

    adds: npt.NDArray[np.float64]
    rows: npt.NDArray[np.int64]
    elsewhere: npt.NDArray[np.int64]


def row_groups(
    session: Session, table: str, force: str, sums: Mapping[str, Expression], districts: Sequence[str]
) -> dict[date, RowGroups]:
    """The groups of a force's rows by month. Places are the districts, or the whole force where there are none."""
    rows = session.rows(_sql(table, force, list(sums.values()), districts))
    places: list[str | None] = [*districts] or [None]
    return {month_of(month): _grouped(list(told), places) for month, told in groupby(rows, key=lambda row: row[0])}


def _grouped(told: Sequence[tuple[Any, ...]], places: Sequence[str | None]) -> RowGroups:
    """From (month, place, what a row adds to each sum, number of rows)."""
    groups = {adds: number for number, adds in enumerate(dict.fromkeys(row[2:-1] for row in told))}
    counts = np.zeros((len(places) + 1, len(groups)), dtype=np.int64)
    for _, place, *adds, number in told:
        where = places.index(place) if place in places else len(places)
        counts[where, groups[tuple(adds)]] += number
    return RowGroups(np.array(list(groups), dtype=np.float64).T, counts[:-1], counts[-1])


def _sql(table: str, force: str, sums: Sequence[Expression], districts: Sequence[str]) -> str:
    adds = ", ".join(f"CAST({each.sql('duckdb')} AS DOUBLE) AS a{number}" for number, each in enumerate(sums))
    place = _district(place_columns(table)) if districts else "NULL"
    return (
        f"SELECT month, {place} AS place, {adds}, count(*) FROM {table} r WHERE r.force = {quote(force)} "
        "GROUP BY ALL ORDER BY ALL"
    )


def _district(columns: Sequence[str]) -> str:
    """SQL for the district of a row, as the mart finds it."""
    linked = (
        "(SELECT any_value(parent_code) FROM mart.area_link l WHERE l.child_level = 'lsoa' "
        "AND l.child_code = r.lsoa_code AND l.parent_level = 'district')"
    )
    return f"coalesce({linked}, r.district_code)" if "district_code" in columns else linked
