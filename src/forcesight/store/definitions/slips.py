"""Slips of the pen: what engines would take, and what could not be meant.

A misspelt category counts nothing and says nothing, so it is refused here; so is a chain of comparisons, which
engines read differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sqlglot import exp

from forcesight.store.definitions.kinds import measurable


if TYPE_CHECKING:
    from forcesight.store.definitions.checking import Checker

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Is, exp.In, exp.Between, exp.Like, exp.Not)


def refuse_ambiguous(check: Checker, node: exp.Expr) -> None:
    """A comparison of comparisons needs brackets: `a = b is null` has two readings."""
    for operand in node.iter_expressions():
        if isinstance(operand, _COMPARISONS):
            raise check.error(operand, "A comparison of comparisons can be read in two ways: put brackets around one.")


def refuse_impossible(check: Checker, side: exp.Expr, others: Iterable[exp.Expr], *, ordered: bool = False) -> None:
    """A column of months is compared with months, and a column of known categories with one of them."""
    if not isinstance(side, exp.Column):
        return
    column = check.column(side)
    for literal in others:
        if not isinstance(literal, exp.Literal):
            continue
        if column.type.name == "period" and not _MONTH.fullmatch(literal.name):
            raise check.error(literal, f"{column.name} is a month written 2024-03; {literal.name!r} is not one.")
        if column.categories and not ordered and literal.name not in column.categories:
            near = get_close_matches(literal.name, column.categories, n=1) or column.categories
            raise check.error(literal, f"{column.name} is never {literal.name!r}; it may be {', '.join(near)}.")


def refuse_unusable_weights(check: Checker, node: exp.Expr) -> None:
    """The weights that `weight('name', column)` names are at hand, and each is a usable number."""
    name = node.expressions[0].name
    if not check.weights.get(name):
        known = ", ".join(sorted(check.weights)) or "none"
        raise check.error(node, f"There are no weights {name!r}; the weights at hand are: {known}.")
    for category, value in check.weights[name].items():
        if not measurable(value):
            raise check.error(node, f"{name!r} gives {category!r} the weight {value}, which is not a usable number.")
