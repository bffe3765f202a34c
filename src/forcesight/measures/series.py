"""A monthly series as the methods read it: one observation a month, and an honest word on what is not known."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal


Status = Literal["ok", "missing", "partial", "filling"]
"""`ok` counts. `missing` is unknown, never zero. `partial` is a month not yet over, or not wholly covered.
`filling` is over, but its figures still rise or change (late recording, outcomes to come)."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One month of a measure.

    `period` is the first day of the month. A count has a numerator only. A proportion or rate has a numerator and
    a denominator, and its value is `per` x numerator / denominator, so that value, limits and interval cannot
    disagree. A weighted sum carries the sum as numerator, and, for its interval, the number of `events` behind it
    and their `variance` (the sum over events of weight squared); a mean carries both beside its n, the denominator.
    Where rows come in spells, `spread` is how many times as much as independent rows they vary; None where that is not
    known, and so there is no interval.
    """

    period: date
    numerator: float | None
    denominator: float | None = None
    status: Status = "ok"
    events: float | None = None
    variance: float | None = None
    spread: float | None = 1.0


def whole_months(observations: Iterable[Observation]) -> list[Observation]:
    """The observations in order, with every absent month between them put in as `missing`.

    Raises ValueError where a period is not the first of a month, or comes twice.
    """
    known = sorted(observations, key=lambda each: each.period)
    months: list[Observation] = []
    for each in known:
        if each.period.day != 1:
            raise ValueError(
                f"A month is named by its first day; {each.period} is not one. Use {each.period:%Y-%m}-01."
            )
        if months and months[-1].period == each.period:
            raise ValueError(f"The month {each.period:%Y-%m} comes twice in the series. Give each month once.")
        while months and next_month(months[-1].period) < each.period:
            months.append(Observation(next_month(months[-1].period), None, status="missing"))
        months.append(each)
    return months


def mark_filling(months: list[Observation], latest: int) -> list[Observation]:
    """The same months with the latest so many, where they were `ok`, marked as still filling."""
    first = len(months) - latest
    return [
        replace(each, status="filling") if index >= first and each.status == "ok" else each
        for index, each in enumerate(months)
    ]


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def days_in(month: date) -> int:
    """28 to 31."""
    return monthrange(month.year, month.month)[1]
