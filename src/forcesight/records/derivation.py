"""Columns that are made at load from other columns of the same row, and their SQL.

A definition has no arithmetic of instants: months, hours and lengths of time are columns. A derived column reads only
columns that are themselves read from the source, so one SELECT makes them all, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Derived:
    """How a column is made: `how` names one of `DERIVATIONS`, `of` the columns that it reads.

    `given` is the entry that is sought in a list, `groups` pairs each code with its group.
    """

    how: str
    of: tuple[str, ...]
    given: str = ""
    groups: tuple[tuple[str, str], ...] = ()

    def sql(self, cells: Mapping[str, str] | None = None) -> str:
        """DuckDB SQL for the column; `cells` gives the SQL of a column that it reads, by default its name."""
        told = [(cells or {}).get(name, f'"{name}"') for name in self.of]
        return DERIVATIONS[self.how](self, told)

    @property
    def words(self) -> str:
        """The derivation as a reader of the data dictionary needs it."""
        how, (first, *others) = self.how.replace("_", " "), self.of
        if others:
            return f"{how} from {' or else '.join(others)} to {first}"
        return f"whether {first} lists {self.given}" if self.given else f"{how} of {first}"


def same(of: str) -> Derived:
    """The value of another column."""
    return Derived("copy", (of,))


def local_month(of: str) -> Derived:
    """The month of an instant in Europe/London, as `2024-03`."""
    return Derived("local_month", (of,))


def local_date(of: str) -> Derived:
    """The date of an instant in Europe/London."""
    return Derived("local_date", (of,))


def local_hour(of: str) -> Derived:
    """The hour of an instant in Europe/London, 0 to 23."""
    return Derived("local_hour", (of,))


def known_hour(of: str) -> Derived:
    """The hour in Europe/London, empty at 00:00:00 exactly, which may mean that the time is unknown."""
    return Derived("known_hour", (of,))


def local_weekday(of: str) -> Derived:
    """The day of the week of an instant in Europe/London: 1 is Monday, 7 is Sunday."""
    return Derived("local_weekday", (of,))


def seconds_between(start: str, end: str, *later_starts: str) -> Derived:
    """Elapsed seconds from the start to the end; empty where the end comes first.

    Where `later_starts` are given, the last of all starts that is not empty counts.
    """
    return Derived("seconds", (end, *later_starts[::-1], start))


def minutes_between(start: str, end: str) -> Derived:
    """Elapsed minutes from the start to the end; empty where the end comes first."""
    return Derived("minutes", (end, start))


def hours_between(start: str, end: str) -> Derived:
    """Elapsed hours from the start to the end; empty where the end comes first."""
    return Derived("hours", (end, start))


def days_between(start: str, end: str) -> Derived:
    """Elapsed days of 24 hours from the start to the end; empty where the end comes first."""
    return Derived("days", (end, start))


def lists(of: str, entry: str) -> Derived:
    """Whether a list, joined by commas, has an entry; unknown where the list is unknown."""
    return Derived("lists", (of,), entry)


def group(of: str, groups: Mapping[str, str]) -> Derived:
    """The group that a code belongs to; empty for a code without one."""
    return Derived("group", (of,), groups=tuple(groups.items()))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _local(cell: str) -> str:
    return f"({cell} AT TIME ZONE 'Europe/London')"


def _elapsed(seconds: int) -> Callable[[Derived, list[str]], str]:
    """SQL for elapsed time in units of so many seconds; whole microseconds are subtracted, so nothing is rounded."""

    def sql(_: Derived, cells: list[str]) -> str:
        end, *starts = cells
        start = starts[0] if len(starts) == 1 else f"coalesce({', '.join(starts)})"
        return f"CASE WHEN {end} >= {start} THEN (epoch_us({end}) - epoch_us({start})) / {seconds * 1_000_000}.0 END"

    return sql


def _group(derived: Derived, cells: list[str]) -> str:
    by_group: dict[str, list[str]] = {}
    for code, name in derived.groups:
        by_group.setdefault(name, []).append(_text(code))
    branches = " ".join(f"WHEN {cells[0]} IN ({', '.join(codes)}) THEN {_text(n)}" for n, codes in by_group.items())
    return f"CASE {branches} END"


DERIVATIONS: Final[Mapping[str, Callable[[Derived, list[str]], str]]] = {
    "copy": lambda _, c: c[0],
    "local_month": lambda _, c: f"strftime({_local(c[0])}, '%Y-%m')",
    "local_date": lambda _, c: f"CAST({_local(c[0])} AS DATE)",
    "local_hour": lambda _, c: f"hour({_local(c[0])})",
    "known_hour": lambda _, c: (
        f"CASE WHEN CAST({_local(c[0])} AS TIME) <> TIME '00:00:00' THEN hour({_local(c[0])}) END"
    ),
    "local_weekday": lambda _, c: f"isodow({_local(c[0])})",
    "seconds": _elapsed(1),
    "minutes": _elapsed(60),
    "hours": _elapsed(3600),
    "days": _elapsed(86400),
    "lists": lambda d, c: f"list_contains(string_split({c[0]}, ','), {_text(d.given)})",
    "group": _group,
}
