"""The columns in which figures leave the house: one list for releases and for downloads from the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forcesight.packs import PackColumn


def _column(name: str, datatype: str, description: str, *, required: bool = False) -> PackColumn:
    return PackColumn(name=name, datatype=datatype, description=description, required=required)


_ALL = (
    _column("measure", "string", "The measure's identifier in the catalogue", required=True),
    _column("definition", "string", "The measure with the version of its definition", required=True),
    _column("area_level", "string", "Level of the area: force, district, neighbourhood or lsoa", required=True),
    _column("area_code", "string", "The area's code", required=True),
    _column("area_name", "string", "The area's name", required=True),
    _column("month", "month", "The month that the figure is about", required=True),
    _column("status", "string", "ok, filling, partial, missing or suppressed; only ok is tested", required=True),
    _column("numerator", "number", "What was counted; empty where it is missing or suppressed"),
    _column("denominator", "number", "What it is divided by: residents, or rows; empty for a count"),
    _column("value", "number", "per x numerator / denominator, or the count"),
    _column("low", "number", "Lower end of the value's interval"),
    _column("high", "number", "Upper end of the value's interval"),
    _column("level", "number", "Coverage of the interval, as a share"),
    _column("n", "number", "How many events or cases the interval rests on"),
    _column("chart", "string", "The kind of control chart"),
    _column("scale", "string", "The scale of the charted figure, the centre and the limits", required=True),
    _column("charted", "number", "The figure on the chart's own scale"),
    _column("centre", "number", "Centre line of the chart"),
    _column("lower", "number", "Lower limit of the chart"),
    _column("upper", "number", "Upper limit of the chart"),
    _column("trial", "boolean", "Whether the limits are trial limits, from fewer than 13 months", required=True),
    _column("reading", "string", "common, improvement, concern, neutral_high, neutral_low or no_claim"),
    _column("rule", "string", "The rule that marks the month; empty where none does"),
    _column("snapshot", "integer", "The snapshot that the figure was read from", required=True),
)  # fmt: skip
_LIMITS = ("scale", "charted", "centre", "lower", "upper", "trial")
_OF_ONE_FILE = ("definition", "snapshot")

RELEASED = tuple(column for column in _ALL if column.name not in _LIMITS)
"""Of a release: many measures and areas, without the lines of their charts."""


def downloaded(unit: str) -> Sequence[PackColumn]:
    """Of a measure's download: its chart's lines, with the unit; definition and snapshot stand beside the file."""
    of_unit = ("value", "low", "high")
    kept = (column for column in _ALL if column.name not in _OF_ONE_FILE)
    return tuple(replace(column, unit=unit) if column.name in of_unit else column for column in kept)
