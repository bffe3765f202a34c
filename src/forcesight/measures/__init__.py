"""What happened, and is it change or noise? Definitions to values, control charts, comparison, direction of travel."""

from __future__ import annotations

from forcesight.measures.areas import Area, Areas, Outline
from forcesight.measures.chart import Chart, ChartPoint
from forcesight.measures.chart_choice import control_chart
from forcesight.measures.comparison import Comparison, compare, compare_children, compare_forces
from forcesight.measures.figures import Figures, Series
from forcesight.measures.interval import Interval
from forcesight.measures.overview import Overview, Reading, overview
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
    "overview",
]
