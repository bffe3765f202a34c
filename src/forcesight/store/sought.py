"""What a person asks to have erased or held: the rows that an identifier names, or whose personal text holds a text.

A text is found whatever its case, an identifier only whole: half of one means nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.errors import InputRefused
from forcesight.records import REGISTRY, Contract, Reject, SourceFile
from forcesight.store.query import quote, run
from forcesight.store.tombstones import row_hash_sql
from forcesight.store.writer import Writer


# A shorter text would be found everywhere.
SHORTEST = 4


def contains_sql(column: str, text: str) -> str:
    """SQL that holds where the column contains the text, whatever the case."""
    return f'contains(lower(nfc_normalize("{column}")), lower(nfc_normalize({quote(text)})))'


def searched_columns(contract: type[Contract]) -> list[str]:
    """The columns in which a text is looked for; an identifier is only ever compared whole."""
    return [c.name for c in contract.columns if c.personal and c.type.is_text and c.name != "source_id"]


@dataclass(slots=True)
class Sought:
    """The rows that a text or an identifier finds in a writer's tables, replaced rows included."""

    writer: Writer
    text: str

    def __post_init__(self) -> None:
        if len(self.text.strip()) < SHORTEST:
            raise InputRefused(
                f"{self.text!r} is too short to look for: it would be found in too much. Give an identifier, or at "
                f"least {SHORTEST} letters."
            )

    @property
    def tables(self) -> list[str]:
        """The tables whose rows go whole, if they hold any. Rejected rows and file names only lose their text."""
        kept = {Reject.table, SourceFile.table}
        personal = [t for t, c in REGISTRY.items() if t not in kept and any(column.personal for column in c.columns)]
        return sorted(table for table in personal if self.writer.files(table))

    def condition(self, table: str) -> str:
        """The SQL condition that a found row of the table meets."""
        contract = REGISTRY[table]
        tests = [contains_sql(column, self.text) for column in searched_columns(contract)]
        name = identifier(contract)
        tests += [f'"{name}" = {quote(self.text)}'] if name else []
        return f"coalesce({' OR '.join(tests)}, false)"

    def hashes(self, table: str) -> set[str]:
        """The keyed hashes of the found rows' identities."""
        sql = f"SELECT DISTINCT {row_hash_sql(self.writer.home, table)} FROM {self.writer.source(table)}"
        return {row_hash for (row_hash,) in run(self.writer.connection, f"{sql} WHERE {self.condition(table)}")}

    def is_identifier(self) -> bool:
        """Whether some row carries the text as its source's identifier."""
        named = f"WHERE source_id = {quote(self.text)} LIMIT 1"
        return any(
            run(self.writer.connection, f"SELECT 1 FROM {self.writer.source(table)} {named}")
            for table in operational_tables()
            if self.writer.files(table)
        )


def operational_tables() -> list[str]:
    """The tables whose rows carry their source's identifier."""
    return sorted(table for table, contract in REGISTRY.items() if contract.has("source_id"))


def identifier(contract: type[Contract]) -> str:
    """The column that tells one record from another; empty where rows have none."""
    if contract.has("source_id"):
        return "source_id"
    return contract.key[0] if len(contract.key) == 1 else ""
