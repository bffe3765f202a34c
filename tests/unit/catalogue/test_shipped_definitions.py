"""Every shipped definition is one that the store can run, and no share can exceed 100 %."""

from __future__ import annotations

import itertools
import sqlite3

import pytest

from forcesight.catalogue import Catalogue, Measure
from forcesight.records import CRIME_TYPES, contract
from forcesight.store.definitions import Expression


CATALOGUE = Catalogue.load()
MEASURES = CATALOGUE.measures()
OUTCOMES = [outcome for group in CATALOGUE.outcome_groups() for outcome in group.outcomes] + ["Something new", None]
# Every value that matters of every column that the shares look at.
VALUES = {
    "crime_type": [*CRIME_TYPES, None],
    "last_outcome": OUTCOMES,
    "outcome_type": OUTCOMES,
    "outcome": ["Arrest", "A no further action disposal", None],
    "outcome_linked": [True, False, None],
}


def expressions(measure: Measure) -> list[str]:
    """The measure's expressions; residents are looked up, not computed."""
    return [measure.numerator] + ([measure.denominator] if measure.denominator and not measure.over_population else [])


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.id)
def test_the_store_reads_every_definition(measure: Measure) -> None:
    weights = {scheme: CATALOGUE.weights(scheme).weights for scheme in measure.weights_used}
    for text in expressions(measure):
        assert Expression.parse(text, contract(measure.table), weights=weights).sql("duckdb")


@pytest.mark.parametrize("measure", [m for m in MEASURES if m.kind == "proportion"], ids=lambda m: m.id)
def test_every_row_of_a_share_is_in_its_denominator(measure: Measure) -> None:
    columns = [name for name in contract(measure.table).names() if name in VALUES]
    rows = list(itertools.product(*(VALUES[name] for name in columns)))
    with sqlite3.connect(":memory:") as base:
        base.execute(f"create table t ({', '.join(columns)})")
        base.executemany(f"insert into t values ({', '.join('?' * len(columns))})", rows)
        counted = f"select count(*) from t where ({measure.numerator})"
        (inside,) = base.execute(counted).fetchone()
        (outside,) = base.execute(f"{counted} and not coalesce(({measure.denominator}), 0)").fetchone()
    assert inside > 0
    assert outside == 0
