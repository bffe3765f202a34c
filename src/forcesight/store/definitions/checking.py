"""Checking a definition: every node must be on the allow-list, and every operation must suit its operands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from sqlglot import exp

from forcesight.records import Column, Contract
from forcesight.store.definitions.errors import DefinitionError
from forcesight.store.definitions.kinds import BOOLEAN, MOST_FACTORS, NOTHING, NUMBER, a_kind, column_name, kind_of
from forcesight.store.definitions.reading import position_of
from forcesight.store.definitions.rules import FUNCTIONS, OPERATORS, RULES


Weights = Mapping[str, Mapping[str, float]]


class Checker:
    """Walks one definition's tree, refuses what is not allowed, and notes the kind of every node in its `meta`."""

    def __init__(self, text: str, contract: type[Contract], weights: Weights) -> None:
        self.text = text
        self.contract = contract
        self.weights = weights

    def check(self, tree: exp.Expr) -> str:
        """The kind of the whole definition, 'boolean' or 'number'; DefinitionError where it cannot be used."""
        kind = self.kind(tree)
        if kind not in (BOOLEAN, NUMBER):
            raise self.error(tree, f"A definition is true or false, or a number; this one is {a_kind(kind)}.")
        if _factors(tree) > MOST_FACTORS:
            raise self.error(tree, f"A definition multiplies or divides at most {MOST_FACTORS} numbers in a row.")
        return kind

    def kind(self, node: exp.Expr) -> str:
        """The kind of one node."""
        if "kind" not in node.meta:
            self._refuse_strange(node)
            node.meta["kind"] = RULES[type(node)].kind(self, node)
        return kind_of(node)

    def need(self, node: exp.Expr, *kinds: str, where: str) -> str:
        """The kind of a node that must be one of `kinds`."""
        kind = self.kind(node)
        if kind == NOTHING:
            raise self.error(node, f"{where} cannot be null: to ask whether a value is missing, write `is null`.")
        if kind not in kinds:
            raise self.error(node, f"{where} must be {' or '.join(map(a_kind, kinds))}; this is {a_kind(kind)}.")
        return kind

    def same(self, nodes: Iterable[exp.Expr], *kinds: str, where: str) -> str:
        """The one kind that all nodes share."""
        first, *others = nodes
        kind = self.need(first, *kinds, where=where)
        for node in others:
            found = self.need(node, *kinds, where=where)
            if found != kind:
                raise self.error(node, f"{where} must be alike; this is {a_kind(found)}, the first {a_kind(kind)}.")
        return kind

    def column(self, node: exp.Expr) -> Column:
        """The contract's column that a node names."""
        name, names = column_name(node), self.contract.names()
        if name in names:
            return self.contract.column(name)
        near = get_close_matches(name, names, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else f"it has {', '.join(names)}."
        raise self.error(node, f"{self.contract.table} has no column {name}; {hint}")

    def error(self, node: exp.Expr, sentence: str) -> DefinitionError:
        """The error to raise, pointing at the node."""
        return DefinitionError(sentence, self.text, position_of(node))

    def unknown_function(self, node: exp.Expr, name: str) -> DefinitionError:
        """The error for a function that is not on the list."""
        return self.error(node, f"There is no function {name.lower()}; a definition may call {', '.join(FUNCTIONS)}.")

    def _refuse_strange(self, node: exp.Expr) -> None:
        if type(node) not in RULES:
            if isinstance(node, exp.Func):
                raise self.unknown_function(node, node.sql_name())
            allowed = ", ".join((*OPERATORS, *FUNCTIONS))
            raise self.error(node, f"{words(node)} is not allowed in a definition; it may use {allowed}.")
        strays = [name for name, value in node.args.items() if value and name not in RULES[type(node)].arguments]
        if strays:
            raise self.error(node, f"{words(node)} with {', '.join(strays)} is not allowed in a definition.")


def words(node: exp.Expr) -> str:
    """The name that a person would give a node: `and`, `between`, `window`."""
    return "`" + re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(node).__name__).lower() + "`"


def _factors(node: exp.Expr) -> int:
    """How many numbers are multiplied or divided in a row, at most, anywhere below."""
    below = [_factors(child) for child in node.iter_expressions()]
    return sum(below) if isinstance(node, (exp.Mul, exp.Div)) else max(below, default=1)
