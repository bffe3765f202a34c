"""DuckDB and PostgreSQL give the answers of the oracle, on random rows and random definitions.

No difference is excused here: a construct on which engines differ does not join the allow-list.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from tests.property.engines_cases import Case, answers, in_groups, row_by_row
from tests.property.engines_grammar import budget
from tests.property.engines_server import postgres_address

from forcesight.store.definitions.engines import DuckDB, Engine, Oracle, PostgreSQL


@pytest.fixture(scope="module")
def engines() -> Iterator[list[Engine]]:
    opened: list[Engine] = [DuckDB(), PostgreSQL(postgres_address())]
    yield opened
    for engine in opened:
        engine.close()


@budget(100)
@given(row_by_row())
def test_every_engine_agrees_with_the_oracle_row_by_row(engines: list[Engine], case: Case) -> None:
    expected = answers(Oracle(), case)
    for engine in engines:
        assert answers(engine, case) == expected, engine.name


@budget(100)
@given(in_groups())
def test_every_engine_agrees_with_the_oracle_on_groups(engines: list[Engine], case: Case) -> None:
    expected = answers(Oracle(), case)
    for engine in engines:
        assert answers(engine, case) == expected, engine.name
