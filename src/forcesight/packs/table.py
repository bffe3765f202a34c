"""A table as it leaves Forcesight: typed columns, marking, licence and provenance travel with the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forcesight.packs.check import check
from forcesight.packs.column import MARKING, PackColumn
from forcesight.packs.origin import Licence, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTable:
    """A table to write, checked when it is made, so that every file of it can be trusted to agree.

    `rows` are sequences in the order of the columns, None where there is no value; an iterator is read once and kept.
    `file_stem` is the name of its files where readers count on it, as in a folder whose manifest bears the marking;
    otherwise they are named after the table and end with its marking.
    Raises ValueError, naming row and column, for a value that its column's type does not take.
    """

    name: str
    title: str
    description: str
    columns: tuple[PackColumn, ...]
    rows: Iterable[Sequence[object]]
    marking: str
    provenance: Provenance
    licence: Licence | None = None
    primary_key: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    file_stem: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", [tuple(row) for row in self.rows])
        check(self)

    @property
    def every_column(self) -> tuple[PackColumn, ...]:
        """The columns as they are written: the table's own, then its marking."""
        return (*self.columns, MARKING)

    def every_row(self) -> Iterable[tuple[object, ...]]:
        """The rows as they are written, each with the marking."""
        return ((*row, self.marking) for row in self.rows)
