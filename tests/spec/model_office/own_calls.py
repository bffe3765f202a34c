"""A small home of Fairshire's own 999 calls: so many a day, of which a share was answered within ten seconds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.spec.measures.own_records import at, days, fairshire, load

from forcesight.operations import Platform


def calls(folder: Path, first: str, last: str, *, a_day: int, in_time: int) -> Platform:
    """A home with `a_day` calls on every day from one to another, of which `in_time` were answered in five seconds."""
    platform = fairshire(folder)
    rows = []
    for day in days(first, last):
        for number in range(a_day):
            received = at(f"{day} 10:{number:02d}")
            wait = 5 if number < in_time else 30
            answered = received + timedelta(seconds=wait)
            rows.append({"channel": "telephone", "line": "999", "offered_at": received, "answered_at": answered})
    load(platform, "contact", rows)
    return platform
