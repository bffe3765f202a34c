"""The sums of expressions over groups of rows: the one question that marts put to an engine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from forcesight.records import Contract
from forcesight.store.definitions.errors import DefinitionError
from forcesight.store.definitions.expression import Expression
from forcesight.store.definitions.kinds import BOOLEAN
from forcesight.store.definitions.rendering import Dialect, quoted


ROWS: Final = "rows"
# Floating-point numbers and instants make poor groups: engines differ on which of them are the same.
_GROUPABLE = {"text", "code", "period", "integer", "boolean", "date"}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)


@dataclass(frozen=True)
class Aggregate:
    """For each group of rows: how many there are (`rows`), and the sum of each expression.

    - Rows count where `where` is true; where it is false or unknown they do not.
    - A condition is counted: 1 where it is true, nothing where it is false or unknown; over no row at all it is 0.
    - A number is summed over the rows where it is known; where it is known for no row, its sum is unknown (null).
    - A missing value is a group of its own. Without `group_by` there is one group, even of no rows.
    """

    contract: type[Contract]
    group_by: tuple[str, ...] = ()
    where: Expression | None = None
    sums: Mapping[str, Expression] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fault in self._faults():
            raise DefinitionError(fault)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the aggregate reads, in order of first use."""
        used = [*self.group_by, *(name for expression in self._expressions() for name in expression.columns)]
        return tuple(dict.fromkeys(used))

    def sql(self, dialect: Dialect, source: str) -> str:
        """A SELECT in an engine's SQL: the group columns, `rows`, then the sums, in their order.

        `source` is SQL that may follow FROM; it is the caller's own and is not checked.
        """
        groups = [quoted(name, dialect) for name in self.group_by]
        sums = [f"{_sum(e, dialect)} AS {quoted(name, dialect)}" for name, e in self.sums.items()]
        selected = ", ".join([*groups, f"COUNT(*) AS {quoted(ROWS, dialect)}", *sums])
        where = f" WHERE {self.where.sql(dialect)}" if self.where else ""
        return f"SELECT {selected} FROM {source}{where}" + (f" GROUP BY {', '.join(groups)}" if groups else "")

    def _expressions(self) -> list[Expression]:
        return [*([self.where] if self.where else []), *self.sums.values()]

    def _faults(self) -> Iterator[str]:
        for name in self.group_by:
            if not self.contract.has(name):
                yield f"{self.contract.table} has no column {name} to group by."
            elif self.contract.column(name).type.name not in _GROUPABLE:
                yield f"{name} is a {self.contract.column(name).type.name}, which rows cannot be grouped by."
        if len(set(self.group_by)) < len(self.group_by):
            yield f"The columns to group by name one twice: {', '.join(self.group_by)}."
        for name in self.sums:
            if not _NAME.fullmatch(name) or name == ROWS or self.contract.has(name):
                yield f"A sum cannot be called {name!r}: use small letters, digits and _, and no column's name."
        if self.where and self.where.kind != BOOLEAN:
            yield f"Rows are chosen by a condition; this is a number: {self.where.text}"
        for expression in self._expressions():
            if expression.contract is not self.contract:
                strange = expression.contract.table
                yield f"An expression over {strange} cannot be summed over {self.contract.table}: {expression.text}"


def _sum(expression: Expression, dialect: Dialect) -> str:
    sql = expression.sql(dialect)
    if expression.kind != BOOLEAN:
        return f"SUM({sql})"
    if dialect == "duckdb":
        # A fifth faster there than COUNT(CASE …), and twice as fast as FILTER (40 conditions, 7 million rows).
        return f"CAST(COALESCE(COUNT_IF({sql}), 0) AS BIGINT)"
    return f"COUNT(CASE WHEN {sql} THEN 1 END)"
