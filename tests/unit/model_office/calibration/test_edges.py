"""What calibration does at the edges of what a log can hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from forcesight.errors import InputRefused
from forcesight.model_office.calibration import calibrate, last_year, report
from forcesight.model_office.calibration.arrivals import fit_arrivals
from forcesight.model_office.calibration.choosing import choose
from forcesight.model_office.calibration.families import BY_NAME
from forcesight.model_office.calibration.fitted_time import fit_time
from forcesight.model_office.calibration.lengths import lengths
from forcesight.model_office.calibration.likelihood import fit, log_likelihood
from forcesight.model_office.calibration.mean_of_log import mean_of_log
from forcesight.model_office.calibration.report import comparison_table, errors_table
from forcesight.model_office.calibration.result import Calibration
from forcesight.model_office.calibration.staffing import fit_staffing
from forcesight.model_office.calibration.waits import beside, quantile_errors
from forcesight.store import Home, Session, open_session
from forcesight.synthetic.names import OWN


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Session]:
    """A home without records."""
    session = open_session(Home.create(tmp_path / "home", OWN.slug).path)
    yield session
    session.close()


def test_a_period_without_records_is_refused(empty: Session) -> None:
    with pytest.raises(InputRefused, match="no contacts, incidents, duties or crimes between 2024-01-01 and"):
        calibrate(empty, date(2024, 1, 1), date(2024, 12, 31))
    with pytest.raises(InputRefused, match="is less than a week"):
        calibrate(empty, date(2024, 1, 1), date(2024, 1, 3))


def test_a_log_that_holds_no_week_has_no_last_year(empty: Session) -> None:
    with pytest.raises(InputRefused, match="The home holds no week of contacts or incidents"):
        last_year(empty)


def test_what_is_no_length_is_counted_and_left_out() -> None:
    found = lengths([1.0, -2.0, np.nan, 3.0, np.inf], unit=1)
    assert (found.n, found.dropped, found.ended) == (2, 3, 2)
    with pytest.raises(ValueError, match="None of 2 times is a length"):
        lengths([-1.0, np.nan])
    with pytest.raises(ValueError, match="recorded in a unit above zero"):
        lengths([1.0], unit=0)


def test_equal_times_of_a_sum_are_one_value() -> None:
    found = lengths([0.1 + 0.2, 0.3, 0.3], unit=0.1)
    assert (len(found.low), found.n, found.mean) == (1, 3, pytest.approx(0.3))


def test_nothing_but_cut_off_times_cannot_be_fitted() -> None:
    cut = lengths([5.0, 6.0], unit=1, cut=[True, True])
    assert cut.total == 11
    with pytest.raises(ValueError, match="All 2 times were cut off: no family can be fitted"):
        choose(cut)
    assert fit_time("visits", cut) is None and mean_of_log(cut) is None


def test_times_that_are_all_alike_have_a_mean_and_no_interval_of_their_own() -> None:
    alike = lengths([4.0] * 40, unit=1 / 60)
    assert mean_of_log(alike) is None
    fitted = fit_time("tape", alike)
    assert fitted is not None and fitted.mean.estimate == pytest.approx(4, abs=0.02)


def test_a_family_without_a_mean_says_so() -> None:
    shares = (np.arange(400) + 0.5) / 400
    heavy = fit(BY_NAME["loglogistic"], lengths((shares / (1 - shares)) ** 1.25, unit=0.001))
    assert heavy.shape < 1 and heavy.mean == np.inf
    assert heavy.mean_interval().high == np.inf and "has no such value" in heavy.mean_interval().method
    assert heavy.quantile_interval(0.5).low < 1 < heavy.quantile_interval(0.5).high
    assert heavy.cv_interval().estimate == np.inf
    assert log_likelihood(BY_NAME["gamma"], heavy.observed, 99.0, 0.0) == -np.inf


def test_hours_of_a_weekday_that_the_period_lacks_after_leaving_days_out() -> None:
    """Every Monday of three weeks is wildly busier than its week explains: they are judged by themselves."""
    counts = np.full((21, 24), 4)
    counts[[0, 7, 14]] = 40
    found = fit_arrivals(counts, date(2024, 1, 1))
    assert found.rates[0].estimate == 40 and found.unseen_hours == 0


def test_a_log_of_servers_without_a_queue() -> None:
    found = fit_staffing(["a"], [10.0], [20.0], queued=[], left_queue=[])
    assert found.waiting.sum() == 0 and np.isnan(found.busy_while_waiting).all()


def test_tables_of_predicted_and_real() -> None:
    told = comparison_table(beside("wait", "seconds", ["9:00", "10:00"], [[1, 2], [3, 4]], [2, 9], [10, 12]))
    assert told.rows[0][-1] == "inside" and told.rows[1][-1] == "outside"
    (words,) = told.words
    assert words.startswith("1 of 2 real figures lie inside their 95 % interval; the predictions are off by 3 seconds")
    assert comparison_table(beside("wait", "seconds", [], np.empty((1, 0)), [], [])).words == ()
    rows = errors_table([quantile_errors("wait", [1.0, 2.0, 3.0], (2, 3))]).rows
    assert rows[0] == ("wait: median", 2.0, 2.0, None, 3)


def test_a_report_of_nothing_is_empty() -> None:
    found = Calibration(source="nothing", since=date(2024, 1, 1), until=date(2024, 1, 7))
    assert report(found).tables == () == report(found).pictures
