"""False signals to expect

Every chart flags an ordinary month now and then. Whoever reads many charts should know how many flags chance alone
would raise. The rates are measured by the benchmark of false signals, on thousands of series in which nothing changes.
"""

from __future__ import annotations

import pytest
from tests.spec.measures.monthly import months

from forcesight.measures.chart_choice import control_chart
from forcesight.measures.false_signals import expected_false_signals, false_signal_rate


LEVEL = "52 48 50 53 47 51 49 50 52 48 51 49 50"


def test_expected_among_many_charts() -> None:
    """Forty plain charts at 1.5 % each: 0.6 flags by chance."""
    chart = control_chart(months("2024-01", LEVEL))
    assert chart.false_signal_rate == false_signal_rate("xmr") == 0.015
    assert expected_false_signals([chart] * 40) == pytest.approx(0.6)


def test_who_claims_nothing_raises_no_false_signal() -> None:
    """Trial charts and charts without a claim are not counted."""
    trial = control_chart(months("2024-01", LEVEL.removesuffix("50")))
    silent = control_chart(months("2024-01", LEVEL), seasonality=True)
    assert expected_false_signals([trial, silent]) == 0
