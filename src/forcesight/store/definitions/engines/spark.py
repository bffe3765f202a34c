"""Spark, through PySpark: on the caller's session, or on one of its own on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from typing import Any

from forcesight.records import Contract
from forcesight.store.definitions.aggregate import Aggregate
from forcesight.store.definitions.engines.engine import EngineUnavailable, client, named
from forcesight.store.definitions.rendering import quoted


# Small, quiet and reachable from this machine only.
_LOCAL = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.session.timeZone": "UTC",
}


class Spark:
    """An engine on a Spark session; what it loads are temporary views of that session."""

    name = "spark"

    def __init__(self, session: Any = None) -> None:
        self._own = session is None
        self._session = session or _local_session()

    def load(self, contract: type[Contract], rows: Iterable[Mapping[str, Any]]) -> None:
        """Make the contract's table of these rows."""
        import pyarrow as pa

        table = pa.Table.from_pylist(list(rows), schema=contract.arrow_schema())
        self._session.createDataFrame(table).createOrReplaceTempView(contract.table)

    def aggregate(self, aggregate: Aggregate) -> list[dict[str, Any]]:
        """One dictionary for each group."""
        frame = self._session.sql(aggregate.sql("spark", quoted(aggregate.contract.table, "spark")))
        return named(frame.columns, frame.collect())

    def close(self) -> None:
        """Stop the session, unless it is the caller's."""
        if self._own:
            self._session.stop()


def _local_session() -> Any:
    builder = client("pyspark.sql", "Spark", "spark").SparkSession.builder.master("local[1]").appName("forcesight")
    if shutil.which("java") is None:
        raise EngineUnavailable("Spark as an engine needs Java 17 or later on this machine: install it first.")
    for name, setting in _LOCAL.items():
        builder = builder.config(name, setting)
    return builder.getOrCreate()
