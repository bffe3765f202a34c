"""Easter Sunday in the Gregorian calendar.

Source: the anonymous algorithm of 1876 ("Nature", 20 April 1876), as given by Meeus, "Astronomical Algorithms", 1991,
chapter 8. It holds for every year from 1583. Letters are those of the sources.
"""

from __future__ import annotations

from datetime import date


def easter_sunday(year: int) -> date:
    """The date of Easter Sunday."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7  # noqa: E741 - the letter of the source
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return date(year, month, day + 1)
