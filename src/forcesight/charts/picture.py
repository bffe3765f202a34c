"""What every chart starts from and returns.

A chart is a frozen description (`Chart` and its kinds); drawing it gives a `Picture`. On a page the title, subtitle
and source are HTML around the drawing, where they wrap and can be read out:

    <figure>
      <figcaption><h2>{{ picture.title }}</h2><p>{{ picture.subtitle }}</p></figcaption>
      {{ picture.svg }}
      <p>{{ picture.source }}</p>
    </figure>

`picture.svg` holds two drawings, one for wide and one for narrow screens, of which `STYLES` shows one; text stays
12 px or larger at 320 px. Drawn with `standalone=True` it is one drawing with title, subtitle, source and marking
inside, fit to be saved as a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forcesight.charts.table import Table


WIDE = 720.0
NARROW = 340.0
IDENTITY = re.compile(r"[A-Za-z][\w-]*\Z")

STYLES = """\
.fs-chart { display: block; width: 100%; height: auto; }
.fs-chart--wide { max-width: 60rem; }
.fs-chart--narrow { display: none; max-width: 30rem; }
.fs-chart--map, .fs-chart--key { width: auto; max-width: 100%; }
.fs-chart--spark { display: inline-block; width: auto; vertical-align: middle; }
.fs-area:focus { outline: none; }
.fs-area:hover path, .fs-area:focus path {
  stroke: #0b0c0c; stroke-width: 4px; vector-effect: non-scaling-stroke;
}
@media screen and (max-width: 40.0525em) {
  .fs-chart--wide { display: none; }
  .fs-chart--narrow { display: block; }
}
@media print {
  .fs-chart { break-inside: avoid; }
}
"""
"""The few rules that the site's stylesheet must hold for pictures; no drawing carries a style of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What every chart has.

    id:       unique on its page; the drawing's own ids start with it
    title:    a statement, what the chart shows ("Burglary is lower than usual since March")
    subtitle: what is drawn: measure, unit, place, period
    unit:     "crimes", "per 1,000 people", "%"
    source:   where the figures come from, and the date or snapshot of the extract
    marking:  printed on drawings that leave the site
    """

    id: str
    title: str
    subtitle: str = ""
    unit: str = ""
    source: str = ""
    marking: str = "OFFICIAL"

    def __post_init__(self) -> None:
        if not IDENTITY.match(self.id):
            raise ValueError(
                f"a chart's id must start with a letter and hold letters, digits, - and _; got {self.id!r}."
            )


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and its equivalents.

    svg:         prints as it stands
    description: what it shows, in sentences
    table:       the same figures, every one of them
    css_needed:  the rules that the page's stylesheet must have, or None when the drawing stands alone
    """

    svg: str
    title: str
    subtitle: str
    source: str
    description: str
    table: Table
    css_needed: str | None = None
