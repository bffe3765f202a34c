"""The oracle: an engine in plain Python that answers a definition slowly and obviously.

It reads the plain tree of a definition node by node and row by row, and writes three-valued logic out in full: None
stands for unknown. Its only virtue is that one can see that it is right; every other engine must agree with it.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sqlglot import exp

from forcesight.records import Contract
from forcesight.store.definitions.aggregate import ROWS, Aggregate
from forcesight.store.definitions.expression import Expression
from forcesight.store.definitions.kinds import BOOLEAN, NUMBER, SMALLEST, TEXT, column_kind, kind_of, measurable


Row = Mapping[str, Any]

_TO_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_TO_UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)


class Oracle:
    """The engine that the others are held against: rows are dictionaries, and a missing key is a missing value."""

    name = "oracle"

    def __init__(self) -> None:
        self._tables: dict[str, list[Row]] = {}

    def load(self, contract: type[Contract], rows: Iterable[Row]) -> None:
        """Keep the rows of a table, in place of those that it had."""
        self._tables[contract.table] = list(rows)

    def aggregate(self, aggregate: Aggregate) -> list[dict[str, Any]]:
        """One dictionary for each group: its columns, `rows`, and the sums."""
        groups: dict[tuple[Any, ...], list[Row]] = {} if aggregate.group_by else {(): []}
        for row in self._tables[aggregate.contract.table]:
            if aggregate.where is None or value(aggregate.where, row) is True:
                groups.setdefault(tuple(row.get(name) for name in aggregate.group_by), []).append(row)
        return [
            dict(zip(aggregate.group_by, group, strict=True))
            | {ROWS: len(rows)}
            | {name: _sum(expression, rows) for name, expression in aggregate.sums.items()}
            for group, rows in groups.items()
        ]

    def close(self) -> None:
        """Forget every table."""
        self._tables.clear()


def value(expression: Expression, row: Row) -> Any:
    """What the expression is for one row: True, False, a float, or None where it is unknown."""
    return _value(expression.tree, row, expression.contract)


def _sum(expression: Expression, rows: Iterable[Row]) -> int | float | None:
    values = [value(expression, row) for row in rows]
    if expression.kind == BOOLEAN:
        return sum(1 for found in values if found is True)
    known = [found for found in values if found is not None]
    return sum(known) if known else None


def _value(node: exp.Expr, row: Row, contract: type[Contract]) -> Any:
    if isinstance(node, exp.Column):
        return _cell(row.get(node.name), column_kind(contract.column(node.name)))
    if isinstance(node, exp.Case):
        return _case(node, row, contract)
    if isinstance(node, (exp.Literal, exp.Boolean, exp.Null)):
        return _constant(node)
    return _MEANINGS[type(node)](*(_value(child, row, contract) for child in node.iter_expressions()))


def _cell(cell: Any, kind: str) -> Any:
    if cell is None or kind != NUMBER:
        return cell
    return float(cell) if measurable(cell) else None


def _case(node: exp.Expr, row: Row, contract: type[Contract]) -> Any:
    for branch in node.args["ifs"]:
        if _value(branch.this, row, contract) is True:
            return _value(branch.args["true"], row, contract)
    default = node.args.get("default")
    return _value(default, row, contract) if default else None


def _constant(node: exp.Expr) -> Any:
    if isinstance(node, exp.Null):
        return None
    if isinstance(node, exp.Boolean):
        return node.this
    return node.name if kind_of(node) == TEXT else float(node.name)


def _and(left: Any, right: Any) -> Any:
    if left is False or right is False:
        return False
    if left is None or right is None:
        return None
    return True


def _or(left: Any, right: Any) -> Any:
    if left is True or right is True:
        return True
    if left is None or right is None:
        return None
    return False


def _known(operation: Callable[..., Any]) -> Callable[..., Any]:
    """The meaning of an operation whose answer is unknown as soon as one operand is."""
    return lambda *operands: None if None in operands else operation(*operands)


_at_most = _known(lambda left, right: left <= right)


def _between(found: Any, low: Any, high: Any) -> Any:
    return _and(_at_most(low, found), _at_most(found, high))


def _like(text: str, pattern: str) -> bool:
    wild = {"%": ".*", "_": "."}
    return re.fullmatch("".join(wild.get(sign) or re.escape(sign) for sign in pattern), text, re.DOTALL) is not None


def _divide(left: float, right: float) -> float | None:
    return left / right if abs(right) >= SMALLEST else None


def _coalesce(*values: Any) -> Any:
    for found in values:
        if found is not None:
            return found
    return None


_MEANINGS: Final[Mapping[type[exp.Expr], Callable[..., Any]]] = {
    exp.And: _and,
    exp.Or: _or,
    exp.Not: _known(lambda operand: not operand),
    exp.EQ: _known(lambda left, right: left == right),
    exp.NEQ: _known(lambda left, right: left != right),
    exp.LT: _known(lambda left, right: left < right),
    exp.LTE: _at_most,
    exp.GT: _known(lambda left, right: left > right),
    exp.GTE: _known(lambda left, right: left >= right),
    exp.Between: _between,
    exp.In: _known(lambda found, *listed: found in listed),
    exp.Like: _known(_like),
    exp.Is: lambda found, wanted: found is wanted,
    exp.Add: _known(lambda left, right: left + right),
    exp.Sub: _known(lambda left, right: left - right),
    exp.Mul: _known(lambda left, right: left * right),
    exp.Div: _known(_divide),
    exp.Neg: _known(lambda operand: -operand),
    exp.Coalesce: _coalesce,
    exp.Lower: _known(lambda text: text.translate(_TO_LOWER)),
    exp.Upper: _known(lambda text: text.translate(_TO_UPPER)),
    exp.Length: _known(lambda text: float(len(text))),
    exp.Left: _known(lambda text, size: text[: int(size)]),
    exp.Right: _known(lambda text, size: text[-int(size) :]),
}
