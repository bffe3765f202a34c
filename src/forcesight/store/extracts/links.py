"""References of rows to other rows: which of them lead nowhere, among new rows and among those loaded before.

A row may come before the row that it refers to. Until that comes it bears the flag `unlinked_<column>`; the load that
brings the other row takes the flag away. So the flags do not depend on the order in which tables are loaded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from forcesight.records import REGISTRY, Contract, Event
from forcesight.store.event_log import case_kinds
from forcesight.store.extracts.rows import uncountable
from forcesight.store.extracts.staging import Staged
from forcesight.store.extracts.verdicts import UNLINKED, without_links
from forcesight.store.query import quote, run
from forcesight.store.snapshot import DataFile
from forcesight.store.table_changes import TableChanges


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that identifies rows of the table `to`; `id` and `where` are SQL over the rows, `each` what is split."""

    column: str
    to: str
    id: str
    where: str = "true"
    each: str = "*"


def references(contract: type[Contract]) -> Iterator[Reference]:
    """Every way in which a contract's rows refer to others."""
    for column in contract.columns:
        if column.refers_to:
            yield Reference(column.name, column.refers_to, column.name)
    for kind, table in case_kinds().items():
        if contract.has("case_id"):
            yield Reference("case_id", table, "case_id", f"case_kind = {quote(kind)}")
        if contract is Event:
            start = f"{kind}:"
            yield Reference(
                "cases",
                table,
                f"substr(of_case, {len(start) + 1})",
                f"starts_with(of_case, {quote(start)})",
                "*, unnest(string_split(cases, ';')) AS of_case",
            )


def known_rows(changes: TableChanges, table: str, parts: Sequence[Staged] = ()) -> str:
    """SQL for the identifiers of a table: of rows ever loaded, and of those that are about to be."""
    staged = [part for part in parts if part.contract.table == table and not part.entered]
    own = [f"SELECT source_id FROM {part.source()} WHERE NOT {uncountable(part.contract)}" for part in staged]
    return " UNION ALL ".join([f"SELECT source_id FROM {changes.source(table)}", *own])


def find_orphans(
    changes: TableChanges, contract: type[Contract], source: str, known: Mapping[str, str], name: str = "orphan"
) -> int:
    """Make a temporary table of the flags that rows of `source` need: part, place, flags; how many rows have any.

    `known` gives SQL for the identifiers of each table that counts.
    """
    selects = [
        f"SELECT part, place, '{UNLINKED}{r.column}' AS flag FROM (SELECT {r.each} FROM ({source})) r "
        f"WHERE {r.where} AND {r.id} IS NOT NULL "
        f"AND NOT EXISTS (SELECT 1 FROM ({known[r.to]}) k WHERE k.source_id = {r.id})"
        for r in references(contract)
        if r.to in known
    ]
    empty = "SELECT NULL::INTEGER AS part, NULL::BIGINT AS place, NULL AS flag WHERE false"
    flags = "string_agg(DISTINCT flag, ',' ORDER BY flag)"
    run(
        changes.connection,
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT part, place, {flags} AS flags "
        f"FROM ({' UNION ALL '.join(selects) or empty}) GROUP BY part, place",
    )
    ((count,),) = run(changes.connection, f"SELECT count(*) FROM {name}")
    return int(count)


def flagged(flags: str, more: str) -> str:
    """SQL for quality flags with more of them."""
    return f"concat_ws(',', nullif({flags}, ''), {more})"


def link_again(changes: TableChanges, arrived: Collection[str]) -> None:
    """Take the flags from rows in force whose references lead somewhere since rows of these tables `arrived`."""
    for table, contract in REGISTRY.items():
        told = list(references(contract))
        columns = sorted({r.column for r in told if r.to in arrived})
        if columns and changes.snapshot.table(table):
            known = {r.to: known_rows(changes, r.to) for r in told}
            for file in list(changes.files(table)):
                _link_file(changes, contract, file, columns, known)


def _link_file(
    changes: TableChanges, contract: type[Contract], file: DataFile, columns: Sequence[str], known: Mapping[str, str]
) -> None:
    path = changes.home.records / contract.table / file.path
    rows = f"SELECT 0 AS part, file_row_number AS place, * FROM read_parquet({quote(path)}, file_row_number = true)"
    marked = " OR ".join(f"contains(quality_flags, '{UNLINKED}{name}')" for name in columns)
    chosen = f"{rows} WHERE superseded_at IS NULL AND ({marked})"
    if not run(changes.connection, f"SELECT 1 FROM ({chosen}) LIMIT 1"):
        return
    find_orphans(changes, contract, chosen, known, "still")
    before = f"list_sort(list_filter(string_split(quality_flags, ','), lambda flag: starts_with(flag, '{UNLINKED}')))"
    run(
        changes.connection,
        f"CREATE OR REPLACE TEMP TABLE mended AS "
        f"SELECT c.place, {flagged(without_links('c.quality_flags'), 's.flags')} AS flags "
        f"FROM ({chosen}) c LEFT JOIN still s ON c.place = s.place "
        f"WHERE {before} <> coalesce(string_split(s.flags, ','), [])",
    )
    if run(changes.connection, "SELECT 1 FROM mended LIMIT 1"):
        changes.rewrite_file(
            contract.table,
            file,
            "SELECT f.* EXCLUDE (part, place, file_row_number) "
            "REPLACE (coalesce(m.flags, f.quality_flags) AS quality_flags) "
            f"FROM ({rows}) f LEFT JOIN mended m ON f.place = m.place",
        )
