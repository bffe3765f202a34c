"""Loading an extract of a force's own system: open its parts, stage their rows, compare them, enter them.

A load is all or nothing: a fault in one file refuses the command with every fault that was found, and leaves the home
as it was. A row that the home holds as it is changes nothing; one with the same identifier and other content corrects
it, and the older row stays with its end. An extract that is older than the newest one loaded of its table is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from forcesight.errors import InputRefused
from forcesight.records import REGISTRY, SourceFile
from forcesight.records.extracts import ExtractMapping, Part, find_parts
from forcesight.records.readers.sift import LONDON
from forcesight.store.erased_rows import put_rejects
from forcesight.store.extracts.cells import Cells, open_cells
from forcesight.store.extracts.entering import Table
from forcesight.store.extracts.links import known_rows, link_again, references
from forcesight.store.extracts.report import ExtractReport, TableReport
from forcesight.store.extracts.staging import Staged, source_file_of, stage
from forcesight.store.extracts.verdicts import Keys
from forcesight.store.faults import reach
from forcesight.store.home import Home
from forcesight.store.loading import Progress, unseen
from forcesight.store.marts import Builders
from forcesight.store.query import first, quote, run
from forcesight.store.writer import Writer


def load_extract(
    home: Home,
    folder: Path,
    mapping: ExtractMapping,
    *,
    extracted: date | None = None,
    accept_withdrawals: bool = False,
    builders: Builders = (),
    progress: Progress = unseen,
    wait: float = 0.0,
) -> ExtractReport:
    """Load an extract's files into the home; InputRefused, and nothing changed, where one of them is at fault."""
    found = find_parts(folder, mapping, today=datetime.now(LONDON).date(), extracted=extracted)
    report = ExtractReport(
        files=found.files,
        passed_over=found.passed_over,
        without_files=found.without_files,
        forces=frozenset({home.force}),
    )
    with Writer.prepare(home, wait=wait) as writer:
        # Rows keep their order only where a list of words does not become a join.
        run(writer.connection, "SET disabled_optimizers = 'in_clause'")
        load = _Load(writer, mapping.source_system, report, accept_withdrawals, progress)
        # An older edition that lies in the same folder goes in first.
        changes = [load.edition(list(parts)) for _, parts in groupby(found.parts, lambda part: part.extracted)]
        if any(changes):
            progress(1, 1, "Publishing")
            writer.publish(f"load extract {mapping.source_system}: {found.files} files", builders)
        report.snapshot = writer.snapshot.number
    return report


@dataclass(slots=True)
class _Load:
    """One load: what it changes, and what it tells."""

    writer: Writer
    system: str
    report: ExtractReport
    accept_withdrawals: bool
    progress: Progress
    # What the home knows of parts of this system, by identity: table, date of the extract, rows and date of the load.
    held: dict[str, dict[str, Any]] = field(default_factory=dict)

    def edition(self, parts: Sequence[Part]) -> bool:
        """Load the parts of one date; whether that changes anything."""
        self.held = self._held()
        opened = self._fresh(list(self._opened(parts)))
        staged = self._staged(opened)
        tables = [Table(Keys(REGISTRY[name], self.system), told) for name, told in _by_table(staged)]
        for table in tables:
            self.report.remarks += table.compare(self.writer, accept_withdrawals=self.accept_withdrawals)
        reach("extract.compared")
        entered = [table.enter(self.writer, self._known(table.name, staged)) for table in tables]
        for table in tables:
            self.report.add(table.name, table.report())
        if any(entered):
            link_again(self.writer, [table.name for table in tables])
        return any([self._remember(part) for part in staged] + entered)

    def _opened(self, parts: Sequence[Part]) -> Iterable[Cells]:
        """The parts' cells; InputRefused with every fault that was found."""
        faults: list[str] = []
        opened: list[Cells] = []
        for number, part in enumerate(parts):
            self.progress(number, len(parts), "Checking files")
            try:
                opened.append(open_cells(self.writer.connection, part, self.writer.home.staging))
            except InputRefused as fault:
                faults += fault.sentences
        if faults:
            raise InputRefused(*faults)
        return opened

    def _fresh(self, opened: Sequence[Cells]) -> list[Cells]:
        """The parts that are to be read: not those that the home knows and has since heard more of their table.

        InputRefused where a part that it does not know is older than what it has.
        """
        fresh: list[Cells] = []
        for cells in opened:
            part, table, known = cells.part, cells.part.table.table, self.held.get(self._name(cells))
            others = [row for row in self.held.values() if row["kind"] == table]
            newest = max((row["extracted"] for row in others), default="")
            older = part.extracted.isoformat() < newest
            if known and (older or any(row["loaded_at"] > known["loaded_at"] for row in others)):
                rows = known["rows_read"]
                self.report.add(table, TableReport(rows_read=rows, rows_already_loaded=rows))
            elif older:
                raise InputRefused(
                    f"{part.label} is an extract of {part.extracted}, and one of {newest} of the same table is loaded; "
                    "an older extract never replaces a newer one. Say --extracted YYYY-MM-DD if it is newer."
                )
            else:
                fresh.append(cells)
        return fresh

    def _staged(self, opened: Sequence[Cells]) -> list[Staged]:
        """The parts' rows in files of their own; the same bytes are read once."""
        filled = {cells.part.table.table for cells in opened}
        empty = {name for name in REGISTRY if name not in filled and not self._has_rows(name)}
        staged: dict[str, Staged] = {}
        for number, cells in enumerate(opened):
            self.progress(number, len(opened), "Reading rows")
            name = self._name(cells)
            if name in staged:
                rows = staged[name].rows_read
                self.report.add(cells.part.table.table, TableReport(rows_read=rows, rows_already_loaded=rows))
            else:
                staged[name] = stage(self.writer, cells, name, self.system, empty)
        return list(staged.values())

    def _has_rows(self, table: str) -> bool:
        return bool(self.writer.snapshot.table(table) or self.writer.pending.get(table))

    def _known(self, table: str, staged: Sequence[Staged]) -> dict[str, str]:
        """SQL for the identifiers of each table that has any, and to which rows of this one refer."""
        filled = {part.contract.table for part in staged}
        targets = {reference.to for reference in references(REGISTRY[table])}
        # Of a column that refers to a table without rows the staged rows say so already; of a case they do not.
        cases = {reference.to for reference in references(REGISTRY[table]) if reference.column in ("case_id", "cases")}
        counted = {name for name in targets if name in cases or name in filled or self._has_rows(name)}
        return {name: known_rows(self.writer, name, staged) for name in sorted(counted)}

    def _name(self, cells: Cells) -> str:
        return source_file_of(cells, self.writer.home.force, self.system)

    def _held(self) -> dict[str, dict[str, Any]]:
        names = ("source_file", "kind", "rows_read", "loaded_at")
        system = f"source_system = {quote(self.system)} AND contains(source_file, '@')"
        told = f"SELECT {', '.join(names)} FROM {self.writer.source(SourceFile.table)} WHERE {system}"
        rows = [dict(zip(names, row, strict=True)) for row in run(self.writer.connection, told)]
        return {row["source_file"]: row | {"extracted": row["source_file"].partition("@")[2][:10]} for row in rows}

    def _remember(self, staged: Staged) -> bool:
        """Enter the part among the files loaded, and its rejected rows; whether the home did not know them so."""
        part, table = staged.cells.part, staged.contract.table
        own = f"superseded_at IS NULL AND source_file = {quote(staged.source_file)}"
        (in_force,) = first(self.writer.connection, f"SELECT count(*) FROM {self.writer.source(table)} WHERE {own}")
        row = {
            "source_file": staged.source_file,
            "source_system": self.system,
            "kind": table,
            "force": self.writer.home.force,
            "edition": part.extracted.strftime("%Y-%m"),
            "edition_inferred": part.inferred,
            "file_name": part.path.name,
            "content_hash": staged.cells.content_hash,
            "rows_read": staged.rows_read,
            "rows_loaded": in_force,
            "rows_rejected": len(staged.rejects),
        }
        entered = self.writer.upsert(SourceFile.table, [row])
        return put_rejects(self.writer, staged.source_file, staged.rejects) or bool(entered)


def _by_table(staged: Sequence[Staged]) -> list[tuple[str, list[Staged]]]:
    """The parts of each table, in the order in which the mapping names the tables."""
    names = dict.fromkeys(part.contract.table for part in staged)
    return [(name, [part for part in staged if part.contract.table == name]) for name in names]
