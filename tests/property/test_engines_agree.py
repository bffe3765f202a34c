"""DuckDB and PostgreSQL give the answers of the oracle, on random rows and random definitions.

No difference is excused here: a construct on which engines differ does not join the allow-list.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from tests.property.engines_cases import SEEDS, answers, budget, differences, in_groups, row_by_row
from tests.property.engines_server import postgres_address

from forcesight.store.definitions.engines import DuckDB, Engine, Oracle, PostgreSQL


@pytest.fixture(scope="module")
def engines() -> Iterator[list[Engine]]:
    opened: list[Engine] = [DuckDB(), PostgreSQL(postgres_address())]
    yield opened
    for engine in opened:
        engine.close()


@budget(50)
@given(SEEDS)
def test_every_engine_agrees_with_the_oracle_row_by_row(engines: list[Engine], seed: int) -> None:
    case = row_by_row(seed)
    expected = answers(Oracle(), case)
    for engine in engines:
        told = differences(engine, case, expected)
        assert not told, told[0]


@budget(50)
@given(SEEDS)
def test_every_engine_agrees_with_the_oracle_on_groups(engines: list[Engine], seed: int) -> None:
    case = in_groups(seed)
    expected = answers(Oracle(), case)
    for engine in engines:
        told = differences(engine, case, expected)
        assert not told, told[0]
