"""SVG elements built safely: every text and attribute is escaped, and what a strict content policy blocks is refused.

Nothing else in this room writes a tag. A document is made of nested calls, `el("g", el("circle", cx=1, cy=2, r=3))`,
and comes out as `Markup`, a string that Django's templates print as it stands because it has `__html__`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape


TAGS = frozenset(
    ("svg", "g", "a", "title", "desc", "defs", "pattern", "clipPath", "path", "line", "rect", "circle", "text")
)
# Characters that XML 1.0 forbids: a stray one in a name would make a downloaded picture unreadable.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Most texts are coordinates and plain words; only the others pay for escaping.
PLAIN = re.compile(r"[\w .,:;#%()+/=−–-]*\Z")
# No scheme but http and https: nothing with a colon before the first slash, question mark or hash.
SAFE_ADDRESS = re.compile(r"(?:https?://|[^:\s]*(?:[/?#]|$))[^\s]*\Z")

Value = str | float | None


class Markup(str):
    """Finished SVG: already escaped, so it is printed as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def el(tag: str, *children: str | None, **attributes: Value) -> Markup:
    """Write one element; `Markup` children are kept, plain text is escaped, `None` is left out.

    Attribute names are Python's: `stroke_width=2` is `stroke-width="2"`, `class_="x"` is `class="x"`. Numbers are
    rounded to a tenth of a pixel. Raises ValueError for a tag outside TAGS, for `style` and event attributes (the
    site's content policy blocks them) and for an address that could run a script.
    """
    if tag not in TAGS:
        raise ValueError(f"charts do not draw <{tag}>; the tags they use are {', '.join(sorted(TAGS))}.")
    opening = tag
    for key, value in attributes.items():
        if value is not None:
            opening += f' {_name(key)}="{_attribute(key, value)}"'
    inside = "".join([child if isinstance(child, Markup) else text(child) for child in children if child is not None])
    return Markup(f"<{opening}>{inside}</{tag}>" if inside else f"<{opening}/>")


def text(words: str) -> Markup:
    """Escape words for an element or an attribute and leave out characters that XML forbids; markup stays."""
    if isinstance(words, Markup):
        return words
    return Markup(words if PLAIN.match(words) else escape(FORBIDDEN.sub("", words)))


def join(parts: list[Markup] | tuple[Markup, ...]) -> Markup:
    """Put finished elements one after another."""
    return Markup("".join(parts))


def number(value: float) -> str:
    """Write a coordinate, rounded to a tenth: a finer step cannot be seen and only makes the page heavier."""
    written = f"{value:.1f}"
    return written[:-2] if written.endswith(".0") else written


def _attribute(key: str, value: str | float) -> str:
    if not isinstance(value, str):
        return number(value)
    if key == "href" and not SAFE_ADDRESS.match(value):
        raise ValueError(f"a chart cannot link to {value!r}: use a path on this site or an http(s) address.")
    return text(value)


@lru_cache(maxsize=256)
def _name(key: str) -> str:
    name = key.rstrip("_").replace("_", "-")
    if name == "style" or name.startswith("on"):
        raise ValueError(f"charts do not write {name}= attributes: the site's content policy blocks them.")
    return name
