"""Spark gives the answers of the oracle too, where the extra `spark` is installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from tests.property.engines_cases import SEEDS, answers, budget, differences, in_groups, row_by_row

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
@given(SEEDS)
def test_spark_agrees_with_the_oracle_row_by_row(spark: Spark, seed: int) -> None:
    case = row_by_row(seed)
    told = differences(spark, case, answers(Oracle(), case))
    assert not told, told[0]


@budget(25)
@given(SEEDS)
def test_spark_agrees_with_the_oracle_on_groups(spark: Spark, seed: int) -> None:
    case = in_groups(seed)
    told = differences(spark, case, answers(Oracle(), case))
    assert not told, told[0]
