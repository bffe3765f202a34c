"""What must hold of every log: lengths are counted once or often, curves fall, and a unit of time changes nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forcesight.model_office.calibration.choosing import choose
from forcesight.model_office.calibration.families import BY_NAME, FAMILIES
from forcesight.model_office.calibration.lengths import lengths
from forcesight.model_office.calibration.likelihood import fit, log_likelihood
from forcesight.model_office.calibration.survival import kaplan_meier


SECONDS = st.lists(st.tuples(st.integers(0, 3600), st.booleans()), min_size=2, max_size=60).filter(
    lambda rows: any(not cut for _, cut in rows)
)


@settings(max_examples=60, deadline=None)
@given(SECONDS, st.integers(2, 5))
def test_counting_equal_rows_is_repeating_them(rows: list[tuple[int, bool]], times: int) -> None:
    minutes, cut = np.array([second / 60 for second, _ in rows]), [off for _, off in rows]
    counted = lengths(minutes, cut=cut, count=np.full(len(rows), times))
    repeated = lengths(np.tile(minutes, times), cut=cut * times)
    assert counted.n == repeated.n == times * len(rows)
    for family in FAMILIES:
        assert log_likelihood(family, counted, 1.0, 0.3) == pytest.approx(log_likelihood(family, repeated, 1.0, 0.3))
    assert kaplan_meier(counted).share == pytest.approx(kaplan_meier(repeated).share)


@settings(max_examples=60, deadline=None)
@given(SECONDS)
def test_the_curve_falls_within_its_interval(rows: list[tuple[int, bool]]) -> None:
    curve = kaplan_meier(lengths([second / 60 for second, _ in rows], cut=[off for _, off in rows]))
    assert (np.diff(curve.share) <= 1e-12).all() and (np.diff(curve.time) > 0).all()
    assert ((curve.low <= curve.share + 1e-12) & (curve.share <= curve.high + 1e-12)).all()
    assert (curve.at_risk >= curve.ended).all()
    plain = [second for second, _ in rows]
    if not any(off for _, off in rows):
        # Without cut-off times the curve is the share of those that are longer.
        longer = [sum(each / 60 > time for each in plain) / len(plain) for time in curve.time]
        assert curve.share == pytest.approx(longer)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([family.name for family in FAMILIES]), st.floats(0.1, 50))
def test_another_unit_of_time_gives_the_same_fit(seed: int, name: str, factor: float) -> None:
    times = np.random.default_rng(seed).gamma(2.0, 3.0, 60)
    one = fit(BY_NAME[name], lengths(times, unit=0.01))
    other = fit(BY_NAME[name], lengths(times * factor, unit=0.01 * factor))
    assert other.scale == pytest.approx(factor * one.scale, rel=1e-3)
    assert other.shape == pytest.approx(one.shape, rel=1e-3)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_a_chosen_duration_has_the_log_s_mean(seed: int) -> None:
    """Whether a family or the table was chosen: within its allowance, or within the mean's own interval."""
    from forcesight.model_office.calibration.mean_of_log import mean_of_log
    from forcesight.model_office.office.durations import mean_of

    rng = np.random.default_rng(seed)
    times = np.concatenate([rng.gamma(2, 3, 150), rng.lognormal(0, rng.uniform(0.2, 2), 150)])
    observed = lengths(times, unit=0.01)
    chosen, of_log = mean_of(choose(observed).duration), mean_of_log(observed)
    assert of_log is not None
    assert of_log.low * 0.98 <= chosen <= of_log.high * 1.02
