"""How much of a month a place's figures cover: rows that could not be placed, and codes that came or went.

A place inside a force counts the rows that say where they lie. In some months many rows do not, and when the census
geography changes some codes stop and others begin. A month that covers less than others is shown, and kept out of
every test; a month in which a place's code was not in use is unknown, never zero.

A code that has few rows is silent for months by chance. It counts as not in use only where chance would hardly ever
leave those months without a row, were its rows spread evenly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp
from typing import NamedTuple

from forcesight.measures.months import month_of
from forcesight.measures.series import Observation
from forcesight.store import Session


# A month whose share of placed rows is this much below the best month's is not comparable with it.
TOLERANCE = 0.05
# Months in a row without any row of any kind, at the end or the beginning, after which a code may be not in use.
SILENT = 3
# How seldom chance may bring such a silence: a force has hundreds of codes, each with two ends.
SELDOM = 0.001


class Span(NamedTuple):
    """The first and the last month in which a code has a row, and how many rows it has."""

    first: date
    last: date
    rows: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is known of the months of one table in one force, for places of one level.

    `thin` are the months of which too few rows could be placed. `spans` has, for each place, the span of each LSOA in
    it that has a row; `usual` is how many rows there are to a code that has any.
    """

    months: tuple[date, ...]
    thin: frozenset[date]
    spans: Mapping[str, Sequence[Span]]
    usual: float
    by_code: bool

    def status(self, code: str, month: date) -> str:
        """`ok`; `partial` where the month covers less than others; `missing` where the place's code was not in use."""
        used = [self._in_use(span, month) for span in self.spans.get(code, ())]
        unknown = not any(used) if used else exp(-self.usual) < SELDOM
        if self.by_code and unknown and len(self.months) >= SILENT:
            return "missing"
        return "partial" if month in self.thin or not all(used) else "ok"

    def marked(self, code: str, observations: Iterable[Observation]) -> tuple[Observation, ...]:
        """The months of one place, those that cover less marked as such, those that are not known emptied."""
        return tuple(_marked(each, self.status(code, each.period)) for each in observations)

    def _in_use(self, span: Span, month: date) -> bool:
        before = sum(each < span.first for each in self.months)
        after = sum(each > span.last for each in self.months)
        silent = before if month < span.first else after if month > span.last else 0
        return silent < SILENT or (1 - silent / len(self.months)) ** span.rows >= SELDOM


def words(before: Iterable[Observation], after: Iterable[Observation]) -> tuple[str, ...]:
    """What is said of a place whose months were marked."""
    lost = {new.status for old, new in zip(before, after, strict=True) if new.status != old.status}
    told = {
        "partial": "In some months fewer rows say where they lie; these months are shown and left out of tests.",
        "missing": "In some months no row carries the code of this area, so they are unknown.",
    }
    return tuple(sentence for status, sentence in told.items() if status in lost)


def _marked(each: Observation, status: str) -> Observation:
    if status == "missing":
        return Observation(each.period, None, status="missing")
    return replace(each, status="partial") if status == "partial" and each.status in ("ok", "filling") else each


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
    if level == "district":
        return Coverage(tuple(sorted(shares)), thin, {}, 0, by_code=False)
    spans = _spans(session, table, level, codes, force)
    usual = 0.0 if spans.keys() >= set(codes) else _usual(session, table, force)
    return Coverage(tuple(sorted(shares)), thin, spans, usual, by_code=True)


def _usual(session: Session, table: str, force: str) -> float:
    """How many rows an LSOA of the force has that has any."""
    told = f"SELECT sum(rows) / count(DISTINCT area) FROM mart.month_{table} WHERE level = 'lsoa' AND force = ?"
    return session.one(told, [force])[0] or 0


def _spans(session: Session, table: str, level: str, codes: Sequence[str], force: str) -> dict[str, list[Span]]:
    place = "m.area" if level == "lsoa" else "l.parent_code"
    linked = (
        "" if level == "lsoa"
        else "JOIN mart.area_link l ON l.child_level = 'lsoa' AND l.child_code = m.area AND l.parent_level = ?"
    )  # fmt: skip
    found: dict[str, list[Span]] = {}
    rows = session.rows(
        f"SELECT {place}, min(m.month), max(m.month), sum(m.rows) FROM mart.month_{table} m {linked} "
        f"WHERE m.level = 'lsoa' AND m.force = ? AND list_contains(?, {place}) GROUP BY {place}, m.area",
        [*([] if level == "lsoa" else [level]), force, list(codes)],
    )
    for code, first, last, count in rows:
        found.setdefault(code, []).append(Span(month_of(first), month_of(last), int(count)))
    return found
