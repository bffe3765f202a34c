"""Calibration against three real logs: fitted to the earlier dates, held against the later ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from benchmarks import bank_calls, despatch_logs
from benchmarks.bank_calls import Outcome
from benchmarks.despatch_logs import HeldOut

from forcesight.model_office.calibration.calls import calibrate_read, read_calls


pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def data() -> Path:
    """The folder of real open data; without it the test says so and skips."""
    folder = os.environ.get("FORCESIGHT_TEST_DATA")
    if not folder:
        pytest.skip("FORCESIGHT_TEST_DATA names no folder of real open data")
    return Path(folder)


@pytest.fixture(scope="module")
def bank(data: Path) -> Outcome:
    """Nine days of a bank's calls fitted, five predicted."""
    return bank_calls.predict_last_days(bank_calls.read(data), replications=60)


@pytest.fixture(scope="module")
def detroit(data: Path) -> dict[str, HeldOut]:
    """Waits for a unit and travel."""
    return despatch_logs.detroit(data)


def test_the_bank_s_hours_lie_where_they_were_predicted(bank: Outcome) -> None:
    """63 hours of five days; the published log's own abandonment is about 12 %."""
    assert len(bank.gave_up.rows) == len(bank.wait.rows) == 63
    assert bank.gave_up.coverage >= 0.88 and bank.wait.coverage >= 0.85
    assert abs(bank.gave_up.mean_error) < 0.04
    assert abs(bank.gave_up_given_calls.mean_error) < 0.03
    assert bank.at_work.least < bank.at_work.share < bank.at_work.most


def test_the_bank_s_log_says_what_it_cannot_tell(data: Path) -> None:
    """Callers of high priority wait longer before they give up, and two thirds of them longer than the log can see."""
    found = calibrate_read(read_calls(bank_calls.read(data).table, bank_calls.COLUMNS))
    assert found.patience["0"].mean.high < found.patience["1"].mean.low < found.patience["2"].mean.low
    told = {each.what: each.why for each in found.unknown}
    assert "The tail cannot be identified" in told["patience of 2"]
    assert "1,040 calls with outcome hung up at the voice unit" in told
    assert "143 calls with outcome PHANTOM" in told


def test_detroit_is_predicted_nearer_than_the_published_simulation(detroit: dict[str, HeldOut]) -> None:
    """Medians and 90th percentiles of held-out dates, together and by precinct."""
    for name in ("wait for a unit", "travel"):
        ours, other = detroit[name].errors.errors, detroit[name].errors.other_errors
        assert other is not None and ours[0] < other[0] and ours[1] < other[1]
        precincts = [each.errors for of, each in detroit.items() if of.startswith(f"{name}, precinct")]
        assert len(precincts) == 11
        nearer = [each.errors[1] < each.other_errors[1] for each in precincts if each.other_errors is not None]
        assert sum(nearer) >= 9


def test_detroit_s_intervals_hold_the_real_quantiles(detroit: dict[str, HeldOut]) -> None:
    """95 % intervals of 24 medians and 24 ninth tenths, whole dates drawn anew; the year moves on, and some miss."""
    held = [
        low <= real <= high
        for each in detroit.values()
        for real, (low, high) in zip(each.errors.real, each.intervals, strict=True)
    ]
    assert len(held) == 48 and sum(held) >= 40


def test_dublin_s_stages_hold_on_later_dates(data: Path) -> None:
    """Each stage's median and 90th percentile are within a tenth, and shares within five points."""
    found = despatch_logs.dublin(data)
    assert set(found) == set(despatch_logs.STAGES)
    for each in found.values():
        assert all(error < 0.1 * real for error, real in zip(each.errors.errors, each.errors.real, strict=True))
        assert each.distance < 0.05
    assert found["travel"].dropped > 7_500  # nobody pressed the button at the scene
