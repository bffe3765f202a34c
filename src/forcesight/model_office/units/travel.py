"""How long units drive on average from each area to each other one, and which areas are nearest to a job.

Where the office gives a matrix, its minutes are the whole of the mean drive; otherwise it is the time to get started
and the distance between the areas' centres at the speed of the road, the rural one where either end is rural.

Assumption: within an area the distance is nothing, so a drive there takes the time to get started. An office without
areas is one place.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.office.description import Area, Travel


class Nearness(NamedTuple):
    """For each area of a job (rows): the areas from which units come, the nearest first, ties by number."""

    order: NDArray[np.int64]
    # Whether the drive from this area is longer than from the one before it in the order: a tie is one step.
    farther: NDArray[np.bool_]


def mean_minutes(travel: Travel, areas: tuple[Area, ...]) -> NDArray[np.float64]:
    """Mean minutes from each area (rows) to each other, in the order of the office; shape (1, 1) without areas."""
    if not areas:
        return np.array([[travel.start_minutes]])
    if travel.matrix:
        return np.array(travel.matrix, dtype=np.float64)
    x, y = np.array([area.x_km for area in areas]), np.array([area.y_km for area in areas])
    across, up = np.abs(x[:, None] - x), np.abs(y[:, None] - y)
    km = across + up if travel.distance == "manhattan" else np.hypot(across, up)
    rural = np.array([area.rural for area in areas])
    slow = travel.rural_km_per_hour or travel.km_per_hour
    speed = np.where(rural[:, None] | rural, slow, travel.km_per_hour)
    return np.asarray(travel.start_minutes + km / speed * 60.0, dtype=np.float64)


def nearness(minutes: NDArray[np.float64]) -> Nearness:
    """From where a unit is nearest to a job in each area."""
    there = minutes.T
    order = np.argsort(there, axis=1, kind="stable")
    in_order = np.take_along_axis(there, order, axis=1)
    farther = np.zeros(there.shape, dtype=np.bool_)
    farther[:, 1:] = in_order[:, 1:] > in_order[:, :-1]
    return Nearness(np.ascontiguousarray(order, dtype=np.int64), farther)
