"""A contract: what one table of records holds, in typed columns that say what they mean.

The reader validates against it, the synthetic sample obeys it, and the data dictionary, CSVW, Frictionless and
Parquet metadata are printed from it. A contract is a class whose docstring tells an analyst what they must know
(who is missing, when recording changed), and whose attributes are its columns, in order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from forcesight.records.codes.code_list import CodeList
from forcesight.records.derivation import Derived
from forcesight.records.types import (
    BOOLEAN,
    CODE,
    DATE,
    INSTANT,
    INTEGER,
    NUMBER,
    PERIOD,
    TEXT,
    ValueType,
)


if TYPE_CHECKING:
    import pyarrow as pa

REGISTRY: dict[str, type[Contract]] = {}

# What a load says of each row, whatever its source says.
HANDLING = frozenset({"force", "source_system", "source_file", "loaded_at", "superseded_at", "quality_flags"})
# Faults that any column may have; the quality flag is the fault and the column's name: `unknown_channel`.
COLUMN_FAULTS = {
    "unknown": "the code is not on the list; it was kept",
    "bad": "the value could not be read or lay outside its range, and was set to empty",
    "unlinked": "no row with that identifier was loaded",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One typed column: its meaning, its unit and its constraints."""

    type: ValueType
    description: str
    name: str = ""
    label: str = ""
    unit: str = ""
    required: bool = False
    categories: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    # Text that could name or point to a person: searched by erasure, kept out of file statistics.
    personal: bool = False
    # Differs between two runs of the same load (a clock time): left out of content hashes.
    volatile: bool = False
    # Made at load from other columns of the row, never read from a source.
    derived: Derived | None = None
    # The table whose `source_id` this column holds.
    refers_to: str = ""
    # What this instant means in the event log, and the condition under which it means that.
    activity: str = ""
    activity_when: str = ""
    # The codes with their meanings and their source, where `categories` come from a documented list.
    code_list: CodeList | None = None
    # The codes of which a text is a list, joined by commas; an entry that is not on it is kept and flagged.
    list_of: CodeList | None = None

    @property
    def heading(self) -> str:
        """The words that stand above this column on a screen or in a spreadsheet."""
        return self.label or self.name.replace("_", " ").capitalize()


def text(description: str, **options: Any) -> Any:
    """A column of free text."""
    return Column(TEXT, description, **options)


def code(description: str, *categories: str, **options: Any) -> Any:
    """A column of codes; where `categories` are given, another value is kept and flagged."""
    return Column(CODE, description, categories=categories, **options)


def coded(description: str, code_list: CodeList, **options: Any) -> Any:
    """A column of codes from a documented list; a code that is not on it is kept and flagged."""
    return Column(CODE, description, categories=code_list.codes, code_list=code_list, **options)


def reference(description: str, table: str, **options: Any) -> Any:
    """A column that holds the `source_id` of a row of another table; the row itself may come later, or never."""
    return Column(TEXT, description, refers_to=table, **options)


def period(description: str, **options: Any) -> Any:
    """A calendar month in Europe/London, written `2024-03`."""
    return Column(PERIOD, description, **options)


def integer(description: str, **options: Any) -> Any:
    """A whole number."""
    return Column(INTEGER, description, **options)


def number(description: str, **options: Any) -> Any:
    """A decimal number."""
    return Column(NUMBER, description, **options)


def boolean(description: str, **options: Any) -> Any:
    """True, false or unknown."""
    return Column(BOOLEAN, description, **options)


def instant(description: str, **options: Any) -> Any:
    """A moment, stored in UTC."""
    return Column(INSTANT, description, **options)


def day(description: str, **options: Any) -> Any:
    """A local calendar date."""
    return Column(DATE, description, **options)


class Contract:
    """The base of every contract; a subclass names its table, version, key and columns."""

    table: ClassVar[str]
    version: ClassVar[int] = 1
    title: ClassVar[str] = ""
    # The columns that together tell one current row from another (empty: rows are facts without a key).
    key: ClassVar[tuple[str, ...]] = ()
    # Quality flags that a reader may set, with what each means.
    flags: ClassVar[dict[str, str]] = {}
    # The kind of case that a row is, in the event log; empty where rows are not cases themselves.
    case: ClassVar[str] = ""
    columns: ClassVar[tuple[Column, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = {n: replace(c, name=n) for n, c in vars(cls).items() if isinstance(c, Column)}
        taken = sorted(own.keys() & vars(Contract).keys())
        if taken:
            raise TypeError(f"{cls.__name__}: a column cannot be called {taken[0]!r}, which every contract has.")
        inherited = {c.name: c for base in reversed(cls.__mro__[1:]) for c in vars(base).get("columns", ())}
        # A column that is declared anew keeps its place.
        cls.columns = tuple((inherited | own).values())
        for column in own.values():
            setattr(cls, column.name, column)
        if "table" in vars(cls):
            REGISTRY[cls.table] = cls

    @classmethod
    def column(cls, name: str) -> Column:
        """The column called `name`; KeyError with the known names where there is none."""
        for column in cls.columns:
            if column.name == name:
                return column
        known = ", ".join(c.name for c in cls.columns)
        raise KeyError(f"{cls.table} has no column {name!r}; it has {known}.")

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The column names, in order."""
        return tuple(column.name for column in cls.columns)

    @classmethod
    def has(cls, name: str) -> bool:
        """Whether the contract has a column of this name."""
        return name in cls.names()

    @classmethod
    def meaning(cls, flag: str) -> str:
        """A quality flag in plain words: one of the contract's own, or a fault of one of its columns."""
        fault, _, name = flag.partition("_")
        if flag in cls.flags or fault not in COLUMN_FAULTS or not cls.has(name):
            return cls.flags.get(flag, flag.replace("_", " "))
        return f"{cls.column(name).heading}: {COLUMN_FAULTS[fault]}"

    @classmethod
    def arrow_schema(cls) -> pa.Schema:
        """The Arrow schema, with each column's description and unit as field metadata."""
        import pyarrow as pa

        return pa.schema([_field(pa, column) for column in cls.columns], metadata=cls.metadata())

    @classmethod
    def metadata(cls) -> dict[str, str]:
        """What a Parquet footer says of this table: its title, contract and meaning."""
        return {
            "title": cls.title or cls.table,
            "contract": f"{cls.table} {cls.version}",
            "description": " ".join((cls.__doc__ or "").split()),
        }

    @classmethod
    def read_columns(cls) -> tuple[Column, ...]:
        """The columns that a source may give: not derived, and not about our own handling of the row."""
        return tuple(c for c in cls.columns if not c.derived and c.name not in HANDLING)

    @classmethod
    def completed_select(cls, source: str) -> str:
        """SQL for the rows of `source`, which has every column, with the derived columns worked out."""
        made = {c.name: f"CAST({c.derived.sql()} AS {c.type.duckdb})" for c in cls.columns if c.derived}
        cells = ", ".join(f'{sql} AS "{name}"' for name, sql in made.items())
        return f"SELECT * REPLACE ({cells}) FROM {source}" if cells else f"SELECT * FROM {source}"

    @classmethod
    def empty_select(cls) -> str:
        """SQL for the empty table of this shape, for a home that has no such rows yet."""
        parts = ", ".join(f'CAST(NULL AS {c.type.duckdb}) AS "{c.name}"' for c in cls.columns)
        return f"SELECT {parts} WHERE false"


def _field(pa: Any, column: Column) -> Any:
    """One Arrow field; a unit is only said where there is one."""
    words = {"description": column.description} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, column.type.arrow(), nullable=True, metadata=words)


class Operational(Contract):
    """The columns that every operational row has: whose it is, where it came from, and its four times."""

    force = text("The police force, as its data.police.uk slug", required=True, label="Force")
    source_system = text("The system or publication that the row came from", required=True)
    source_id = text("The identifier that the source gave the row; several rows may share one", personal=True)
    source_file = text("The file that carried the row: kind/force/month@edition", required=True)
    happened_at = instant("When it happened, where the source says so to the minute")
    known_at = instant("When the source came to know it, where it says so")
    loaded_at = instant("When this home loaded the row", required=True, volatile=True)
    superseded_at = instant("When a newer edition replaced the row; empty while it is current", volatile=True)
    quality_flags = text("The row's quality flags, joined by commas; empty when it has none", required=True)
