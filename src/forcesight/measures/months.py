"""Months as dates (the first of the month) and as text (`2024-03`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta


def month_of(text: str) -> date:
    """The first day of the month that `2024-03` names; ValueError where it names none."""
    return date.fromisoformat(f"{text}-01")


def month_text(month: date) -> str:
    """`2024-03`."""
    return f"{month:%Y-%m}"


def months_between(first: date, last: date) -> int:
    """How many months later `last` is than `first`; 0 in the same month, negative when earlier."""
    return (last.year - first.year) * 12 + last.month - first.month


def month_after(month: date, step: int) -> date:
    """The first day of the month `step` months later."""
    number = month.year * 12 + month.month - 1 + step
    return date(number // 12, number % 12 + 1, 1)


def span_of_months(months: Iterable[date]) -> list[date]:
    """Every month from the first to the last of these; none where there are none."""
    known = sorted(months)
    return [month_after(known[0], step) for step in range(months_between(known[0], known[-1]) + 1)] if known else []


def days_of(month: date) -> list[date]:
    """Every day of a month, given its first."""
    return [month + timedelta(days=step) for step in range((month_after(month, 1) - month).days)]
