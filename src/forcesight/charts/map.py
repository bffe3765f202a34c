"""Choropleth maps: areas shaded by class, each a link with a name that can be read out, hatched where there is no data."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.charts.outline import Outlines
from forcesight.charts.picture import Chart, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area: its code in the outlines, name, value (None is no data), the count behind it, and where a click leads."""

    code: str
    name: str
    value: float | None
    n: int | None = None
    href: str | None = None
    selected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap(Chart):
    """Areas on their outlines.

    classes: at most 5; breaks: "quantile" (about as many areas in each class) or "equal" (classes of equal width)
    """

    outlines: Outlines
    areas: tuple[Area, ...]
    value_label: str = "Rate"
    n_label: str = "Count"
    area_label: str = "Area"
    classes: int = 5
    breaks: str = "quantile"
    decimals: int | None = None


def choropleth(chart: AreaMap, *, standalone: bool = False) -> Picture:
    """Draw a map with its key and table twin; areas without an outline are in the table and counted in the description."""
    raise NotImplementedError
