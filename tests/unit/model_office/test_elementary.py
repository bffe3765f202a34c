"""The exponential function and the logarithm of the model office, against the C library's."""

from __future__ import annotations

import math

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forcesight.model_office.compiled import plain
from forcesight.model_office.elementary import exp, log


MANY = settings(derandomize=True, max_examples=1000, deadline=None)


@numba.njit
def all_of(exponents: np.ndarray, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both functions, compiled, over arrays."""
    powers, logarithms = np.empty(len(exponents)), np.empty(len(numbers))
    for i in range(len(exponents)):
        powers[i] = exp(exponents[i])
    for i in range(len(numbers)):
        logarithms[i] = log(numbers[i])
    return powers, logarithms


@MANY
@given(st.floats(-700, 700))
def test_exp_is_within_one_unit_in_the_last_place(x: float) -> None:
    assert abs(plain(exp)(x) - math.exp(x)) <= math.ulp(math.exp(x))


@MANY
@given(st.floats(1e-300, 1e300))
def test_log_is_within_one_unit_in_the_last_place(x: float) -> None:
    assert abs(plain(log)(x) - math.log(x)) <= math.ulp(math.log(x))


def test_what_is_exact() -> None:
    assert (plain(exp)(0.0), plain(log)(1.0), plain(log)(2.0)) == (1.0, 0.0, math.log(2))


@pytest.mark.parametrize(("x", "end"), [(-1e4, 3.4e-308), (1e4, 8.2e307), (-math.inf, 3.4e-308), (math.inf, 8.2e307)])
def test_results_beyond_the_range_of_numbers_are_cut_there(x: float, end: float) -> None:
    assert plain(exp)(x) == pytest.approx(end, rel=0.05)


def test_compiled_and_plain_agree_to_the_bit() -> None:
    chance = np.random.default_rng(3)
    exponents, numbers = chance.normal(0, 50, 20_000), chance.random(20_000) + 1e-16
    powers, logarithms = all_of(exponents, numbers)
    assert powers.tolist() == [plain(exp)(x) for x in exponents.tolist()]
    assert logarithms.tolist() == [plain(log)(x) for x in numbers.tolist()]
