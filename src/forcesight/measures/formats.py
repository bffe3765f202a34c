"""Numbers, months and lists as British readers write them (GOV.UK style)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import floor, log10


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
"""Not from `calendar`, whose names follow the machine's locale."""


def number(value: float, decimals: int | None = None) -> str:
    """`8,612`, `12.4`, `0.043`, `−3`: thousands with commas; by default as many decimals as `decimals_for` says."""
    if decimals is None:
        decimals = 0 if float(value).is_integer() else decimals_for(value)
    text = f"{abs(value):,.{decimals}f}"
    return f"−{text}" if value < 0 and float(text.replace(",", "")) else text


def decimals_for(value: float) -> int:
    """None from 1,000 up, one from 1 up, and below 1 what two digits of the figure need."""
    if not value or abs(value) >= 1:
        return 0 if abs(value) >= 1000 else 1
    return 1 - floor(log10(abs(value)))


def per_cent(value: float, decimals: int = 1) -> str:
    """`88.4%`. The value is already in per cent."""
    return f"{number(value, decimals)}%"


def month(period: date) -> str:
    """`December 2025`."""
    return f"{MONTHS[period.month - 1]} {period.year}"


def day(moment: date) -> str:
    """`9 December 2025`."""
    return f"{moment.day} {month(moment)}"


def listing(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 month`, `3 months`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"
