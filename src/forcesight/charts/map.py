"""What a choropleth map is given: areas with values on their outlines."""

from __future__ import annotations

from dataclasses import dataclass, field

from forcesight.charts.outline import Outlines
from forcesight.charts.picture import Chart
from forcesight.charts.words import places


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area: its code in the outlines, name, value (None is no data), the count behind it, where a click leads."""

    code: str
    name: str
    value: float | None
    n: int | None = None
    href: str | None = None
    selected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap(Chart):
    """Areas on their outlines.

    classes: at most 5
    breaks:  "quantile" (about as many areas in each class) or "equal" (classes of equal width)
    """

    outlines: Outlines
    areas: tuple[Area, ...]
    value_label: str = "Rate"
    n_label: str = "Count"
    area_label: str = "Area"
    classes: int = 5
    breaks: str = "quantile"
    decimals: int | None = None
    places: int = field(init=False)

    def __post_init__(self) -> None:
        super(AreaMap, self).__post_init__()
        if not self.areas:
            raise ValueError(f"map {self.id!r} has no areas; say so on the page instead of drawing it.")
        object.__setattr__(self, "places", places(self.decimals, (area.value for area in self.areas)))
