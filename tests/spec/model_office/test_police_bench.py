"""PoliceBench

The common benchmark of simulation engines for a police force: 600,000 calls a year to one desk, half of them incidents
for 70 units in ten areas. Its reference results are those of 120 years on another engine, with 95% intervals; twenty
years here, with seeds fixed in advance, come to the same.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.shelf import find_office
from forcesight.model_office.results import figures


YEARS = 20
# Normal quantiles: of the 95% intervals of the reference, and of the 99.9% within which the two must agree.
Z_95, Z_999 = 1.96, 3.29

REFERENCE = {
    # figure: value, half width of its 95% interval
    "abandoned, %": (5.870, 0.010),
    "mean answer, seconds": (8.655, 0.014),
    "answered within 20 seconds, % of all calls": (82.34, 0.02),
    "grade 1: mean wait for a unit, minutes": (0.790, 0.004),
    "grade 1: mean response, minutes": (22.64, 0.04),
    "grade 2: mean wait for a unit, minutes": (22.82, 0.15),
    "sent from their own area, %": (46.22, 0.08),
}


@pytest.fixture(scope="module")
def years() -> dict[str, np.ndarray]:
    """Every figure of the benchmark, year by year."""
    plan = OfficePlan(find_office("police_bench")).ready()
    told = [_year(plan, seed) for seed in range(1, YEARS + 1)]
    return {name: np.array([year[name] for year in told]) for name in REFERENCE}


def _year(plan: OfficePlan, seed: int) -> dict[str, float]:
    found = {figure.output.id: figure for figure in figures(run(plan, seed))}
    value = {name: figure.value for name, figure in found.items()}
    lost, own = value["call_desk.call.lost"], [found[f"units.grade_{grade}.own_area"] for grade in (1, 2)]
    return {
        "abandoned, %": lost,
        "mean answer, seconds": value["call_desk.call.wait_mean"],
        "answered within 20 seconds, % of all calls": value["call_desk.call.within"] * (100 - lost) / 100,
        "grade 1: mean wait for a unit, minutes": value["units.grade_1.wait_mean"],
        "grade 1: mean response, minutes": value["units.grade_1.response_mean"],
        "grade 2: mean wait for a unit, minutes": value["units.grade_2.wait_mean"],
        "sent from their own area, %": sum(each.value * each.n for each in own) / sum(each.n for each in own),
    }


@pytest.mark.parametrize("figure", REFERENCE)
def test_twenty_years_come_to_the_reference(years: dict[str, np.ndarray], figure: str) -> None:
    """The two means differ by no more than chance explains in 999 cases of 1,000."""
    expected, reach = REFERENCE[figure]
    mean, error = years[figure].mean(), years[figure].std(ddof=1) / math.sqrt(YEARS)
    assert abs(mean - expected) <= Z_999 * math.hypot(error, reach / Z_95)
