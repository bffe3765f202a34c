"""Writing a definition in an engine's SQL, so that it means the same there as everywhere else.

The text of an expression says little about types and ties; this is where they are made explicit: every number is a
64-bit float, text is ordered by code point, division by zero is unknown, and every operator stands in brackets.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import Final, Literal, get_args

from sqlglot import exp

from forcesight.records import Contract
from forcesight.store.definitions.errors import DefinitionError
from forcesight.store.definitions.kinds import LARGEST, SMALLEST, TEXT, kind_of
from forcesight.store.definitions.trees import rebuild


Dialect = Literal["duckdb", "postgres", "spark"]
DIALECTS: Final[tuple[str, ...]] = get_args(Dialect)

Form = Callable[["_Writer", exp.Expr], exp.Expr]

_ORDERED = (exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Between)
_OPERATORS = (exp.Binary, exp.Unary, exp.In, exp.Between)


def render(tree: exp.Expr, contract: type[Contract], dialect: Dialect) -> str:
    """The SQL of a plain tree in `dialect`; DefinitionError where there is no such dialect."""
    if dialect not in DIALECTS:
        raise DefinitionError(f"There is no engine for {dialect!r}; definitions run on {', '.join(DIALECTS)}.")
    return _Writer(contract, dialect).write(tree).sql(dialect)


def quoted(name: str, dialect: Dialect) -> str:
    """A name as an identifier of `dialect`."""
    return exp.to_identifier(name, quoted=True).sql(dialect)


class _Writer:
    """Turns plain nodes into nodes whose SQL leaves the engine no choice."""

    def __init__(self, contract: type[Contract], dialect: Dialect) -> None:
        self.contract = contract
        self.dialect = dialect

    def write(self, node: exp.Expr) -> exp.Expr:
        form = _FORMS.get(type(node))
        return form(self, node) if form else rebuild(node, lambda child: self.operand(node, child))

    def operand(self, parent: exp.Expr, child: exp.Expr) -> exp.Expr:
        written = self.write(child)
        if isinstance(parent, _ORDERED) and kind_of(child) == TEXT:
            written = self.by_code_point(written)
        # Chains of `and` and of `or` stay flat: brackets would only make them deep.
        joins = isinstance(parent, exp.Connector) and type(parent) is type(written)
        return exp.Paren(this=written) if isinstance(written, _OPERATORS) and not joins else written

    def by_code_point(self, text: exp.Expr) -> exp.Expr:
        """Text that sorts by code point; DuckDB and Spark do so unasked, PostgreSQL follows the database's language."""
        if self.dialect != "postgres":
            return text
        return exp.Collate(this=text, expression=exp.to_identifier("C", quoted=True))


def _column(writer: _Writer, node: exp.Expr) -> exp.Expr:
    column = exp.Column(this=exp.to_identifier(node.name, quoted=True))
    match writer.contract.column(node.name).type.name:
        case "integer":
            bound = exp.Literal.number(int(LARGEST))
            inside: exp.Expr = exp.Between(this=column, low=exp.Neg(this=bound), high=bound.copy())
            return _case((inside, _as_double(column.copy())))
        case "number":
            size = exp.Abs(this=column)
            inside = exp.Between(this=size, low=_double(SMALLEST), high=_double(LARGEST))
            zero = exp.EQ(this=column.copy(), expression=_double(0.0))
            return _case((inside, column.copy()), (zero, _double(0.0)))
        case _:
            return column


def _literal(_: _Writer, node: exp.Expr) -> exp.Expr:
    return node.copy() if kind_of(node) == TEXT else _double(float(node.name))


def _double(value: float) -> exp.Expr:
    """A 64-bit float: engines read plain decimals as decimals, and read text as the nearest float."""
    return _as_double(exp.Literal.string(repr(value)))


def _as_double(node: exp.Expr) -> exp.Expr:
    return exp.Cast(this=node, to=exp.DataType(this=exp.DType.DOUBLE))


def _divide(writer: _Writer, node: exp.Expr) -> exp.Expr:
    """Division that is unknown where the divisor is zero, or as good as zero, on engines that stop with an error."""
    divisor = writer.operand(node, node.expression)
    usable = exp.GTE(this=exp.Abs(this=divisor), expression=_double(SMALLEST))
    return exp.Div(this=writer.operand(node, node.this), expression=_case((usable, divisor.copy())))


def _letters(source: str, target: str) -> Form:
    """Upper and lower case of A to Z only: engines differ on every other letter."""

    def form(writer: _Writer, node: exp.Expr) -> exp.Expr:
        text = writer.write(node.this)
        letters = [exp.Literal.string(source), exp.Literal.string(target)]
        exact = exp.Anonymous(this="TRANSLATE", expressions=[text, *letters])
        if writer.dialect != "duckdb" or not isinstance(text, exp.Column):
            return exact
        # Its own function is 25 times faster, and the same on texts of which every character is one byte.
        size = exp.Anonymous(this="STRLEN", expressions=[text.copy()])
        plain = exp.EQ(this=size, expression=exp.Length(this=text.copy()))
        return exp.Case(ifs=[exp.If(this=plain, true=type(node)(this=text.copy()))], default=exact)

    return form


def _length(writer: _Writer, node: exp.Expr) -> exp.Expr:
    return _as_double(exp.Length(this=writer.write(node.this)))


def _slice(writer: _Writer, node: exp.Expr) -> exp.Expr:
    whole = exp.Literal.number(int(float(node.expression.name)))
    return type(node)(this=writer.write(node.this), expression=whole)


def _case(*branches: tuple[exp.Expr, exp.Expr]) -> exp.Expr:
    return exp.Case(ifs=[exp.If(this=condition, true=result) for condition, result in branches])


_FORMS: Final[dict[type[exp.Expr], Form]] = {
    exp.Column: _column,
    exp.Literal: _literal,
    exp.Div: _divide,
    exp.Lower: _letters(string.ascii_uppercase, string.ascii_lowercase),
    exp.Upper: _letters(string.ascii_lowercase, string.ascii_uppercase),
    exp.Length: _length,
    **dict.fromkeys((exp.Left, exp.Right), _slice),
}
