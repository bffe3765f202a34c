"""Two despatch logs: police incidents of Detroit's day shifts in 2019, and fire incidents of Dublin, 2020 to 2022.

Both are fitted to the first 70 % of their dates and held against the others; the split was fixed before anything was
looked at. Detroit's file also has the waits and travel times that a published simulation gave to the same incidents.

What Detroit's log cannot identify: how many units were free, and for how long an incident kept one (it has no on-scene
times), who went first (no priority), and speed (no coordinates, only beats). So what is predicted is how long incidents
of held-out days wait, staffed as the days before were, and not what another number of units would do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pyarrow import csv

from forcesight.model_office.calibration.choosing import Choice
from forcesight.model_office.calibration.fitted_time import FittedTime, fit_time
from forcesight.model_office.calibration.lengths import Floats, lengths
from forcesight.model_office.calibration.waits import QuantileErrors, quantile_errors
from forcesight.model_office.distributions import quantile
from forcesight.model_office.office.description import Duration
from forcesight.model_office.office.durations import law_of


DETROIT = Path("cad/detroit/shifts_scenario1.csv")
DUBLIN = Path("cad/dublin_fire/fire_incidents.csv")
FITTED = 0.7
DRAWS, SEED = 499, 4
STAGES = {
    "call taking": ("TOC", "ORD"), "turning out": ("ORD", "MOB"),
    "travel": ("MOB", "IA"), "at the scene": ("IA", "MAV"),
}  # fmt: skip
_TENTH, _DAY = 0.1, 86_400
_LONGEST = 12 * 3600
"""A stage of more than half a day is an error of the clock: the log has times without their dates."""


@dataclass(frozen=True)
class HeldOut:
    """One kind of time: what was fitted, and the median and the 90th percentile of the held-out dates beside it.

    `intervals` say where those two ought to lie, if the later dates are as the earlier; `distance` is the greatest gap
    between the fitted shares and those of the held-out times; `dropped` times were no lengths.
    """

    fitted: FittedTime
    errors: QuantileErrors
    intervals: tuple[tuple[float, float], tuple[float, float]]
    distance: float
    dropped: int


def detroit(folder: Path) -> dict[str, HeldOut]:
    """Waits for a unit and travel, by name; then the same of each precinct."""
    rows = csv.read_csv(folder / DETROIT).to_pydict()
    day = np.array([str(one)[:10] for one in rows["Date_Time"]], dtype="datetime64[D]")
    precinct = np.array(rows["Precinct"])
    found = {}
    for name, real, theirs in (
        ("wait for a unit", "Real_dispatch_time", "Dispatch_time"),
        ("travel", "Real_travel_time", "Travel_time"),
    ):
        minutes, published = (np.array(rows[column], dtype=np.float64) for column in (real, theirs))
        found[name] = _held_out(name, minutes, day, _TENTH, published)
        for one in np.unique(precinct):
            chosen = precinct == one
            of = f"{name}, precinct {one}"
            found[of] = _held_out(of, minutes[chosen], day[chosen], _TENTH, published[chosen])
    return found


def dublin(folder: Path) -> dict[str, HeldOut]:
    """The stages of a fire incident, by name."""
    rows = csv.read_csv(folder / DUBLIN, convert_options=csv.ConvertOptions(strings_can_be_null=True)).to_pydict()
    day = np.array(["-".join(one.split("/")[::-1]) for one in rows["Date"]], dtype="datetime64[D]")
    found = {}
    for name, (begins, ends) in STAGES.items():
        seconds = (_clock(rows[ends]) - _clock(rows[begins])) % _DAY
        # Clocks that were set back a moment look like a day.
        minutes = np.where(seconds > _LONGEST, np.nan, seconds) / 60
        found[name] = _held_out(name, minutes, day, 1 / 60, None)
    return found


def _held_out(name: str, minutes: Floats, day: np.ndarray, unit: float, published: Floats | None) -> HeldOut:
    dates = np.unique(day)
    last = dates[int(FITTED * len(dates)) - 1]
    known = np.isfinite(minutes) & (minutes >= 0)
    early, late = known & (day <= last), known & (day > last)
    fitted = fit_time(name, lengths(minutes[early], unit=unit))
    assert fitted is not None, name
    ours = [_quantile(fitted.duration, share) for share in (0.5, 0.9)]
    errors = quantile_errors(name, minutes[late], ours, None if published is None else published[late])
    apart = _apart(minutes[early], day[early], len(dates) - int(FITTED * len(dates)))
    intervals = tuple((value + low, value + high) for value, (low, high) in zip(ours, apart, strict=True))
    return HeldOut(fitted, errors, intervals, _distance(fitted.choice, minutes[late], unit), int((~known).sum()))


def _quantile(duration: Duration, share: float) -> float:
    law = law_of(duration)
    return float(quantile(law.kind, law.a, law.b, law.c, law.table, share))


def _apart(minutes: Floats, day: np.ndarray, dates_held_out: int) -> list[tuple[float, float]]:
    """How far the quantiles of so many new dates lie from those of the fitted ones: whole dates are drawn anew."""
    rng = np.random.default_rng(SEED)
    dates, place = np.unique(day, return_inverse=True)
    rows = np.split(np.argsort(place, kind="stable"), np.cumsum(np.bincount(place))[:-1])

    def drawn(count: int) -> Floats:
        chosen = rng.integers(0, len(dates), count)
        return np.asarray(np.quantile(minutes[np.concatenate([rows[one] for one in chosen])], (0.5, 0.9)))

    gaps = np.array([drawn(dates_held_out) - drawn(len(dates)) for _ in range(DRAWS)])
    low, high = np.quantile(gaps, (0.025, 0.975), axis=0)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def _distance(choice: Choice, late: Floats, unit: float) -> float:
    """The greatest gap between what was chosen and the held-out times, at the ends of recorded units."""
    at = np.unique(late) + unit / 2
    seen = np.searchsorted(np.sort(late), at, side="right") / len(late)
    if choice.is_family:
        return float(np.abs(choice.best.fit.share_within(at) - seen).max())
    table = np.array(choice.duration.quantiles)
    return float(np.abs(np.interp(at, table, np.linspace(0, 1, len(table))) - seen).max())


def _clock(column: list[object]) -> Floats:
    return np.array(list(_seconds(column)), dtype=np.float64)


def _seconds(column: list[object]) -> Iterator[float]:
    for value in column:
        parts = str(value).split(":") if value else []
        yield sum(float(part) * by for part, by in zip(parts, (3600, 60, 1), strict=True)) if parts else np.nan
