"""What happened, and is it change or noise? Definitions to values, control charts, comparison, direction of travel.

The names of this face are imported when they are first asked for: who needs one module of the room, as a load needs
the marts, does not wait for numpy and all the methods.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from forcesight.measures.areas import Area, Areas, Outline
    from forcesight.measures.chart import Chart, ChartPoint
    from forcesight.measures.chart_choice import control_chart
    from forcesight.measures.comparison import Comparison, compare, compare_children, compare_forces
    from forcesight.measures.figures import Figures, Series
    from forcesight.measures.interval import Interval
    from forcesight.measures.overview import Overview, Reading
    from forcesight.measures.series import Observation


__all__ = [
    "Area",
    "Areas",
    "Chart",
    "ChartPoint",
    "Comparison",
    "Figures",
    "Interval",
    "Observation",
    "Outline",
    "Overview",
    "Reading",
    "Series",
    "compare",
    "compare_children",
    "compare_forces",
    "control_chart",
]

# Which module of the room has each name.
_MODULES = {
    "Area": "areas",
    "Areas": "areas",
    "Chart": "chart",
    "ChartPoint": "chart",
    "Comparison": "comparison",
    "Figures": "figures",
    "Interval": "interval",
    "Observation": "series",
    "Outline": "areas",
    "Overview": "overview",
    "Reading": "overview",
    "Series": "figures",
    "compare": "comparison",
    "compare_children": "comparison",
    "compare_forces": "comparison",
    "control_chart": "chart_choice",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
