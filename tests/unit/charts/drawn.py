"""Reading drawings back: the SVG as a tree, its words, its marks, and charts to draw."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from forcesight.charts import Picture, SpcChart, SpcPoint, SpcSegment


SVG = "{http://www.w3.org/2000/svg}"


def tree(svg: str) -> ElementTree.Element:
    """One or several drawings under one root; raises where the SVG is not well-formed XML."""
    return ElementTree.fromstring(f"<drawings>{svg}</drawings>")


def drawings(picture: Picture) -> list[ElementTree.Element]:
    """The separate drawings of a picture."""
    return list(tree(picture.svg))


def found(root: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    """Every element with a tag."""
    return list(root.iter(SVG + tag))


def words(root: ElementTree.Element) -> list[str]:
    """The text that is drawn, in order."""
    return ["".join(each.itertext()) for each in found(root, "text")]


def titles(root: ElementTree.Element) -> list[str]:
    """What a pointer or a screen reader is told of marks."""
    return [each.text or "" for each in found(root, "title")]


def hatched(root: ElementTree.Element) -> list[ElementTree.Element]:
    """Everything filled with the no-data pattern."""
    return [each for each in root.iter() if "hatch)" in each.get("fill", "")]


def month(index: int, year: int = 2022) -> date:
    """The first day of the month `index` months after January."""
    return date(year + index // 12, index % 12 + 1, 1)


def points(values: list[float | None], **more: object) -> tuple[SpcPoint, ...]:
    """Monthly points with the same further fields."""
    return tuple(SpcPoint(period=month(index), value=value, **more) for index, value in enumerate(values))  # type: ignore[arg-type]


def chart(given: tuple[SpcPoint, ...], *segments: SpcSegment, **more: object) -> SpcChart:
    """A control chart of crimes with a title."""
    fields = {"id": "burglary", "title": "Burglary is as usual", "unit": "crimes", "value_label": "Crimes a month"}
    return SpcChart(**(fields | {"points": given, "segments": segments} | more))  # type: ignore[arg-type]
