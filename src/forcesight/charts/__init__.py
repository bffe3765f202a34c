"""Charts and maps drawn on the server as SVG, each with its table twin. They draw what they are given, no more."""

from forcesight.charts.compare import Comparison, Peer
from forcesight.charts.compare_drawing import dot_plot
from forcesight.charts.funnel import FunnelChart, FunnelLimit, FunnelPoint
from forcesight.charts.funnel_drawing import funnel_plot
from forcesight.charts.lines import Line, LineChart
from forcesight.charts.lines_drawing import line_chart
from forcesight.charts.map import Area, AreaMap
from forcesight.charts.map_drawing import choropleth
from forcesight.charts.outline import Outlines, outlines
from forcesight.charts.picture import STYLES, Chart, Picture
from forcesight.charts.spark import Spark, sparkline
from forcesight.charts.spc import SpcChart, SpcPoint, SpcSegment
from forcesight.charts.spc_drawing import control_chart
from forcesight.charts.table import Cell, Column, Table


__all__ = [
    "STYLES",
    "Area",
    "AreaMap",
    "Cell",
    "Chart",
    "Column",
    "Comparison",
    "FunnelChart",
    "FunnelLimit",
    "FunnelPoint",
    "Line",
    "LineChart",
    "Outlines",
    "Peer",
    "Picture",
    "Spark",
    "SpcChart",
    "SpcPoint",
    "SpcSegment",
    "Table",
    "choropleth",
    "control_chart",
    "dot_plot",
    "funnel_plot",
    "line_chart",
    "outlines",
    "sparkline",
]
