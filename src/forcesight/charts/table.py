"""The table twin of a picture: the same figures for people who read, copy or cannot see the drawing.

A table knows nothing of HTML. The site's template asks for `columns` and `cells` and prints them; exports are typed
tables of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forcesight.charts.words import NO_DATA, figure, labelled


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` for programs, `label` and `unit` for people; numeric columns are set to the right.

    `missing` is what stands where a number is not known; no cell is left empty.
    """

    key: str
    label: str
    unit: str = ""
    numeric: bool = False
    decimals: int = 0
    missing: str = NO_DATA

    @property
    def heading(self) -> str:
        """The label with its unit, unless the label says it already."""
        return labelled(self.label, self.unit)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed. The first cell of a row is its heading, and carries the row's link if it has one."""

    text: str
    numeric: bool = False
    heading: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Caption, columns and rows; `rows` hold plain values in the order of the columns, `links` one address a row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    links: tuple[str | None, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"table {self.caption!r} has {len(self.columns)} columns but a row of {len(row)} values: {row!r}."
                )

    @property
    def cells(self) -> Iterator[tuple[Cell, ...]]:
        """The rows ready to print: numbers with commas, unknown values as `no data`."""
        links = self.links or (None,) * len(self.rows)
        for row, href in zip(self.rows, links, strict=True):
            yield tuple(
                Cell(_printed(value, column), column.numeric, index == 0, href if index == 0 else None)
                for index, (value, column) in enumerate(zip(row, self.columns, strict=True))
            )


def _printed(value: object, column: Column) -> str:
    if value is None:
        return column.missing if column.numeric else ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return figure(value, column.decimals, column.unit)
    return str(value)
