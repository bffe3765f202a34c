"""Half hours of a week in words, and what to do where nobody is there in them."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray


Hours = NDArray[np.bool_]
ADVICE: Final = "add staff, or write closed_hours_wait = true if it may wait until they open"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def told(missing: Hours) -> str:
    """The first stretch of half hours, and how many hours there are in all."""
    if missing.all():
        return "at any hour of the week (or of some week of the run)"
    first = int(np.argmax(missing))
    last = first
    while last < len(missing) and missing[last]:
        last += 1
    total = missing.sum() / 2
    rest = f" ({total:g} hours a week in all)" if last - first < missing.sum() else ""
    same_day = first // 48 == last // 48
    return f"from {_day(first)} {_hour(first)} to {'' if same_day else _day(last) + ' '}{_hour(last)}{rest}"


def _day(number: int) -> str:
    return _DAYS[number // 48 % 7]


def _hour(number: int) -> str:
    return f"{number % 48 // 2:02d}:{number % 2 * 30:02d}"
