"""Times that are drawn for a whole flow at once are those that are drawn one by one, to the bit."""

from __future__ import annotations

import numpy as np
import pytest

from forcesight.model_office.compiled import plain
from forcesight.model_office.distributions import (
    CONSTANT,
    EXPONENTIAL,
    LOGNORMAL,
    NO_LAW,
    NO_TABLE,
    UNIFORM,
    WEIBULL,
    Law,
    draw_all,
    laws,
    normal_quantile,
    quantile,
)
from forcesight.model_office.streams import stream, unit_of


SHORT, LONG = Law(LOGNORMAL, 0.3, 0.7, 0.0, NO_TABLE), Law(LOGNORMAL, 4.0, 1.1, 0.0, NO_TABLE)
MIXED = [
    SHORT,
    Law(EXPONENTIAL, 3.0, 0.0, 0.0, NO_TABLE),
    Law(WEIBULL, 5.0, 1.7, 0.0, NO_TABLE),
    Law(UNIFORM, 2.0, 9.0, 0.0, NO_TABLE),
    Law(CONSTANT, 30.0, 0.0, 0.0, NO_TABLE),
    NO_LAW,
]


@pytest.mark.parametrize("several", [[SHORT], [SHORT, LONG], MIXED], ids=["one", "two", "mixed"])
@pytest.mark.parametrize("jobs", [0, 1, 255, 256, 257, 5000])
def test_a_flow_has_the_times_of_its_jobs(several: list[Law], jobs: int) -> None:
    """Also where a block is not full, and where kinds with other laws stand among lognormal ones."""
    start = stream(7, "desk: service")
    entities = (np.arange(jobs, dtype=np.int64) * 3) + (5 << 40)
    kinds = np.arange(jobs, dtype=np.int64) % len(several)
    drawn = draw_all(laws(several), kinds, start, entities)
    one_by_one = [
        plain(quantile)(*several[kind], unit_of(int(start), int(entity)))
        for kind, entity in zip(kinds, entities, strict=True)
    ]
    assert drawn.tolist() == one_by_one


def test_numbers_far_out_are_drawn_as_well() -> None:
    """Among a million draws some are beyond four standard deviations: none is missed, and they are not alike."""
    start, jobs = stream(1, "far"), 1_000_000
    entities = np.arange(jobs, dtype=np.int64)
    z = np.log(draw_all(laws([Law(LOGNORMAL, 0.0, 1.0, 0.0, NO_TABLE)]), np.zeros(jobs, np.int64), start, entities))
    far = np.flatnonzero(np.abs(z) > 4)
    assert 30 <= len(far) <= 100
    assert z[far] == pytest.approx([normal_quantile(unit_of(int(start), int(entity))) for entity in far], rel=1e-14)


def test_the_least_number_of_all() -> None:
    """A stream in which one job's number is the least there is, more than eight standard deviations out."""
    golden, job = 0x9E3779B97F4A7C15, 100
    start = np.uint64(-(job + 1) * golden % 2**64)
    assert unit_of(int(start), job) == 2.0**-53
    entities = np.arange(256, dtype=np.int64)
    drawn = draw_all(laws([SHORT]), np.zeros(256, dtype=np.int64), start, entities)
    assert drawn.tolist() == [plain(quantile)(*SHORT, unit_of(int(start), int(entity))) for entity in entities]
    assert np.log(drawn[job]) == pytest.approx(0.3 + 0.7 * -8.2095, rel=1e-4)
