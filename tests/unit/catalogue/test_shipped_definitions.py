"""Every shipped definition is one that the store can run, and no share can exceed 100 %."""

from __future__ import annotations

import itertools
import re
import sqlite3

import pytest

from forcesight.catalogue import Catalogue, Measure
from forcesight.catalogue.expression import names_in, texts_in
from forcesight.records import contract
from forcesight.store.definitions import Expression


CATALOGUE = Catalogue.load()
MEASURES = CATALOGUE.measures()


def expressions(measure: Measure) -> list[str]:
    """The measure's expressions; residents are looked up, not computed."""
    return [measure.numerator] + ([measure.denominator] if measure.denominator and not measure.over_population else [])


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.id)
def test_the_store_reads_every_definition(measure: Measure) -> None:
    weights = {scheme: CATALOGUE.weights(scheme).weights for scheme in measure.weights_used}
    for text in expressions(measure):
        assert Expression.parse(text, contract(measure.table), weights=weights).sql("duckdb")


def values(measure: Measure, name: str) -> list[object]:
    """Every value of a column that the measure may tell apart from others, and none."""
    column, text = contract(measure.table).column(name), f"{measure.numerator} {measure.denominator}"
    if column.type.name == "boolean":
        return [True, False, None]
    if column.type.name in ("number", "integer"):
        limits = {float(each) for each in re.findall(r"(?<![\w'])\d+(?:\.\d+)?(?![\w'])", text)} | {0.0}
        return [*sorted({limit + step for limit in limits for step in (-0.5, 0, 0.5)}), None]
    return [*dict.fromkeys(texts_in(text)), "something else", "something more", None]


@pytest.mark.parametrize("measure", [m for m in MEASURES if m.kind == "proportion"], ids=lambda m: m.id)
def test_every_row_of_a_share_is_in_its_denominator(measure: Measure) -> None:
    columns = names_in(f"{measure.numerator} {measure.denominator}")
    rows = list(itertools.product(*(values(measure, name) for name in columns)))
    with sqlite3.connect(":memory:") as base:
        base.execute(f"create table t ({', '.join(columns)})")
        base.executemany(f"insert into t values ({', '.join('?' * len(columns))})", rows)
        counted = f"select count(*) from t where ({measure.numerator})"
        (inside,) = base.execute(counted).fetchone()
        (outside,) = base.execute(f"{counted} and not coalesce(({measure.denominator}), 0)").fetchone()
    assert inside > 0
    assert outside == 0


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.id)
def test_a_mean_is_of_a_number_and_a_share_of_a_condition(measure: Measure) -> None:
    weights = {scheme: CATALOGUE.weights(scheme).weights for scheme in measure.weights_used}
    kind = Expression.parse(measure.numerator, contract(measure.table), weights=weights).kind
    assert kind == {"mean": "number", "proportion": "boolean", "weighted": "number"}.get(measure.kind, kind)
