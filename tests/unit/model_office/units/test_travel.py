from __future__ import annotations

import pytest

from forcesight.model_office.office.description import Area, Travel
from forcesight.model_office.units.travel import mean_minutes, nearness


TOWN, VILLAGE, FARM = Area(id="town"), Area(id="village", x_km=3, y_km=4), Area(id="farm", x_km=6, rural=True)


def test_drives_are_the_start_and_the_distance_at_the_speed() -> None:
    """5 km at 60 km/h are 5 minutes, and 2 to get started."""
    minutes = mean_minutes(Travel(start_minutes=2, km_per_hour=60), (TOWN, VILLAGE))
    assert minutes.tolist() == [[2, 7], [7, 2]]


def test_along_streets_and_on_rural_roads() -> None:
    """7 km along streets; 6 km to the farm at half the speed."""
    travel = Travel(km_per_hour=60, rural_km_per_hour=30, distance="manhattan")
    assert mean_minutes(travel, (TOWN, VILLAGE, FARM))[0].tolist() == [0, 7, 12]


def test_a_matrix_is_the_whole_drive() -> None:
    travel = Travel(start_minutes=9, matrix=((1, 2), (3, 4)))
    assert mean_minutes(travel, (TOWN, VILLAGE)).tolist() == [[1, 2], [3, 4]]


def test_an_office_without_areas_is_one_place() -> None:
    assert mean_minutes(Travel(start_minutes=8), ()).tolist() == [[8]]


def test_the_nearest_areas_come_first_and_ties_are_one_step() -> None:
    """To area 0 it is 5 minutes from 2 and from 0, and 6 from 1: directions differ."""
    near = nearness(mean_minutes(Travel(matrix=((5, 1, 9), (6, 1, 9), (5, 4, 9))), (TOWN, VILLAGE, FARM)))
    assert near.order.tolist() == [[0, 2, 1], [0, 1, 2], [0, 1, 2]]
    assert near.farther.tolist() == [[False, False, True], [False, False, True], [False, False, False]]
    assert nearness(mean_minutes(Travel(start_minutes=1), ())).order.tolist() == [[0]]


@pytest.mark.parametrize("distance", ["straight", "manhattan"])
def test_drives_are_as_long_in_both_directions(distance: str) -> None:
    minutes = mean_minutes(Travel(distance=distance), (TOWN, VILLAGE, FARM))  # type: ignore[arg-type]
    assert (minutes == minutes.T).all()
