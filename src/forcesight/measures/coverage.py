"""How much of a month a place's figures cover: rows that could not be placed, and codes that came or went.

A place inside a force counts the rows that say where they lie. In some months many rows do not, and when the census
geography changes some codes stop and others begin. A month that covers less than others is shown, and kept out of
every test; a month in which a place's code was not in use is unknown, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from forcesight.measures.months import month_of
from forcesight.store import Session


# A month whose share of placed rows is this much below the best month's is not comparable with it.
TOLERANCE = 0.05
# Months in a row without any row of any kind, at the end or the beginning, after which a code counts as not in use.
SILENT = 3

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is known of the months of one table in one force, for places of one level.

    `thin` are the months of which too few rows could be placed. `spans` has, for each place, the first and last month
    with any row of each LSOA in it; a place without spans has had no row at all.
    """

    months: tuple[date, ...]
    thin: frozenset[date]
    spans: Mapping[str, Sequence[Span]]
    by_code: bool

    def status(self, code: str, month: date) -> str:
        """`ok`; `partial` where the month covers less than others; `missing` where the place's code was not in use."""
        used = [self._in_use(span, month) for span in self.spans.get(code, ())]
        if self.by_code and not any(used) and len(self.months) >= SILENT:
            return "missing"
        return "partial" if month in self.thin or not all(used) else "ok"

    def _in_use(self, span: Span, month: date) -> bool:
        first, last = span
        before = sum(each < first for each in self.months)
        after = sum(each > last for each in self.months)
        return not (month < first and before >= SILENT) and not (month > last and after >= SILENT)


def coverage(session: Session, table: str, level: str, codes: Sequence[str], force: str) -> Coverage:
    """The coverage of places of one level (district, neighbourhood or LSOA) of a force."""
    placed = {
        month_of(month): (rows, inside)
        for month, rows, inside in session.rows(
            f"SELECT month, sum(rows) FILTER (WHERE level = 'force'), sum(rows) FILTER (WHERE level = ?) "
            f"FROM mart.month_{table} WHERE force = ? AND level IN ('force', ?) GROUP BY month",
            [level, force, level],
        )
    }
    shares = {month: (inside or 0) / rows for month, (rows, inside) in placed.items() if rows}
    best = max(shares.values(), default=0.0)
    thin = frozenset(month for month, share in shares.items() if share < best - TOLERANCE)
    # A district keeps its rows when its LSOAs are coded anew: their names still begin with its own.
    by_code = level in ("lsoa", "neighbourhood")
    return Coverage(
        tuple(sorted(shares)), thin, _spans(session, table, level, codes, force) if by_code else {}, by_code
    )


def _spans(session: Session, table: str, level: str, codes: Sequence[str], force: str) -> dict[str, list[Span]]:
    place = "m.area" if level == "lsoa" else "l.parent_code"
    linked = (
        "" if level == "lsoa"
        else "JOIN mart.area_link l ON l.child_level = 'lsoa' AND l.child_code = m.area AND l.parent_level = ?"
    )  # fmt: skip
    found: dict[str, list[Span]] = {}
    rows = session.rows(
        f"SELECT {place}, min(m.month), max(m.month) FROM mart.month_{table} m {linked} "
        f"WHERE m.level = 'lsoa' AND m.force = ? AND list_contains(?, {place}) GROUP BY {place}, m.area",
        [*([] if level == "lsoa" else [level]), force, list(codes)],
    )
    for code, first, last in rows:
        found.setdefault(code, []).append((month_of(first), month_of(last)))
    return found
