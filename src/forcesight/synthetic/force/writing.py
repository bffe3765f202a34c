"""From arrays to the rows of a contract: how a table that was drawn as columns becomes SQL that a writer can copy.

A drawn table is a mapping of column names to columns of equal length. A column is one of

- a NumPy array of whole numbers, decimals (NaN is empty) or booleans;
- `datetime64[us]` for an instant in UTC, `datetime64[D]` for a date (NaT is empty);
- an Arrow array: of dictionary type for codes and words (`coded`), of strings for identifiers (`numbered`), or any
  other with empty cells (`masked`);
- a plain value, which holds for every row.

Columns that are left out are empty; derived columns are worked out by the contract, never drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from forcesight.records import REGISTRY
from forcesight.synthetic.land import Array


if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Columns = Mapping[str, Any]


def coded(index: Array, texts: Sequence[str | None] | pa.Array) -> pa.Array:
    """One of the texts for each index; -1 is empty. No text is copied, so a million rows cost four megabytes."""
    import pyarrow as pa

    index = np.asarray(index)
    places = pa.array(index.astype(np.int32), mask=index < 0)
    words = texts if isinstance(texts, pa.Array) else pa.array(texts, pa.string())
    return pa.DictionaryArray.from_arrays(places, words)


def numbered(prefix: str, number: Array, digits: int = 7) -> pa.Array:
    """Identifiers such as INC0000123, one for each number; a number below 0 is an empty reference."""
    import pyarrow as pa

    number = np.asarray(number, dtype=np.int64)
    width, known = len(prefix) + digits, number >= 0
    letters = np.empty((len(number), width), dtype=np.uint8)
    letters[:, : len(prefix)] = np.frombuffer(prefix.encode("ascii"), dtype=np.uint8)
    rest = np.where(known, number, 0)
    for place in range(width - 1, len(prefix) - 1, -1):
        rest, digit = np.divmod(rest, 10)
        letters[:, place] = digit + ord("0")
    offsets = (np.arange(len(number) + 1, dtype=np.int32) * width).tobytes()
    bits = None if known.all() else pa.py_buffer(np.packbits(known, bitorder="little").tobytes())
    return pa.StringArray.from_buffers(len(number), pa.py_buffer(offsets), pa.py_buffer(letters), bits)


def masked(values: Array, known: Array) -> pa.Array:
    """The values as an Arrow array, empty where they are not known."""
    import pyarrow as pa

    return pa.array(values, mask=~np.asarray(known))


def rows_of(columns: Columns) -> int:
    """How many rows the columns have; ValueError where their lengths differ or none of them is a column."""
    lengths = {name: len(column) for name, column in columns.items() if _is_column(column)}
    if len(set(lengths.values())) != 1:
        raise ValueError(f"The columns of a table must be equally long; these are {lengths}.")
    return next(iter(lengths.values()))


@contextmanager
def relation(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Columns, handling: Mapping[str, str]
) -> Iterator[str]:
    """SQL for the rows of `table`, in its contract's order and types, with the derived columns worked out.

    `handling` gives SQL for what a load says of each row (`loaded_at`, `source_file`). KeyError names a column that
    the contract does not have, or derives itself.
    """
    contract = REGISTRY[table]
    readable = {column.name for column in contract.read_columns()}
    unknown = sorted(set(columns) - readable - {"source_system", "quality_flags"})
    if unknown:
        raise KeyError(f"{table} takes no column {', '.join(unknown)}.")
    name = f"drawn_{table}"
    connection.register(name, arrow_table(columns))
    try:
        cells = ", ".join(
            f"CAST({handling[c.name] if c.name in handling and c.name not in columns else _cell(columns, c.name)} "
            f'AS {c.type.duckdb}) AS "{c.name}"'
            for c in contract.columns
        )
        yield contract.completed_select(f"(SELECT {cells} FROM {name})")
    finally:
        connection.unregister(name)


def arrow_table(columns: Columns) -> pa.Table:
    """The columns as an Arrow table; a plain value is repeated without being copied."""
    import pyarrow as pa

    rows = rows_of(columns)
    return pa.table({name: _arrow(column, rows) for name, column in columns.items()})


def _cell(columns: Columns, name: str) -> str:
    return f'"{name}"' if name in columns else "NULL"


def _is_column(column: Any) -> bool:
    return hasattr(column, "__len__") and not isinstance(column, str)


def _arrow(column: Any, rows: int) -> pa.Array:
    import pyarrow as pa

    if not _is_column(column):
        words = pa.array([column])
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, dtype=np.int8)), words)
    if not isinstance(column, np.ndarray):
        return column
    if column.dtype.kind == "M" and np.datetime_data(column.dtype)[0] != "D":
        return pa.array(column, pa.timestamp("us", tz="UTC"))
    return pa.array(column, from_pandas=column.dtype.kind == "f")
