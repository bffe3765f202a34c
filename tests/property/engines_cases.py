"""Random questions to put to engines, and how their answers are put side by side."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from tests.property.engines_grammar import CONTRACTS, WEIGHTS, Definitions, tables

from forcesight.records import Contract
from forcesight.store.definitions import Aggregate, DefinitionError, Expression
from forcesight.store.definitions.engines import Engine


Case = tuple[Aggregate, list[dict[str, Any]]]


@st.composite
def row_by_row(draw: st.DrawFn) -> Case:
    """Wild values, one row to a group: every answer is exact, to the last bit."""
    contract = draw(st.sampled_from(CONTRACTS))
    grammar = Definitions(draw, contract)
    texts = [grammar.write([lambda: grammar.condition(3), lambda: grammar.number(3)]) for _ in range(6)]
    return Aggregate(contract, ("source_id",), None, parsed(texts, contract)), draw(tables(contract))


@st.composite
def in_groups(draw: st.DrawFn) -> Case:
    """Values whose sums are exact in any order, in random groups of rows that a random condition chooses."""
    contract = draw(st.sampled_from(CONTRACTS))
    grammar = Definitions(draw, contract, exact=True)
    groupable = [c.name for c in contract.columns if c.type.name not in {"number", "instant"}]
    groups = draw(st.lists(st.sampled_from(groupable), max_size=3, unique=True))
    texts = [grammar.write([lambda: grammar.condition(2), lambda: grammar.number(2)]) for _ in range(4)]
    where = Expression.parse(grammar.condition(1), contract, weights=WEIGHTS) if draw(st.booleans()) else None
    return Aggregate(contract, tuple(groups), where, parsed(texts, contract)), draw(tables(contract, exact=True))


def parsed(texts: list[str], contract: type[Contract]) -> dict[str, Expression]:
    """The definitions that are within bounds; a few multiply too many numbers in a row."""
    found = {}
    for number, text in enumerate(texts):
        try:
            found[f"sum_{number}"] = Expression.parse(text, contract, weights=WEIGHTS)
        except DefinitionError as error:
            assert "in a row" in str(error), text
    return found


def answers(engine: Engine, case: Case) -> list[dict[str, Any]]:
    """What the engine makes of a case, with its groups in one order."""
    aggregate, rows = case
    engine.load(aggregate.contract, rows)
    return sorted(engine.aggregate(aggregate), key=repr)
