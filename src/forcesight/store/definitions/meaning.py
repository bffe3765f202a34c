"""The plain form of a checked definition: what it means, whatever its spelling.

Brackets are gone (the tree already says what binds to what), column names are as the contract spells them, numbers
have one spelling, and `weight('name', column)` is written out as the `case` that it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from forcesight.store.definitions.checking import Weights
from forcesight.store.definitions.kinds import BOOLEAN, NUMBER, TEXT, column_name
from forcesight.store.definitions.trees import rebuild


def plain(node: exp.Expr, weights: Weights) -> exp.Expr:
    """The plain form of a tree that has passed `Checker.check`."""
    if isinstance(node, exp.Paren):
        return plain(node.this, weights)
    if isinstance(node, exp.Anonymous):
        name, column = node.expressions
        return _weighing(plain(column, weights), weights[name.name])
    if isinstance(node, exp.Column):
        named = exp.Column(this=exp.to_identifier(column_name(node), quoted=True))
        named.meta.update(node.meta)
        return named
    if isinstance(node, exp.Literal) and not node.is_string:
        return _number(float(node.name))
    return rebuild(node, lambda child: plain(child, weights))


def _weighing(column: exp.Expr, weights: Mapping[str, float]) -> exp.Expr:
    """A case with one branch for each category; a category without a weight gives null: unknown, never zero."""
    branches = [
        exp.If(this=_noted(exp.EQ(this=column.copy(), expression=_text(category)), BOOLEAN), true=_number(weight))
        for category, weight in weights.items()
    ]
    return _noted(exp.Case(ifs=branches), NUMBER)


def _text(text: str) -> exp.Expr:
    return _noted(exp.Literal(this=text, is_string=True), TEXT)


def _number(value: float) -> exp.Expr:
    """A number as it is spelt in every engine: negative weights become a minus sign and a literal."""
    literal = _noted(exp.Literal(this=repr(abs(float(value))), is_string=False), NUMBER)
    return _noted(exp.Neg(this=literal), NUMBER) if value < 0 else literal


def _noted(node: exp.Expr, kind: str) -> exp.Expr:
    node.meta["kind"] = kind
    return node
