"""The truth of the measures: what is drawn lies around it as chance allows, and no farther."""

from __future__ import annotations

from functools import cache
from math import sqrt

import duckdb
import numpy as np
import pytest
from tests.unit.synthetic.drawn_force import draw_into

from forcesight.catalogue import Catalogue, Measure
from forcesight.synthetic.force.figure import Figure
from forcesight.synthetic.force.generate import LAST_DAY, Wish, make_world
from forcesight.synthetic.force.parameters import Parameters
from forcesight.synthetic.force.truth_of_measures import figures, measures


SEEDS = (11, 12, 13)


@cache
def distances() -> dict[str, list[float]]:
    """By measure and seed: how many standard errors what was drawn lies from the truth, in months that are settled."""
    found: dict[str, list[float]] = {}
    for seed in SEEDS:
        world = make_world(Wish(years=1, seed=seed, scale=0.03), ())
        truth, months = figures(world, Parameters()), world.span.month_names
        with duckdb.connect() as connection:
            draw_into(connection, world, seed)
            for measure in Catalogue.load().measures(LAST_DAY):
                if measure.id in truth:
                    settled = months[: len(months) - measure.maturity_months]
                    told = _drawn(connection, measure, settled)
                    found.setdefault(measure.id, []).append(_distance(measure, truth[measure.id], told, len(settled)))
    return found


def _drawn(connection: duckdb.DuckDBPyConnection, measure: Measure, months: tuple[str, ...]) -> tuple[float, ...]:
    """Sum, number, and sum of squares of what a measure counts in some months."""
    of, among = f"({measure.numerator})", f"({measure.denominator or 'true'})"
    number = f"count({of})" if measure.kind == "mean" else f"count(*) FILTER (WHERE {among})"
    amount = f"({of})::DOUBLE"
    sql = f"SELECT coalesce(sum({amount}), 0), {number}, coalesce(sum({amount} * {amount}), 0) FROM {measure.table}"
    (row,) = connection.execute(f"{sql} WHERE month >= ? AND month <= ?", [months[0], months[-1]]).fetchall()
    return tuple(float(cell) for cell in row)


def _distance(measure: Measure, figure: Figure, drawn: tuple[float, ...], months: int) -> float:
    total, number, squares = drawn
    if measure.kind == "count":
        assert figure.numerator is not None
        expected = float(figure.numerator[:months].sum())
        return (total - expected) / sqrt(expected)
    value = _value(figure, months)
    found = total / number
    spread = squares / number - found**2 if measure.kind == "mean" else value * (1 - value)
    return (found - value) / sqrt(spread / number)


def _value(figure: Figure, months: int) -> float:
    if figure.value is not None:
        return figure.value
    assert figure.numerator is not None
    assert figure.denominator is not None
    return float(figure.numerator[:months].sum() / figure.denominator[:months].sum())


def test_every_figure_of_the_truth_is_that_of_a_measure() -> None:
    assert len(distances()) > 45
    assert set(distances()) == set(figures(make_world(Wish(years=1, seed=11, scale=0.001), ()), Parameters()))


def test_no_measure_lies_far_from_the_truth() -> None:
    far = {name: max(abs(one) for one in found) for name, found in distances().items()}
    assert {name: one for name, one in far.items() if one > 4} == {}


def test_as_many_lie_within_two_standard_errors_as_should() -> None:
    every = np.abs([one for found in distances().values() for one in found])
    assert np.mean(every < 1.96) == pytest.approx(0.95, abs=0.04)
    assert np.sqrt(np.mean(every**2)) == pytest.approx(1, abs=0.15)


class TestAsFile:
    @staticmethod
    @cache
    def told() -> dict[str, dict[str, object]]:
        return measures(make_world(Wish(years=1, seed=11, scale=0.01), ()), Parameters())

    def test_a_count_has_its_months_and_its_districts(self) -> None:
        told = self.told()["incidents"]
        assert "value" not in told
        assert list(_months(told)) == [f"2025-{month:02d}" for month in range(1, 13)]
        districts = told["districts"]
        assert isinstance(districts, dict)
        assert len(districts) == 9
        for month, cell in _months(told).items():
            parts = sum(_months(district)[month]["numerator"] for district in districts.values())
            assert parts == pytest.approx(cell["numerator"])

    def test_the_districts_of_crimes_add_up_as_well(self) -> None:
        told = self.told()["crimes"]
        districts = told["districts"]
        assert isinstance(districts, dict)
        for month, cell in _months(told).items():
            parts = sum(_months(district)[month]["numerator"] for district in districts.values())
            assert parts == pytest.approx(cell["numerator"], rel=1e-6)

    def test_a_share_has_its_value_and_its_months_where_they_differ(self) -> None:
        told = self.told()["answered_999_in_10s"]
        parts = list(_months(told).values())
        value = sum(p["numerator"] for p in parts) / sum(p["denominator"] for p in parts)
        assert told["value"] == pytest.approx(value)
        assert self.told()["satisfaction"] == {"value": 0.831}

    def test_what_a_fault_hides_stands_beside_what_is_recorded(self) -> None:
        hiding = {name for name, told in self.told().items() if "true" in told}
        assert hiding == {"crimes", "use_of_force"}
        for name in hiding:
            true = self.told()[name]["true"]
            assert isinstance(true, dict)
            for month, cell in _months(self.told()[name]).items():
                assert _months(true)[month]["numerator"] > cell["numerator"]


def _months(told: object) -> dict[str, dict[str, float]]:
    assert isinstance(told, dict)
    found: dict[str, dict[str, float]] = told["per_month"]
    return found


def test_seeds_are_all_asked() -> None:
    assert {len(found) for found in distances().values()} == {len(SEEDS)}
