"""One batch of published files: read at full speed, then proven complete.

DuckDB reads the batch in strict mode straight into one Parquet file. Then each file's rows are counted and compared
with its lines and its month; a file that does not add up goes through the sieve, and the batch is read again from the
clean copy. A batch of clean files, which is nearly every batch, is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forcesight.records.readers.inspect import Inspection
from forcesight.records.readers.published import PublishedFile
from forcesight.records.readers.sift import Sifted, reject, sift
from forcesight.store.home import Home
from forcesight.store.query import quote, run
from forcesight.store.tombstones import erased_filter
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

    def sift(self, items: list[BatchFile]) -> None:
        """Put the clean copy in place of each of these files."""
        for item in items:
            clean = self.writer.home.staging / f"clean-{item.file.source_file.replace('/', '-')}.csv"
            item.sifted = sift(item.file, item.path, clean)
            item.path = clean

    def select(self) -> str:
        """SQL for the batch's rows in the contract's columns."""
        layout = self.items[0].file.layout
        columns = ", ".join(f"{quote(name)}: 'VARCHAR'" for name in layout.header)
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
    import duckdb

    table = batch.items[0].file.layout.contract.table
    try:
        file = batch.writer.write(table, batch.select())
    except (duckdb.InvalidInputException, duckdb.NotImplementedException, duckdb.ConversionException):
        batch.sift([item for item in batch.items if not item.sifted])
        file = batch.writer.write(table, batch.select())
    path = batch.writer.home.records / table / file.path
    odd = _odd(batch, path)
    if odd:
        batch.sift(odd)
        copy = f"{batch.select()}"
        file = batch.writer.write(table, copy)
        path.unlink()
        path = batch.writer.home.records / table / file.path
    file = _without_erased(batch, table, path)
    _count(batch, batch.writer.home.records / table / file.path)
    if file.rows:
        batch.writer.files(table).append(file)
    return batch.items


def _odd(batch: Batch, path: Path) -> list[BatchFile]:
    """The files whose rows do not add up: another count than their lines, another month, or no force."""
    falls = "falls_within IS NULL" if batch.items[0].file.layout.contract.has("falls_within") else "false"
    found: dict[str, list[tuple[Any, ...]]] = {}
    sql = f"SELECT source_file, month, count(*), bool_or({falls}) FROM read_parquet({quote(path)}) GROUP BY ALL"
    for name, *told in run(batch.writer.connection, sql):
        found.setdefault(name, []).append(tuple(told))
    return [item for item in batch.items if not item.sifted and not _adds_up(item, found.get(item.file.source_file))]


def _adds_up(item: BatchFile, told: list[tuple[Any, ...]] | None) -> bool:
    if not told:
        return item.rows_expected == 0
    ((month, rows, no_force), *others) = told
    return not others and month == item.file.month and rows == item.rows_expected and not no_force


def _without_erased(batch: Batch, table: str, path: Path) -> Any:
    """The written file without rows that were erased before: they must not come back."""
    writer = batch.writer
    erased = erased_filter(writer, table)
    if erased and run(writer.connection, f"SELECT 1 FROM read_parquet({quote(path)}) WHERE {erased} LIMIT 1"):
        file = writer.write(table, f"SELECT * FROM read_parquet({quote(path)}) WHERE NOT ({erased})")
        path.unlink()
        return file
    return writer.measure(table, path)


def _count(batch: Batch, path: Path) -> None:
    """Enter each file's loaded rows and rejects; what is missing by now was erased earlier."""
    sql = f"SELECT source_file, count(*) FROM read_parquet({quote(path)}) GROUP BY 1"
    loaded = dict(run(batch.writer.connection, sql))
    for item in batch.items:
        item.rows_loaded = loaded.get(item.file.source_file, 0)
        item.rejects = list(item.sifted.rejects) if item.sifted else []
        erased = item.rows_expected - item.rows_loaded
        item.rejects += [reject(item.file, None, "the row was erased earlier", "") for _ in range(erased)]
