"""Whether calibration finds what is true, and whether what it finds predicts days that it has not seen.

- The synthetic force: its intervals against the numbers that it was drawn with.
- A bank's call centre: nine days fitted, five predicted, hour by hour.
- Detroit: waits for a unit and travel on held-out dates, beside a published simulation's values for the same incidents.
- Dublin's fire brigade: the stages of an incident on held-out dates.

    make bench ONLY=calibration        (FORCESIGHT_TEST_DATA names the real open data)
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks import bank_calls, despatch_logs
from benchmarks.bank_calls import Outcome
from benchmarks.calibration_truth import ARRIVALS, NUMBERS, Found, recover
from benchmarks.common import result, say
from benchmarks.despatch_logs import HeldOut
from forcesight.model_office.calibration.report import Table, comparison_table, errors_table
from forcesight.model_office.calibration.waits import Comparison


SEEDS, SCALE = 10, 0.05
POOLED = (93.0, 97.0)
REPLICATIONS = 400
_TOLD = 60


def run(*, quick: bool = False) -> list[dict[str, Any]]:
    """Calibrate, and hold what was found against the truth and against later days."""
    return [
        *_synthetic(2 if quick else SEEDS),
        *_bank(bank_calls.predict_last_days(bank_calls.read(_data()), replications=60 if quick else REPLICATIONS)),
        *_detroit(despatch_logs.detroit(_data())),
        *_dublin(despatch_logs.dublin(_data())),
    ]


def _data() -> Path:
    folder = os.environ.get("FORCESIGHT_TEST_DATA")
    if not folder or not Path(folder, bank_calls.FILE).exists():
        raise SystemExit("Set FORCESIGHT_TEST_DATA to the folder of the real open data: this benchmark reads it.")
    return Path(folder)


def _synthetic(seeds: int) -> Iterator[dict[str, Any]]:
    found: list[Found] = []
    for seed in range(1, seeds + 1):
        found += recover(seed, scale=SCALE)[0]
        say(f"seed {seed}: {100 * _covered(found, NUMBERS):.1f} % covered so far")
    for of in (NUMBERS, ARRIVALS):
        n = sum(each.of == of for each in found)
        # Rates are counts of few: their exact intervals cover more than they say.
        low, high = POOLED if of == NUMBERS else (93.0, 99.0)
        share = 100 * _covered(found, of)
        row = result(f"synthetic force: 95 % intervals that cover the truth, {of}", share, "%", target=low,
                     against=f"{low:g} to {high:g} %",
                     note=f"{n} intervals, {seeds} seeds, scale {SCALE:g}, one year")  # fmt: skip
        yield row | {"holds": low <= share <= high}


def _covered(found: list[Found], of: str) -> float:
    chosen = [each.covers for each in found if each.of == of]
    return float(sum(chosen) / len(chosen))


def _bank(told: Outcome) -> Iterator[dict[str, Any]]:
    for comparison in (told.gave_up, told.wait):
        _print(comparison_table(comparison))
    share = told.at_work
    basis = (
        f"days 10 to 14, hours with {bank_calls.LEAST_CALLS} calls or more, roster of those days given; "
        f"{share.share:.3f} of it at work while calls wait (matched on days 1 to 9)"
    )
    for of, comparison in (
        ("calls predicted", told.calls), ("share that gave up", told.gave_up), ("mean wait", told.wait),
        ("share that gave up, calls as they came", told.gave_up_given_calls),
        ("mean wait, calls as they came", told.wait_given_calls),
    ):  # fmt: skip
        yield _coverage(of, comparison, basis)
    for comparison, naive in zip((told.gave_up, told.wait), told.naive, strict=True):
        yield result(f"bank: {comparison.of}, mean absolute error by hour", comparison.mean_absolute_error,
                     comparison.unit, against=f"{naive:.3f} of expecting what the hour was on earlier days of its kind",
                     note=f"in balance {comparison.mean_error:+.3f}")  # fmt: skip


def _coverage(of: str, comparison: Comparison, basis: str) -> dict[str, Any]:
    note = f"{len(comparison.rows)} hours, mean width {comparison.mean_width:.3g} {comparison.unit}; {basis}"
    return result(f"bank: hours inside their 95 % interval, {of}", float(100 * comparison.coverage), "%", note=note)


def _detroit(found: Mapping[str, HeldOut]) -> Iterator[dict[str, Any]]:
    _print(errors_table([each.errors for each in found.values()]))
    for name in ("wait for a unit", "travel"):
        errors = found[name].errors
        assert errors.other_errors is not None and errors.other is not None
        for place, of in enumerate(("median", "90th percentile")):
            theirs = errors.other_errors[place]
            yield result(
                f"Detroit: {name}, error of the {of}", errors.errors[place], "minutes", target=round(theirs, 3),
                against=f"the published simulation's {theirs:.2f}",
                note=f"real {errors.real[place]:.2f}, ours {errors.ours[place]:.2f}, published "
                     f"{errors.other[place]:.2f}; {errors.n} incidents of held-out dates",
            )  # fmt: skip
        by_precinct = [each for of, each in found.items() if of.startswith(f"{name}, precinct")]
        yield result(f"Detroit: {name}, precincts whose 90th percentile we are nearer to", _nearer(by_precinct),
                     "precincts", target=len(by_precinct) / 2, at_most=False,
                     note=f"of {len(by_precinct)}")  # fmt: skip
    yield _inside(found)


def _inside(found: Mapping[str, HeldOut]) -> dict[str, Any]:
    """How many real quantiles lie where they were expected, if later dates are as the earlier."""
    held = [
        low <= real <= high
        for each in found.values()
        for real, (low, high) in zip(each.errors.real, each.intervals, strict=True)
    ]
    return result("Detroit: real medians and 90th percentiles inside their 95 % interval", 100 * sum(held) / len(held),
                  "%", note=f"{len(held)} of all precincts and of each; whole dates drawn anew")  # fmt: skip


def _nearer(found: list[HeldOut]) -> int:
    return sum(
        each.errors.errors[1] < each.errors.other_errors[1] for each in found if each.errors.other_errors is not None
    )


def _dublin(found: Mapping[str, HeldOut]) -> Iterator[dict[str, Any]]:
    _print(errors_table([each.errors for each in found.values()]))
    for name, each in found.items():
        real = each.errors.real
        worst = max(error / value for error, value in zip(each.errors.errors, real, strict=True))
        yield result(f"Dublin: {name}, larger error of median and 90th percentile", float(100 * worst), "%",
                     target=10.0,
                     note=f"greatest gap between shares {100 * each.distance:.1f} points; "
                          f"{each.errors.n} held-out, {each.dropped} without times left out; "
                          f"{each.fitted.choice.reason}")  # fmt: skip


def _print(table: Table) -> None:
    """A table for whoever reads along."""
    print(f"\n{table.title}")
    print(" ".join(f"{column:>{_TOLD if not place else 9}}" for place, column in enumerate(table.columns)))
    for row in table.rows:
        cells = [f"{cell:9.3f}" if isinstance(cell, float) else f"{cell!s:>9}" for cell in row[1:]]
        print(f"{row[0]!s:>{_TOLD}} {' '.join(cells)}")
    for words in table.words:
        print(words)
