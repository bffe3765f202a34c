"""A fiftieth of the synthetic force, for a year: what is expected of it, and all its tables as they were drawn."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np

from forcesight.synthetic.force import cases
from forcesight.synthetic.force.crime_flow import CrimeFlow
from forcesight.synthetic.force.figure import Figure
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.generate import Wish, make_world
from forcesight.synthetic.force.parameters import Parameters
from forcesight.synthetic.force.truth_of_measures import figures
from forcesight.synthetic.force.world import World
from forcesight.synthetic.force.writing import Columns


SCALE = 0.02
_HOLIDAYS = (date(2025, 1, 1), date(2025, 4, 18), date(2025, 4, 21), date(2025, 12, 25), date(2025, 12, 26))


@cache
def world() -> World:
    """The world."""
    return make_world(Wish(years=1, seed=3, scale=SCALE), _HOLIDAYS)


@cache
def flow() -> Flow:
    """What is expected to flow into it."""
    return Flow(world(), Parameters())


@cache
def crime_flow() -> CrimeFlow:
    """What is expected of its crimes."""
    return CrimeFlow(flow())


@cache
def expected() -> dict[str, Figure]:
    """By measure, what it would come to without chance."""
    return figures(world(), Parameters())


def in_the_first_year(measure: str) -> int:
    """The expected number of a measure in the first year of a whole force."""
    counted = expected()[measure].numerator
    assert counted is not None
    return round(float(counted.sum()) / SCALE)


def percent(measure: str) -> float:
    """The share that a measure would come to, in per cent."""
    value = expected()[measure].told(world().span.month_names)["value"]
    return round(100 * float(value), 1)


@cache
def tables() -> dict[str, list[Columns]]:
    """Every table as it was drawn, in its parts."""
    found: dict[str, list[Columns]] = {}
    for name, columns in cases.draw(world(), Parameters(), 3):
        found.setdefault(name, []).append(columns)
    return found


def column(table: str, name: str) -> list[Any]:
    """The cells of one column of a table that comes in one part."""
    (columns,) = tables()[table]
    return list(columns[name].tolist())


def planted() -> dict[str, tuple[int, int]]:
    """The planted faults: how many there are, and of how many."""
    (told,) = tables()["truth/planted"]
    return {
        str(fault): (int(number), int(of))
        for fault, number, of in zip(told["fault"], told["planted"], told["of"], strict=True)
    }


def share_of(fault: str) -> float:
    """The share of a planted fault, in per cent."""
    number, of = planted()[fault]
    return 100 * number / of


def instants(table: str, name: str) -> np.ndarray[Any, np.dtype[Any]]:
    """The instants of a column."""
    (columns,) = tables()[table]
    found: np.ndarray[Any, np.dtype[Any]] = columns[name]
    return found
