"""A plain table of calls: what is read, what is left out and said, what is refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest

from forcesight.errors import InputRefused
from forcesight.model_office.calibration import CallColumns, calibrate_calls, report
from forcesight.model_office.calibration.calls import read_calls


COLUMNS = CallColumns(offered="at", waited="wait", outcome="end", answered=("AGENT",), gave_up=("HANG",),
                      handled="talk", of="class")  # fmt: skip


def table(n: int = 2000, days: int = 14) -> pa.Table:
    rng = np.random.default_rng(1)
    minutes = rng.uniform(0, days * 1440, n)
    wait = rng.exponential(40, n).round()
    gone = rng.random(n) < 0.2
    talk = rng.lognormal(5, 0.6, n).round().tolist()
    return pa.table({
        "at": [datetime(2024, 1, 1) + timedelta(minutes=float(each)) for each in minutes],  # noqa: DTZ001 - local
        "wait": wait, "end": np.where(gone, "HANG", "AGENT"),
        "talk": [None if left else each for left, each in zip(gone, talk, strict=True)],
        "class": np.where(rng.random(n) < 0.7, "a", "b"),
    })  # fmt: skip


def test_each_class_has_its_numbers() -> None:
    found = calibrate_calls(table(), COLUMNS)
    assert set(found.arrivals) == {"a", "b"} == set(found.patience)
    assert set(found.times) == {"a: handling", "b: handling"}
    assert (found.since, found.until) == (date(2024, 1, 1), date(2024, 1, 14))
    assert found.duration("a: handling").family == "lognormal"
    assert found.times["a: handling"].mean.estimate == pytest.approx(np.exp(5 + 0.18) / 60, rel=0.06)
    assert found.patience["a"].mean.estimate == pytest.approx(40 / 60 / 0.2, rel=0.15)
    assert "handling by hour" in found.differences
    assert [each.what for each in found.unknown][-1] == "work after a conversation, and what people do between calls"


def test_rows_with_another_outcome_are_counted_and_told() -> None:
    ends = table(50)["end"].to_pylist()
    ends[:3] = ["PHANTOM", "PHANTOM", None]
    changed = table(50).set_column(2, "end", pa.array(ends))
    calls = read_calls(changed, COLUMNS)
    assert len(calls.offered) == 47
    assert calls.left_out == {"outcome None": 1, "outcome PHANTOM": 2}
    found = calibrate_calls(changed, COLUMNS)
    assert "2 calls with outcome PHANTOM" in [each.what for each in found.unknown]
    assert report(found).tables[0].title == "What this log cannot tell"


def test_without_a_class_all_are_calls_and_a_day_has_no_week() -> None:
    plain = CallColumns(
        offered="at", waited="wait", outcome="end", answered=("AGENT",), gave_up=("HANG",), handled="talk"
    )
    found = calibrate_calls(table(200, days=1), plain)
    assert set(found.patience) == {"calls"} and found.arrivals == {}


def test_nobody_gave_up_and_nobody_was_answered() -> None:
    answered = table(60).set_column(2, "end", pa.array(["AGENT"] * 60))
    found = calibrate_calls(answered, COLUMNS)
    assert found.patience == {} and found.times
    left = table(60).set_column(2, "end", pa.array(["HANG"] * 60))
    found = calibrate_calls(left, COLUMNS)
    assert found.times == {} and found.differences == {} and found.patience


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InputRefused, match="has no column wait, talk; it has at, end, class"):
        calibrate_calls(table().drop_columns(["wait", "talk"]), COLUMNS)


def test_outcomes_that_nobody_mapped_are_refused_with_what_there_is() -> None:
    strange = table(20).set_column(2, "end", pa.array(["ok"] * 20))
    with pytest.raises(InputRefused, match=r"its outcomes are ok\. Say which of them mean what"):
        calibrate_calls(strange, COLUMNS)
