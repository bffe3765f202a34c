"""How wide words are in Arial, so that labels fit, wrap and keep clear of each other before any browser sees them.

The widths are the standard advance widths of Helvetica, which Arial copies, in thousandths of the text size. Other
characters count as a wide letter, so an estimate errs on the side of room.
"""

from __future__ import annotations

from functools import lru_cache


FONT = "Arial, Helvetica, sans-serif"
SIZE = 15.0
"""Text size in the picture's own pixels; shown at 0.85 or more of the drawn width, text is 12 px or larger."""

LINE = 19.0
"""Distance between two lines of text."""

_BY_WIDTH = {
    191: "'", 222: "ijl", 260: "|", 278: " !,./:;I[\\]ft", 333: "()`r-", 334: "{}", 355: '"', 389: "*", 400: "°",
    469: "^", 500: "Jcksvxyz", 556: "#$0123456789?L_abdeghnopqu–£", 584: "+<=>~−×±",
    611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@",
}  # fmt: skip
_WIDTHS = {letter: width / 1000 for width, letters in _BY_WIDTH.items() for letter in letters}


BOLD = 1.08
"""How much wider bold text runs."""


@lru_cache(maxsize=4096)
def width(words: str, size: float = SIZE) -> float:
    """Estimate the width of a line of text in pixels."""
    return sum(_WIDTHS.get(letter, 0.72) for letter in words) * size


def wrap(words: str, room: float, size: float = SIZE) -> list[str]:
    """Break text into lines no wider than `room`; a single word that is wider stands alone."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shorten(words: str, room: float, size: float = SIZE) -> str:
    """Cut text to `room` with an ellipsis; the table twin and the point's own title keep the whole name."""
    if width(words, size) <= room:
        return words
    while words and width(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"
