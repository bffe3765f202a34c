"""Puts definitions to an engine over a few typed rows, so that a spec test shows rows, question and answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.spec.tables import rows

from forcesight.records import Contract
from forcesight.store.definitions import Aggregate, Expression, Weights
from forcesight.store.definitions.engines import Engine


def asked(
    engine: Engine,
    contract: type[Contract],
    text: str,
    *definitions: str,
    by: str = "",
    where: str = "",
    weights: Weights | None = None,
) -> Any:
    """The sums of `definitions` over the table `text`: one list, or with `by` one list for each of its values.

    Without definitions it is the number of rows that is counted.
    """
    parsed = [Expression.parse(definition, contract, weights=weights or {}) for definition in definitions]
    chosen = Expression.parse(where, contract) if where else None
    sums = {f"sum_{number}": expression for number, expression in enumerate(parsed)}
    engine.load(contract, [_typed(contract, row) for row in rows(text)])
    groups = engine.aggregate(Aggregate(contract, (by,) if by else (), chosen, sums))
    answers = {group.get(by): [group[name] for name in sums or ("rows",)] for group in groups}
    return answers if by else answers[None]


def _typed(contract: type[Contract], row: Mapping[str, object]) -> dict[str, object]:
    """Cells as the contract has them: true and false in columns of these, text where a number was read for it."""
    return {name: _cell(contract.column(name).type.name, cell) for name, cell in row.items()}


def _cell(type_name: str, cell: object) -> object:
    if cell is None or type_name in {"integer", "number"}:
        return cell
    return cell == "true" if type_name == "boolean" else str(cell).strip('"')
