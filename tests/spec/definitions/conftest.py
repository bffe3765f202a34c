"""Every spec test of definitions runs on every engine that is at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec

import pytest
from tests.property.engines_server import postgres_address

from forcesight.store.definitions.engines import DuckDB, Engine, Oracle, PostgreSQL, Spark


ENGINES: dict[str, Callable[[], Engine]] = {
    "oracle": Oracle,
    "duckdb": DuckDB,
    "postgres": lambda: PostgreSQL(postgres_address()),
    **({"spark": Spark} if find_spec("pyspark") else {}),
}


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    opened = ENGINES[request.param]()
    yield opened
    opened.close()
