"""One batch of published files: read at full speed, then proven complete.

DuckDB reads the batch in strict mode straight into one Parquet file. Then each file's rows are counted and compared
with its lines and its month; a file that does not add up goes through the sieve, and the batch is read again from the
clean copy. A batch of clean files, which is nearly every batch, is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forcesight.errors import InputRefused
from forcesight.records.readers.inspect import Inspection
from forcesight.records.readers.published import PublishedFile
from forcesight.records.readers.sift import Sifted, sift
from forcesight.store.erased_rows import without_erased
from forcesight.store.home import Home
from forcesight.store.query import quote, run
from forcesight.store.writer import Writer


Unpack = Callable[[Home, PublishedFile, str], AbstractContextManager[Path]]


@dataclass(slots=True)
class BatchFile:
    """One file of the batch: where its bytes are now, and what became of its rows."""

    file: PublishedFile
    seen: Inspection
    path: Path
    sifted: Sifted | None = None
    rows_loaded: int = 0
    rejects: list[dict[str, Any]] = field(default_factory=list)

    @property
    def rows_expected(self) -> int:
        """Rows that the file's good lines should give."""
        if self.sifted:
            return self.sifted.rows_read - len(self.sifted.rejects)
        return max(self.seen.lines - 1, 0)

    @property
    def rows_read(self) -> int:
        """Rows that the file held, loaded or not."""
        return self.rows_loaded + len(self.rejects)


@dataclass(slots=True)
class Batch:
    """The files to read together, all of one layout."""

    writer: Writer
    items: list[BatchFile]

    @classmethod
    @contextmanager
    def staged(cls, writer: Writer, files: list[tuple[PublishedFile, Inspection]], unpack: Unpack) -> Iterator[Batch]:
        """The batch with every file's bytes on disk."""
        with ExitStack() as stack:
            items = [BatchFile(f, seen, stack.enter_context(unpack(writer.home, f, "load"))) for f, seen in files]
            yield cls(writer, items)

    @property
    def table(self) -> str:
        """The table that the rows go to."""
        return self.items[0].file.layout.contract.table

    def sift(self, items: Sequence[BatchFile]) -> None:
        """Put the clean copy in place of each of these files."""
        for item in items:
            clean = self.writer.home.staging / f"clean-{item.file.source_file.replace('/', '-')}.csv"
            item.sifted = sift(item.file, item.path, clean)
            item.path = clean

    def select(self) -> str:
        """SQL for the batch's rows in the contract's columns."""
        layout = self.items[0].file.layout
        # Numbers are read as numbers; a batch in which that failed is read as text, and what is no number is flagged.
        types = {} if any(item.sifted for item in self.items) else layout.types
        columns = ", ".join(f"{quote(name)}: '{types.get(name, 'VARCHAR')}'" for name in layout.header)
        paths = ", ".join(quote(item.path) for item in self.items)
        cells = (
            f"SELECT * FROM read_csv([{paths}], auto_detect = false, header = true, delim = ',', quote = '\"', "
            f"escape = '\"', strict_mode = true, filename = true, max_line_size = 1048576, columns = {{{columns}}})"
        )
        names = ", ".join(
            f"({quote(i.path)}, {quote(i.file.force)}, {quote(i.file.source_file)}, {quote(i.seen.force_name)})"
            for i in self.items
        )
        files = f"(VALUES {names}) file(file_path, file_force, file_id, force_name)"
        source = f"({cells}) cell JOIN {files} ON cell.filename = file.file_path"
        constants = {
            "force": "file_force",
            "source_system": "'data.police.uk'",
            "source_file": "file_id",
            "loaded_at": self.writer.clock(),
        }
        return layout.select(source, constants)


def read_batch(batch: Batch) -> list[BatchFile]:
    """Add the batch's rows to their table; each file comes back with its counts and rejects."""
    writer, table = batch.writer, batch.table
    path = _complete(batch)
    for item in batch.items:
        item.rejects = list(item.sifted.rejects) if item.sifted else []
    file = without_erased(writer, table, path, batch.items)
    loaded = dict(run(writer.connection, _counted(writer.home.records / table / file.path)))
    for item in batch.items:
        item.rows_loaded = loaded.get(item.file.source_file, 0)
    if file.rows:
        writer.files(table).append(file)
    return batch.items


def _complete(batch: Batch) -> Path:
    """The batch as one Parquet file in which every file's rows add up; a doubtful file goes through the sieve."""
    doubtful = [item for item in batch.items if not item.seen.ended]
    while True:
        batch.sift(doubtful)
        path = _attempt(batch)
        odd = _odd(batch, path) if path else batch.items
        if path and not odd:
            return path
        doubtful = [item for item in odd if not item.sifted]
        if not doubtful:
            raise InputRefused(*(f"{item.file.label} cannot be read row by row; download it again." for item in odd))
        if path:
            path.unlink()


def _attempt(batch: Batch) -> Path | None:
    """Read the whole batch strictly into one Parquet file; None where the reader stopped at a fault."""
    import duckdb

    try:
        file = batch.writer.write(batch.table, batch.select())
    except (duckdb.InvalidInputException, duckdb.NotImplementedException, duckdb.ConversionException):
        return None
    return batch.writer.home.records / batch.table / file.path


def _odd(batch: Batch, path: Path) -> list[BatchFile]:
    """The files whose rows do not add up: another count than their lines, another month, or no force."""
    falls = "falls_within IS NULL" if batch.items[0].file.layout.contract.has("falls_within") else "false"
    found: dict[str, list[tuple[Any, ...]]] = {}
    sql = f"SELECT source_file, month, count(*), bool_or({falls}) FROM read_parquet({quote(path)}) GROUP BY ALL"
    for name, *told in run(batch.writer.connection, sql):
        found.setdefault(name, []).append(tuple(told))
    return [item for item in batch.items if not _adds_up(item, found.get(item.file.source_file))]


def _adds_up(item: BatchFile, told: list[tuple[Any, ...]] | None) -> bool:
    if not told:
        return item.rows_expected == 0
    ((month, rows, no_force), *others) = told
    return not others and month == item.file.month and rows == item.rows_expected and not no_force


def _counted(path: Path) -> str:
    return f"SELECT source_file, count(*) FROM read_parquet({quote(path)}) GROUP BY 1"
