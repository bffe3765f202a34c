"""Spark gives the answers of the oracle too, where the extra `spark` is installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from tests.property.engines_cases import Case, answers, in_groups, row_by_row
from tests.property.engines_grammar import budget

from forcesight.store.definitions.engines import EngineUnavailable, Oracle, Spark


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def spark() -> Iterator[Spark]:
    try:
        engine = Spark()
    except EngineUnavailable as error:
        pytest.skip(str(error))
    yield engine
    engine.close()


@budget(25)
@given(row_by_row())
def test_spark_agrees_with_the_oracle_row_by_row(spark: Spark, case: Case) -> None:
    assert answers(spark, case) == answers(Oracle(), case)


@budget(25)
@given(in_groups())
def test_spark_agrees_with_the_oracle_on_groups(spark: Spark, case: Case) -> None:
    assert answers(spark, case) == answers(Oracle(), case)
