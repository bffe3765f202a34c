"""Erasure: a record, or every record that says a text, goes from the home, and a reload does not bring it back.

The tables are rewritten without the rows, and nothing from before is kept: no snapshot, no data file, no Delta log,
no mart. What the journal, the logs, the published files and the site's database said of them goes too. What stays is
a content-free tombstone, and in its file's counts the row as rejected: read = loaded + rejected still holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from forcesight.records import REGISTRY, Reject, SourceFile, Tombstone
from forcesight.store import journal, purge
from forcesight.store.entry_rows import take_in
from forcesight.store.erased_rows import BLANK
from forcesight.store.faults import reach
from forcesight.store.holds import check_reason, refuse_held
from forcesight.store.home import Home
from forcesight.store.marts import Builders
from forcesight.store.query import files_sql, quote, run
from forcesight.store.sought import Sought, contains_sql, operational_tables
from forcesight.store.tombstones import folded, identity_hash, row_hash_sql, slot_of, text_hash
from forcesight.store.traces import traces
from forcesight.store.writer import Writer


ERASURE_REASONS: Mapping[str, str] = {
    "subject-request": "The person asked for it, and the law gives them the right",
    "court-order": "A court or the Information Commissioner ordered it",
    "retention-ended": "The time for which the record may be kept has ended",
    "recorded-in-error": "The record is about somebody or something else",
    "unlawful": "The record should never have been held",
}

# Deletes a person's text from the site's own rows, and says how many rows that touched.
SiteEraser = Callable[[str], int]


@dataclass(slots=True)
class ErasureReport:
    """What was erased, and where the text still stands; it never repeats the text."""

    snapshot: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    rejected_rows: int = 0
    journal_entries: int = 0
    site_rows: int = 0
    log_lines: int = 0
    # Published files and backups that were deleted.
    files: tuple[str, ...] = ()
    # Places that still hold the text: columns that are not about persons (a district of the same name), a force's
    # own catalogue entries. A person must look at these.
    remains: tuple[str, ...] = ()


def preview(home: Home, text_or_id: str, *, wait: float = 0.0) -> dict[str, int]:
    """How many rows of each table `erase` would find, so that a person can see what they ask for."""
    with Writer.open(home, wait=wait) as writer:
        _take_in_journal(writer)
        sought = Sought(writer, text_or_id)
        tables = (*sought.tables, Reject.table)
        counts = {table: _count(writer, table, sought.condition(table)) for table in tables}
    return {table: count for table, count in counts.items() if count}


def erase(
    home: Home,
    text_or_id: str,
    *,
    reason: str,
    builders: Builders = (),
    site_erasers: Sequence[SiteEraser] = (),
    wait: float = 0.0,
) -> ErasureReport:
    """Erase every row whose identifier is `text_or_id` or whose personal text contains it.

    `reason` is one of `ERASURE_REASONS`. InputRefused, and nothing changed, where a hold covers one of the rows. A
    process that dies in between leaves either nothing changed or the rows gone; the same call again ends the rest.
    """
    check_reason(reason, ERASURE_REASONS)
    report = ErasureReport()
    with Writer.open(home, wait=wait) as writer:
        _take_in_journal(writer)
        sought = Sought(writer, text_or_id)
        refuse_held(writer, sought)
        report.site_rows = sum(eraser(text_or_id) for eraser in site_erasers)
        _erase_rows(writer, sought, reason, report)
        report.snapshot = writer.publish("erasure", builders, forget=True).number
        reach("erase.published")
        _purge(writer, text_or_id, report)
    return report


def _take_in_journal(writer: Writer) -> None:
    """Rows that still wait in the journal are found like any other."""
    entries = list(journal.read_from(writer.home, writer.snapshot.journal))
    if entries:
        take_in(writer, entries)


def _purge(writer: Writer, text: str, report: ErasureReport) -> None:
    """Everything beside the tables."""
    home = writer.home
    journal.drop_published(home)
    report.journal_entries = journal.blank(home, lambda value: folded(text) in folded(value))
    report.log_lines = purge.log_lines(home, text)
    report.files = (*purge.backups(home), *purge.published_files(writer, text))
    purge.site_database(home)
    reach("erase.purged")
    report.remains = tuple(traces(writer.connection, home.path, text, home.staging))


def _erase_rows(writer: Writer, sought: Sought, reason: str, report: ErasureReport) -> None:
    """Take the rows out of the tables, and leave tombstones and counts in their place."""
    barred = {(table, identity_hash(writer.home, table, sought.text)) for table in _named_in(sought)}
    gone: Counter[str] = Counter()
    for table in sought.tables:
        found = sought.hashes(table)
        report.rows[table] = _remove(writer, sought, table, gone)
        barred |= {(table, row_hash) for row_hash in found - _present(writer, table, found)}
    slots = {slot_of(name) for name in gone} | _blank_rejects(writer, sought, report)
    stones = [{"of_table": table, "row_hash": row_hash} for table, row_hash in sorted(barred)]
    stones += [_text_stone(writer, slot, folded(sought.text)) for slot in sorted(slots)]
    writer.upsert(Tombstone.table, [{**stone, "reason": reason, "erased_at": writer.now} for stone in stones])
    _recount(writer, sought, gone)
    report.rows = {table: count for table, count in report.rows.items() if count}


def _named_in(sought: Sought) -> list[str]:
    """The tables from which an erased identifier is barred: all that know identifiers, whatever they hold today."""
    return operational_tables() if sought.is_identifier() else []


def _present(writer: Writer, table: str, hashes: set[str]) -> set[str]:
    """Which of these identities still have rows: an identifier may repeat, and only some of its rows say the text."""
    if not hashes:
        return set()
    row_hash = row_hash_sql(writer.home, table)
    wanted = ", ".join(quote(h) for h in sorted(hashes))
    sql = f"SELECT DISTINCT {row_hash} FROM {writer.source(table)} WHERE {row_hash} IN ({wanted})"
    return {found for (found,) in run(writer.connection, sql)}


def _text_stone(writer: Writer, slot: str, text: str) -> dict[str, Any]:
    return {"row_hash": text_hash(writer.home, slot, text), "slot": slot, "text_length": len(text)}


def _remove(writer: Writer, sought: Sought, table: str, gone: Counter[str]) -> int:
    """Rewrite the table's files without the found rows; enters in `gone` how many each source file lost."""
    found = sought.condition(table)
    count = _count(writer, table, found)
    if count and REGISTRY[table].has("source_file"):
        sql = f"SELECT source_file, count(*) FROM {writer.source(table)} WHERE {found} GROUP BY 1"
        gone.update(dict(run(writer.connection, sql)))
    for file in list(writer.files(table)) if count else ():
        source = files_sql([writer.home.records / table / file.path], REGISTRY[table])
        if run(writer.connection, f"SELECT 1 FROM {source} WHERE {found} LIMIT 1"):
            writer.files(table).remove(file)
            writer.add(table, f"SELECT * FROM {source} WHERE NOT {found}")
    return count


def _count(writer: Writer, table: str, condition: str) -> int:
    ((count,),) = run(writer.connection, f"SELECT count(*) FROM {writer.source(table)} WHERE {condition}")
    return int(count)


def _blank_rejects(writer: Writer, sought: Sought, report: ErasureReport) -> set[str]:
    """Take the text of found rejected rows; returns the slots of the files that brought them."""
    table, found = Reject.table, sought.condition(Reject.table)
    names = run(writer.connection, f"SELECT source_file, count(*) FROM {writer.source(table)} WHERE {found} GROUP BY 1")
    report.rejected_rows = sum(count for _, count in names)
    if names:
        cells = ", ".join(f"CASE WHEN {found} THEN {quote(v)} ELSE {name} END AS {name}" for name, v in BLANK.items())
        writer.rewrite(table, f"SELECT * REPLACE ({cells}) FROM {writer.source(table)}")
    return {slot_of(name) for name, _ in names}


def _recount(writer: Writer, sought: Sought, gone: Mapping[str, int]) -> None:
    """Count erased rows as rejected in their files, and take found texts out of file names."""
    source = writer.source(SourceFile.table)
    named = contains_sql("file_name", sought.text)
    if not gone and not run(writer.connection, f"SELECT 1 FROM {source} WHERE {named} LIMIT 1"):
        return
    values = ", ".join(f"({quote(name)}, {count})" for name, count in gone.items()) or "(NULL, 0)"
    ends = dict(run(writer.connection, f"SELECT source_file, superseded_at FROM {source}"))
    writer.rewrite(
        SourceFile.table,
        "SELECT f.* REPLACE (f.rows_loaded - coalesce(e.lost, 0) AS rows_loaded, "
        "f.rows_rejected + coalesce(e.lost, 0) AS rows_rejected, "
        f"CASE WHEN {named} THEN NULL ELSE file_name END AS file_name) "
        f"FROM {source} f LEFT JOIN (VALUES {values}) e(of_file, lost) ON f.source_file = e.of_file",
    )
    rows = [{"source_file": n, "superseded_at": ends.get(n), **BLANK} for n, lost in gone.items() for _ in range(lost)]
    writer.add_rows(Reject.table, rows)
