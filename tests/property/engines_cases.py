"""Random questions to put to engines, and how their answers are put side by side.

Hypothesis draws the seed of a case and keeps the budget; the case is made from the seed alone. Cases that it draws
choice by choice, and mutates, repeat themselves: of a hundred, some twenty differ in their definitions.
"""

from __future__ import annotations

import os
import random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from tests.property.engines_grammar import WEIGHTS, Definitions
from tests.property.engines_rows import CONTRACTS, table

from forcesight.records import Contract
from forcesight.store.definitions import ROWS, Aggregate, DefinitionError, Expression
from forcesight.store.definitions.engines import Engine


Case = tuple[Aggregate, list[dict[str, Any]]]
SEEDS = st.integers(0, 2**64 - 1)

_ASKED_FOR = int(os.environ.get("FORCESIGHT_PROPERTY_EXAMPLES", "0"))


def budget(examples: int) -> settings:
    """A fixed, repeatable budget; FORCESIGHT_PROPERTY_EXAMPLES asks for another one, drawn anew each time."""
    return settings(max_examples=_ASKED_FOR or examples, derandomize=not _ASKED_FOR, deadline=None, database=None)


def row_by_row(seed: int) -> Case:
    """Wild values, one row to a group: every answer is exact, to the last bit."""
    chance = random.Random(seed)
    contract = chance.choice(CONTRACTS)
    grammar = Definitions(chance, contract)
    sums = parsed([grammar.any(3) for _ in range(8)], contract)
    aggregate = Aggregate(contract, ("source_id",), None, sums)
    return aggregate, table(chance, contract, aggregate.columns)


def in_groups(seed: int) -> Case:
    """Values whose sums are exact in any order, in random groups of rows that a random condition chooses."""
    chance = random.Random(seed)
    contract = chance.choice(CONTRACTS)
    grammar = Definitions(chance, contract, exact=True)
    groupable = [c.name for c in contract.columns if c.type.name not in {"number", "instant"}]
    where = Expression.parse(grammar.condition(1), contract, weights=WEIGHTS) if chance.random() < 0.5 else None
    sums = parsed([grammar.any(2) for _ in range(8)], contract)
    aggregate = Aggregate(contract, tuple(chance.sample(groupable, chance.randrange(4))), where, sums)
    return aggregate, table(chance, contract, aggregate.columns, exact=True)


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
    return sorted(engine.aggregate(aggregate), key=lambda row: repr([row[name] for name in aggregate.group_by]))


def differences(engine: Engine, case: Case, expected: list[dict[str, Any]]) -> list[str]:
    """What the engine answers otherwise than expected, and to which definition over which rows."""
    aggregate, rows = case
    found = answers(engine, case)
    names = (*aggregate.group_by, ROWS)
    if [[row[name] for name in names] for row in found] != [[row[name] for name in names] for row in expected]:
        return [f"{engine.name} has the groups {found}, not {expected}"]
    return [
        f"{engine.name} says {theirs[name]!r}, not {row[name]!r}, to {definition.text} over {rows}"
        for theirs, row in zip(found, expected, strict=True)
        for name, definition in aggregate.sums.items()
        if theirs[name] != row[name]
    ]
