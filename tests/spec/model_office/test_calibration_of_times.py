"""Times from a log

How long a call, a journey or a visit lasts is fitted by maximum likelihood, as the log tells it: in whole seconds or
minutes, cut off where the period ended, or seen only because it was long enough. The family with the least AIC is taken
if its shares and its mean are the log's; else the log's own quantiles are used. Every number has its interval.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.spec.tables import rows

from forcesight.model_office.calibration.choosing import choose
from forcesight.model_office.calibration.families import BY_NAME, FAMILIES
from forcesight.model_office.calibration.fitted_time import fit_time
from forcesight.model_office.calibration.lengths import Lengths, lengths
from forcesight.model_office.calibration.likelihood import fit
from forcesight.model_office.calibration.survival import kaplan_meier
from forcesight.model_office.office.durations import mean_of


# Weeks in remission of 21 patients on 6-MP (Freireich and others 1963); a plus is a patient still in remission.
_REMISSION = (
    "6", "6", "6", "6+", "7", "9+", "10", "10+", "11+", "13", "16", "17+", "19+", "20+", "22", "23", "25+", "32+",
    "32+", "34+", "35+",
)  # fmt: skip


def remission() -> Lengths:
    weeks = [float(word.rstrip("+")) for word in _REMISSION]
    return lengths(weeks, unit=0.001, cut=[word.endswith("+") for word in _REMISSION])


def test_the_share_that_lasts_longer_by_kaplan_and_meier() -> None:
    """The example of the textbooks, with the intervals of log(-log S) that statistical packages print."""
    curve = kaplan_meier(remission())
    printed = rows("""
        week | at_risk | share | low  | high
        6    | 21      | 0.857 | 0.620 | 0.952
        7    | 17      | 0.807 | 0.563 | 0.923
        10   | 15      | 0.753 | 0.503 | 0.889
        13   | 12      | 0.690 | 0.432 | 0.849
        16   | 11      | 0.627 | 0.368 | 0.805
        22   | 7       | 0.538 | 0.268 | 0.747
        23   | 6       | 0.448 | 0.188 | 0.680
    """)
    found = zip(curve.time, curve.at_risk, curve.share, curve.low, curve.high, strict=True)
    for row, (week, there, share, low, high) in zip(printed, found, strict=True):
        assert (week, there) == pytest.approx((row["week"], row["at_risk"]), abs=0.001)
        assert (share, low, high) == pytest.approx((row["share"], row["low"], row["high"]), abs=0.001)
    assert curve.followed == pytest.approx(35, abs=0.001)
    assert curve.known_share == pytest.approx(1 - 0.448, abs=0.001)
    assert curve.quantile(0.5) == pytest.approx(23, abs=0.001) and curve.quantile(0.6) == np.inf


def test_times_that_were_cut_off_count_for_what_they_say() -> None:
    """359 weeks in all, 9 of which ended in a relapse: a mean of 39.9 weeks if the hazard is level; Weibull's fit."""
    level, weibull = (fit(BY_NAME[name], remission()) for name in ("exponential", "weibull"))
    assert level.mean == pytest.approx(359 / 9, rel=1e-4)
    assert (weibull.shape, weibull.scale) == pytest.approx((1.354, 33.77), abs=0.01)
    assert level.mean_interval().low == pytest.approx(22.1, abs=0.1)
    assert level.mean_interval().high == pytest.approx(83.0, abs=0.1)


def in_whole_minutes(name: str, scale: float, shape: float, *, longer_than: float = 0.0) -> Lengths:
    """A log with as many of a family's times as each whole minute ought to have; of those that are longer, if so."""
    minutes = np.arange(longer_than, 400.0)
    edges = np.concatenate([minutes - 0.5, [minutes[-1] + 0.5]]).clip(longer_than)
    share = np.diff(BY_NAME[name].share_within(edges, scale, shape))
    return lengths(minutes, unit=1, count=1e6 * share, entry=longer_than)


@pytest.mark.parametrize(
    ("family", "scale", "shape"),
    [("exponential", 1.0, 1.0), ("lognormal", 1.2, 0.8), ("gamma", 0.6, 2.5), ("weibull", 2.0, 0.7),
     ("loglogistic", 1.5, 2.4)],
)  # fmt: skip
def test_whole_minutes_are_ranges_and_not_points(family: str, scale: float, shape: float) -> None:
    """Times of a minute or two, told in whole minutes: each family is found again."""
    found = fit(BY_NAME[family], in_whole_minutes(family, scale, shape))
    assert (found.scale, found.shape) == pytest.approx((scale, shape), rel=2e-3)
    assert choose(in_whole_minutes(family, scale, shape)).duration.family == family


def test_what_only_longer_times_say() -> None:
    """Visits are logged only when they last longer than four minutes; the fit is still that of all visits."""
    found = fit(BY_NAME["gamma"], in_whole_minutes("gamma", 2.0, 2.5, longer_than=4))
    assert (found.scale, found.shape) == pytest.approx((2.0, 2.5), rel=5e-3)
    taken_as_all = in_whole_minutes("gamma", 2.0, 2.5, longer_than=4)
    assert found.mean == pytest.approx(5.0, rel=5e-3) and taken_as_all.mean > 6.5


def test_the_least_aic_chooses_the_family_and_the_report_shows_all() -> None:
    """Handling times of 2,000 calls, lognormal in truth; the table says how far every family is from the log."""
    rng = np.random.default_rng(4)
    fitted = fit_time("talk", lengths(np.rint(60 * rng.lognormal(np.log(4.68), 0.7, 2000)) / 60))
    assert fitted is not None and fitted.duration.family == "lognormal"
    names = [each.fit.family.name for each in fitted.choice.compared]
    assert sorted(names) == sorted(family.name for family in FAMILIES) and names[0] == "lognormal"
    assert fitted.choice.best.distance < 0.02 < fitted.choice.compared[-1].distance
    told = {each.name: each.interval for each in fitted.parameters}
    assert told["talk: median (lognormal)"].low < 4.68 < told["talk: median (lognormal)"].high
    assert told["talk: mean"].low < 4.68 * np.exp(0.245) < told["talk: mean"].high
    assert told["talk: cv (lognormal)"].n == 2000


def test_where_no_family_fits_the_log_s_own_quantiles_are_used() -> None:
    """Two kinds of work in one column, short and long: the table keeps the log's mean and its shares."""
    times = np.concatenate([np.linspace(0.5, 1.5, 400), np.linspace(20, 40, 200)])
    choice = choose(lengths(times, unit=0.01))
    assert choice.duration.family == "observed" and not choice.is_family
    assert choice.reason.startswith("no family fits")
    assert mean_of(choice.duration) == pytest.approx(times.mean(), rel=1e-3)
    assert choice.duration.quantiles[100] == pytest.approx(np.quantile(times, 0.5), abs=0.02)


def test_a_family_that_misses_the_mean_is_not_taken() -> None:
    """The bulk is loglogistic, but the log's mean is a tenth less than the family's, whose tail has no end."""
    from forcesight.model_office.calibration.choosing import MEAN_OFF

    shares = (np.arange(2_000) + 0.5) / 2_000
    times = (2 * (shares / (1 - shares)) ** (1 / 1.5)).clip(max=30)
    choice = choose(lengths(times, unit=0.01))
    loglogistic = next(each for each in choice.compared if each.fit.family.name == "loglogistic")
    assert loglogistic.distance < 0.03 and loglogistic.fit.mean > (1 + MEAN_OFF) * times.mean()
    assert not loglogistic.close and choice.duration.family != "loglogistic"


def test_few_times_do_not_tell_families_apart() -> None:
    """With a dozen times the best family is used, and the report says that its shape is a guess."""
    choice = choose(lengths([2, 3, 3, 4, 5, 5, 6, 7, 9, 12, 14, 20], unit=1))
    assert "12 times are too few to tell families apart" in choice.reason
    assert fit_time("visits", lengths([1, 2, 3], unit=1)) is None


def test_a_table_cannot_tell_how_long_cut_off_times_last() -> None:
    """Two kinds of case, and the longer were all still open: the family is used, and its reason says why."""
    times = np.concatenate([np.linspace(1, 2, 300), np.full(300, 30.0)])
    choice = choose(lengths(times, unit=0.01, cut=times == 30))
    assert choice.is_family and "the observed table cannot be used, for it ends at 50.0 %" in choice.reason
