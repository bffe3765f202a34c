"""Entering the staged rows of one table: first what they come to, then the rows themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from forcesight.errors import ForcesightError, InputRefused
from forcesight.store.erased_rows import without_erased
from forcesight.store.extracts.links import find_orphans, flagged
from forcesight.store.extracts.report import TableReport
from forcesight.store.extracts.rows import uncountable
from forcesight.store.extracts.staging import Staged, reject_overtaken
from forcesight.store.extracts.verdicts import (
    AGAIN,
    CORRECTS,
    NEW,
    OVERTAKEN,
    WITHDRAWS,
    Keys,
    end_rows,
    find_absent,
    give_verdicts,
)
from forcesight.store.faults import reach
from forcesight.store.query import first, run
from forcesight.store.writer import Writer


# A whole extract that lacks more than this share of the rows in force was probably cut short, unless they are few.
MOST_ABSENT, FEW = 0.2, 50


@dataclass(slots=True)
class Table:
    """The parts of an extract that fill one table."""

    keys: Keys
    parts: Sequence[Staged]
    absent: int = 0
    # How many rows of each part have each verdict, and how many are followed by another of the same key.
    counts: dict[tuple[int, str], int] = field(default_factory=dict)
    repeated: int = 0
    flags: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The table's name."""
        return self.keys.contract.table

    def compare(self, writer: Writer, *, accept_withdrawals: bool) -> Iterator[str]:
        """Give the verdicts and put overtaken rows aside; what the person who loads should know, in sentences."""
        give_verdicts(writer, self.keys, self.parts)
        told = (
            f"SELECT part, verdict, count(*), count(*) FILTER (WHERE repeated) FROM {self.keys.verdicts} GROUP BY ALL"
        )
        for part, verdict, count, repeated in run(writer.connection, told):
            self.counts[part, verdict] = count
            self.repeated += repeated
        for number, part in enumerate(self.parts):
            if self.counts.get((number, OVERTAKEN)):
                chosen = f"part = {number} AND verdict = '{OVERTAKEN}'"
                reject_overtaken(writer, part, f"SELECT place FROM {self.keys.verdicts} WHERE {chosen}")
        find_absent(writer, self.keys, self.parts)
        (self.absent,) = first(writer.connection, f"SELECT count(*) FROM {self.keys.absent}")
        if self.absent and any(part.unidentified for part in self.parts):
            run(writer.connection, f"DELETE FROM {self.keys.absent}")
            yield (
                f"{self.name}: {self.absent:,} rows of the home are not among those that could be read, and stay: some "
                "rejected rows have no identifier, so any of them may be one of these."
            )
            self.absent = 0
        if self.absent and not accept_withdrawals:
            self._refuse_many(writer)

    def _refuse_many(self, writer: Writer) -> None:
        source = writer.source(self.name)
        (held,) = first(writer.connection, f"SELECT count(*) FROM {source} WHERE {self.keys.current()}")
        if self.absent > max(FEW, MOST_ABSENT * held):
            raise InputRefused(
                f"{self.parts[0].cells.part.label}: of the {held:,} rows of {self.name} in force, the extract lacks "
                f"{self.absent:,}, so it may have been cut short. If they are gone from the source, say "
                "--accept-withdrawals; if it holds only some rows, say so in the mapping (holds)."
            )

    def enter(self, writer: Writer, known: Mapping[str, str]) -> bool:
        """Put the rows into the table; whether anything changes. `known` gives SQL for the rows that count as known."""
        changed = end_rows(writer, self.keys)
        entered = self._add(writer, known)
        for part in self.parts:
            part.entered = True
        return entered or changed

    def _add(self, writer: Writer, known: Mapping[str, str]) -> bool:
        """Add the new and correcting rows; whether there are any."""
        if not any(verdict in (NEW, CORRECTS) for _, verdict in self.counts):
            return False
        file = without_erased(writer, self.name, self._written(writer, known), self.parts)
        if not file.rows:
            (writer.home.records / self.name / file.path).unlink()
            return False
        writer.files(self.name).append(file)
        source = writer.file_source(self.name, file)
        counts = dict(run(writer.connection, f"SELECT source_file, count(*) FROM {source} GROUP BY 1"))
        for part in self.parts:
            part.rows_loaded = counts.get(part.source_file, 0)
        each = f"SELECT unnest(string_split(quality_flags, ',')) AS flag FROM {source} WHERE quality_flags <> ''"
        self.flags = dict(run(writer.connection, f"SELECT flag, count(*) FROM ({each}) GROUP BY 1 ORDER BY 1"))
        return True

    def _written(self, writer: Writer, known: Mapping[str, str]) -> Path:
        """The new and correcting rows as a file of the table; the staged one, where all its rows go in as they are."""
        rows = " UNION ALL ".join(
            f"SELECT {number} AS part, * FROM {p.source()}" for number, p in enumerate(self.parts)
        )
        orphans = find_orphans(writer, self.keys.contract, rows, known)
        kept = sum(count for (_, verdict), count in self.counts.items() if verdict in (NEW, CORRECTS))
        if len(self.parts) == 1 and kept == self.parts[0].rows and not orphans:
            path = writer.new_path(self.name)
            self.parts[0].path.replace(path)
            reach(f"write.{self.name}.after")
            return path
        dropped = f"SELECT 1 FROM {self.keys.verdicts} v WHERE v.part = r.part AND v.place = r.place"
        file = writer.write(
            self.name,
            f"SELECT r.* EXCLUDE (part, place) REPLACE ({flagged('r.quality_flags', 'o.flags')} AS quality_flags) "
            f"FROM ({rows}) r LEFT JOIN orphan o ON o.part = r.part AND o.place = r.place "
            f"WHERE NOT {uncountable(self.keys.contract)} "
            f"AND NOT EXISTS ({dropped} AND v.verdict NOT IN ('{NEW}', '{CORRECTS}'))",
        )
        return writer.home.records / self.name / file.path

    def report(self) -> TableReport:
        """What became of the rows; ForcesightError where they do not add up, which would be a fault of ours."""
        told = TableReport(rows_repeated=self.repeated, rows_withdrawn=self.absent, flags=self.flags)
        for number, part in enumerate(self.parts):
            withdraws = self.counts.get((number, WITHDRAWS), 0)
            again = self.counts.get((number, AGAIN), 0)
            loaded = part.rows_loaded + withdraws
            if part.rows_read != loaded + len(part.rejects) + again:
                raise ForcesightError(
                    f"{part.cells.part.label}: {part.rows_read:,} rows were read, and {loaded:,} loaded, "
                    f"{len(part.rejects):,} rejected and {again:,} known do not add up to that. Nothing was loaded; "
                    "report this as a fault of Forcesight."
                )
            told += TableReport(
                rows_read=part.rows_read,
                rows_loaded=loaded,
                rows_rejected=len(part.rejects),
                rows_already_loaded=again,
                rows_corrected=self.counts.get((number, CORRECTS), 0),
                rows_withdrawn=withdraws,
            )
        return told
