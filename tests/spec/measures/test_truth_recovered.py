"""Intervals hold against a known truth

A synthetic force is drawn from known numbers: how many calls an hour expects, how long an answer takes, which share of
crimes is recorded in time. So what each measure would come to without chance is known, and its interval must cover that
value about 95 times in a hundred, without being wider than it need be. Three small forces of one year show it here; the
benchmark `truth` draws 40 forces of three years. Full counts are no estimates: they are those of the records, exactly.
"""

from __future__ import annotations

from statistics import median

import pytest
from benchmarks.truth import DISTRICT, FORCE, MONTH, Recovered, Recovery, recover

from forcesight.catalogue import Catalogue
from forcesight.measures.held import is_published


@pytest.fixture(scope="module")
def forces() -> list[Recovery]:
    """Three forces of a fiftieth of the size, one year each."""
    return [recover(seed, scale=0.02, years=1) for seed in (1, 2, 3)]


def share_covered(forces: list[Recovery], of: str) -> float:
    chosen = [each for force in forces for each in force.intervals if each.of == of]
    return sum(each.covers for each in chosen) / len(chosen)


def whole(forces: list[Recovery]) -> list[Recovered]:
    return [each for force in forces for each in force.intervals if each.of == FORCE]


def test_intervals_cover_the_truth(forces: list[Recovery]) -> None:
    """Of some 160 intervals over the settled months, and of a thousand and more over single months."""
    assert 0.90 <= share_covered(forces, FORCE) <= 0.99
    assert 0.93 <= share_covered(forces, MONTH) <= 0.98
    assert share_covered(forces, DISTRICT) >= 0.90


def test_they_are_no_wider_than_a_textbook_s(forces: list[Recovery]) -> None:
    """The median is within a quarter of the normal interval of the same figures."""
    assert 1 <= median(each.width for each in whole(forces) if each.textbook) <= 1.25


def test_full_counts_are_exact(forces: list[Recovery]) -> None:
    """The sums behind every figure are those of the rows, asked one by one."""
    assert [force.miscounted for force in forces] == [(), (), ()]


def test_every_measure_of_own_records_is_held_against_its_truth(forces: list[Recovery]) -> None:
    """None is left out: where rows come in spells the measure says so, and its interval knows."""
    own = {measure.id for measure in Catalogue.load().measures() if not is_published(measure.table)}
    assert {each.measure for each in whole(forces)} == own
    assert all(not force.clustered for force in forces)
