"""What an office's file says of times and shifts, as people say it: "6.3 minutes on average, half within 4.4"."""

from __future__ import annotations

import math
from collections.abc import Iterable

from forcesight.measures.formats import listing
from forcesight.model_office.compiled import plain
from forcesight.model_office.distributions import quantile
from forcesight.model_office.office.description import Duration, Shift, ShiftPattern, Travel
from forcesight.model_office.office.durations import law_of, mean_of


_UNITS = ((2880.0, 1440.0, "days"), (120.0, 60.0, "hours"), (2.0, 1.0, "minutes"), (0.0, 1 / 60, "seconds"))
"""From how many minutes on a unit is used, and how many of them it has."""


def duration_in_words(duration: Duration, *, of_work: bool = False) -> str:
    """The mean of a time, and within what half and nine in ten of them lie.

    A duration counts minutes; `of_work` says that it counts hours of officers' work, which are never told in days.
    """
    if duration.family == "never":
        return "never"
    law, mean = law_of(duration), mean_of(duration)
    half, most = (plain(quantile)(*law, share) for share in (0.5, 0.9))
    size, unit = (1.0, "hours of work") if of_work else _unit(mean if math.isfinite(mean) else half)
    if half == most == mean:
        return f"always {_short(mean / size)} {unit}"
    told = f"half within {_short(half / size)}, nine in ten within {_short(most / size)}"
    if math.isfinite(mean):
        return f"{_short(mean / size)} {unit} on average; {told}"
    return f"{told} {unit}; a few take so long that there is no average"


def pattern_in_words(pattern: ShiftPattern) -> str:
    """The shifts of a cycle, those that begin alike told together."""
    alike: dict[str, list[int]] = {}
    for shift in pattern.shifts:
        alike.setdefault(_hours(shift), []).append(shift.day + 1)
    told = [f"{hours} on {'day' if len(days) == 1 else 'days'} {_days(days)}" for hours, days in alike.items()]
    return f"{pattern.cycle_days} days: {'; '.join(told)}"


def travel_in_words(travel: Travel) -> str:
    """How long units drive."""
    told = f"{_short(travel.start_minutes)} minutes to start, then " if travel.start_minutes else ""
    if travel.matrix:
        told += "the minutes between areas that the file gives"
    else:
        told += f"{_short(travel.km_per_hour)} km an hour between the areas’ centres"
        if travel.rural_km_per_hour is not None:
            told += f", {_short(travel.rural_km_per_hour)} in the country"
    return told


def _unit(minutes: float) -> tuple[float, str]:
    return next((size, unit) for least, size, unit in _UNITS if minutes >= least)


def _hours(shift: Shift) -> str:
    ends = (shift.starts.hour * 60 + shift.starts.minute + round(shift.hours * 60)) % 1440
    return f"{shift.starts:%H:%M} to {ends // 60:02}:{ends % 60:02}"


def _days(days: Iterable[int]) -> str:
    return listing([str(day) for day in days])


def _short(value: float) -> str:
    """Two figures are enough to picture a time by."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0")
