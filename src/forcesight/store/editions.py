"""What a newer edition of a published file changed: outcomes are revised in every archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forcesight.records import Contract
from forcesight.store.query import quote, run
from forcesight.store.writer import Writer


# Pairs of editions that one query compares: enough to be fast, few enough to stay in memory.
PAIRS_AT_ONCE = 64


@dataclass(slots=True)
class EditionChange:
    """What a newer edition changed in one force-month."""

    source_file: str
    replaced: str
    rows_added: int
    rows_removed: int
    outcomes_changed: int


def compare_editions(writer: Writer, contract: type[Contract], replaced: Mapping[str, str]) -> Iterator[EditionChange]:
    """Compare each file with the one that it replaces (`replaced` maps new to old), before the old is marked so.

    Rows are matched by their identifier. Rows without one can only be counted: as many as are too many or too few
    are added or removed. An outcome can only be compared where the identifier is unique in both editions.
    """
    pairs = sorted(replaced.items())
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        chunk = pairs[start : start + PAIRS_AT_ONCE]
        for new, *counts in run(writer.connection, _sql(writer, contract, chunk)):
            added, removed, changed = (int(count or 0) for count in counts)
            yield EditionChange(new, replaced[new], added, removed, changed)


def _sql(writer: Writer, contract: type[Contract], pairs: Sequence[tuple[str, str]]) -> str:
    outcome = next((c for c in ("last_outcome", "outcome_type", "outcome") if contract.has(c)), "source_id")
    sides = ", ".join(f"({quote(new)}, {quote(new)}, true), ({quote(old)}, {quote(new)}, false)" for new, old in pairs)
    return f"""
        SELECT pair, sum(greatest(n - o, 0)), sum(greatest(o - n, 0)),
               count(*) FILTER (WHERE o = 1 AND n = 1 AND id IS NOT NULL AND was IS DISTINCT FROM becomes)
        FROM (
            SELECT side.pair, rows.source_id AS id,
                   count(*) FILTER (WHERE side.newer) AS n, count(*) FILTER (WHERE NOT side.newer) AS o,
                   min(rows.{outcome}) FILTER (WHERE side.newer) AS becomes,
                   min(rows.{outcome}) FILTER (WHERE NOT side.newer) AS was
            FROM {writer.source(contract.table)} rows
            JOIN (VALUES {sides}) side(file, pair, newer) ON rows.source_file = side.file
            WHERE rows.superseded_at IS NULL GROUP BY ALL
        ) GROUP BY pair ORDER BY pair
    """
