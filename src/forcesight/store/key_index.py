"""Which files of a table may hold a row of some key, told without reading the table again.

Data files never change, so the keys of each are read once, as 64-bit hashes in order, and kept in memory: eight bytes
a row. Looking a key up then costs the same however long the table has grown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from forcesight.store.query import quote, read_files


if TYPE_CHECKING:
    import duckdb
    import numpy as np

Key = tuple[Any, ...]


class KeyIndex:
    """The keys of one table's files by `columns`, all of them text; several threads may ask at once."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self._hashes: dict[Path, np.ndarray[Any, Any]] = {}
        self._lock = Lock()

    def rows(
        self,
        connection: duckdb.DuckDBPyConnection,
        files: Sequence[Path],
        keys: Collection[Key],
        names: Sequence[str],
    ) -> list[tuple[Path, dict[str, Any]]]:
        """The rows of these keys: the columns `names` of each, with the file that it lies in."""
        wanted = sorted(set(keys))
        found = self._files(connection, files, wanted) if wanted else []
        if not found:
            return []
        told = ", ".join(f'"{name}"' for name in names)
        source = f"read_parquet([{', '.join(map(quote, found))}], filename = true)"
        lists, sql = _as_relation(wanted, self.columns)
        chosen = f"({', '.join(self.columns)}) IN (SELECT ({', '.join(self.columns)}) FROM ({sql}))"
        rows = connection.execute(f"SELECT filename, {told} FROM {source} WHERE {chosen}", lists).fetchall()
        return [(Path(file), dict(zip(names, cells, strict=True))) for file, *cells in rows]

    def _files(self, connection: duckdb.DuckDBPyConnection, files: Sequence[Path], keys: Sequence[Key]) -> list[Path]:
        """The files that may hold one of the keys; all that do are among them."""
        with self._lock:
            self._read(connection, files)
            known = {path: self._hashes[path] for path in files}
        lists, sql = _as_relation(keys, self.columns)
        wanted = connection.execute(f"SELECT {self._hash()} AS h FROM ({sql})", lists).fetchnumpy()["h"]
        return [path for path, hashes in known.items() if _any_of(wanted, hashes)]

    def _read(self, connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
        """Read the keys of files that are new, and forget those of files that are gone."""
        import numpy as np

        new = [path for path in files if path not in self._hashes]
        for path in new:
            sql = f"SELECT {self._hash()} AS h FROM {read_files([path])}"
            self._hashes[path] = np.sort(connection.execute(sql).fetchnumpy()["h"])
        if new:
            for path in [path for path in self._hashes if not path.exists()]:
                del self._hashes[path]

    def _hash(self) -> str:
        return f"hash({', '.join(self.columns)})"


def _as_relation(keys: Sequence[Key], columns: Sequence[str]) -> tuple[list[list[Any]], str]:
    """The keys as parameters, and SQL that makes a row of each."""
    cells = ", ".join(f"unnest(CAST(? AS VARCHAR[])) AS {name}" for name in columns)
    return [[key[place] for key in keys] for place in range(len(columns))], f"SELECT {cells}"


def _any_of(wanted: np.ndarray[Any, Any], hashes: np.ndarray[Any, Any]) -> bool:
    """Whether one of the hashes is in the ordered ones."""
    if not len(hashes):
        return False
    places = hashes.searchsorted(wanted).clip(max=len(hashes) - 1)
    return bool((hashes[places] == wanted).any())


class KeyIndexes:
    """An index for each table, kept by whoever asks again and again: the publisher, the live feed."""

    def __init__(self) -> None:
        self._by_table: Mapping[tuple[str, tuple[str, ...]], KeyIndex] = {}
        self._lock = Lock()

    def of(self, table: str, columns: Sequence[str]) -> KeyIndex:
        """The index of a table by these columns."""
        name = (table, tuple(columns))
        with self._lock:
            if name not in self._by_table:
                self._by_table = {**self._by_table, name: KeyIndex(columns)}
        return self._by_table[name]
