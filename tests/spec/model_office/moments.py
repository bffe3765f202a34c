"""Moments of an office as an analyst writes them: `Mon 09:30`, and `Mon 09:30 w2` in the second week."""

from __future__ import annotations

import math


DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def minutes(moment: str) -> float:
    """Minutes since the office's start."""
    day, clock, *week = moment.split()
    hour, minute = clock.split(":")
    weeks = int(week[0][1:]) - 1 if week else 0
    return float(((weeks * 7 + DAYS.index(day)) * 24 + int(hour)) * 60 + int(minute))


def moment(minute: float) -> str | None:
    """The same, written; None for what never happened."""
    if math.isnan(minute):
        return None
    day, rest = divmod(round(minute), 1440)
    week = f" w{day // 7 + 1}" if day >= 7 else ""
    return f"{DAYS[day % 7]} {rest // 60:02d}:{rest % 60:02d}{week}"


def end_of(minute: float) -> str | None:
    """The day whose end a moment is."""
    written = moment(minute - 1440)
    return written and written.replace(" 00:00", "")
