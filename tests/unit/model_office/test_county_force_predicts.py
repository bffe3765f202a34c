"""The shipped county force, as it is, stays near what the measures of the synthetic force come to.

Several of its numbers were fitted to these very measures, so this holds a fit in place; it is no proof of prediction.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from statistics import fmean

import pytest

from forcesight.catalogue import Catalogue
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.description import Measured
from forcesight.model_office.office.shelf import find_office
from forcesight.model_office.predicted.actual import factor
from forcesight.model_office.results.figures import figures
from forcesight.model_office.results.output import Output
from forcesight.synthetic.force.generate import Wish, make_world
from forcesight.synthetic.force.parameters import Parameters
from forcesight.synthetic.force.truth_of_measures import figures as truth_of_measures


# How far a prediction may lie from what the measure would come to, had the force no chance in it: as a share of that
# where it is a count a week or a time, in percentage points where it is a share. The measure of priority attendance
# takes the 6 % of incidents without a time of arrival as late; the office knows every arrival.
SHARE_OF_IT = {
    "calls_999": 0.01,
    "calls_101": 0.01,
    "digital_contacts": 0.01,
    "wait_101": 0.1,
    "minutes_to_attend_immediate": 0.06,
}
POINTS = {"answered_999_in_10s": 1.0, "abandoned_999": 0.3, "abandoned_101_handler": 0.6, "priority_in_60": 4.0}
SEEDS = (1, 2)


@cache
def predicted() -> Mapping[str, tuple[Output, float]]:
    """Every output of the office by id, with its mean over the runs."""
    plan = OfficePlan(find_office("county_force"))
    runs = [figures(run(plan, seed)) for seed in SEEDS]
    return {each[0].output.id: (each[0].output, fmean(one.value for one in each)) for each in zip(*runs, strict=True)}


@cache
def expected() -> Mapping[str, float]:
    """By measure: counts a week, and shares and means, of one year of the whole synthetic force."""
    world = make_world(Wish(years=1, seed=1), ())
    found = {}
    for measure, figure in truth_of_measures(world, Parameters()).items():
        if figure.numerator is not None:
            below = world.span.days / 7 if figure.denominator is None else figure.denominator.sum()
            found[measure] = float(figure.numerator.sum() / below)
    return found


def test_every_row_of_the_office_is_held() -> None:
    assert {each.measure for each in find_office("county_force").measured} == {*SHARE_OF_IT, *POINTS}


@pytest.mark.parametrize("told", find_office("county_force").measured, ids=lambda told: told.measure)
def test_a_prediction_comes_near_the_measure(told: Measured) -> None:
    measure = Catalogue.load().measure(told.measure)
    output, value = predicted()[told.output]
    times = factor(output, measure)
    assert times is not None
    actual = expected()[measure.id] * times * (measure.per if measure.kind == "proportion" else 1)
    margin = POINTS[measure.id] if measure.kind == "proportion" else SHARE_OF_IT[measure.id] * actual
    assert value == pytest.approx(actual, abs=margin)
