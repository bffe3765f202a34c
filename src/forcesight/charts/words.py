"""Figures as people read them: thousands commas, a real minus sign, "no data" instead of a zero."""

from __future__ import annotations

from collections.abc import Iterable


NO_DATA = "no data"


def figure(value: float | None, decimals: int = 0, unit: str = "") -> str:
    """Write a number for reading: `figure(-1234.5, 1)` is `−1,234.5`, per cent keeps its sign, None is `no data`."""
    if value is None:
        return NO_DATA
    written = f"{value:,.{decimals}f}"
    if float(written.replace(",", "")) == 0:
        written = written.lstrip("-")
    return written.replace("-", "−") + ("%" if unit == "%" else "")


def quantity(value: float | None, decimals: int, unit: str) -> str:
    """A number with its unit in words, for descriptions and hover titles: `1,234 crimes`, `12.3%`."""
    written = figure(value, decimals, unit)
    return written if value is None or unit in {"", "%"} else f"{written} {unit}"


def labelled(label: str, unit: str) -> str:
    """A label with its unit, unless the label says it already: `Find rate (%)`, `Crimes per month`."""
    return f"{label} ({unit})" if unit and unit.lower() not in label.lower() else label


def decimals_for(values: Iterable[float | None]) -> int:
    """Decimal places that a set of values deserves: none for whole numbers, then enough for three figures."""
    known = [abs(value) for value in values if value is not None]
    if all(value == int(value) for value in known):
        return 0
    largest = max(known)
    return 1 if largest >= 10 else 2 if largest >= 1 else 3


def places_of_lines(chosen: int, centres: Iterable[float | None]) -> int:
    """Decimal places of a chart's lines: as its values, but one for a mean of whole numbers that is under 10."""
    known = [abs(centre) for centre in centres if centre is not None]
    return max(chosen, 1) if known and known[-1] < 10 else chosen


def places(given: int | None, values: Iterable[float | None]) -> int:
    """Decimal places of a chart's printed values: as its maker said, or worked out from the values."""
    return decimals_for(values) if given is None else given


def listed(items: list[str]) -> str:
    """Join words as a sentence does: `a`, `a and b`, `a, b and c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
