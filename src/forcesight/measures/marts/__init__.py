"""The marts that figures are read from: sums by area and month, areas, and the state of the data."""

from __future__ import annotations

from forcesight.measures.marts.area_mart import AreaMart
from forcesight.measures.marts.feed_mart import FeedMart
from forcesight.measures.marts.file_mart import FileMart
from forcesight.measures.marts.measure_mart import MeasureMart
from forcesight.measures.marts.quality_mart import QualityMart
from forcesight.measures.marts.written_mart import WrittenMart
from forcesight.store.marts import Builder


__all__ = ["AreaMart", "FeedMart", "FileMart", "MeasureMart", "QualityMart", "WrittenMart", "standard_marts"]


def standard_marts(measures: MeasureMart | WrittenMart, force: str) -> tuple[Builder, ...]:
    """Every mart that pages of `force` read, in the order in which they build on one another."""
    return (
        AreaMart(),
        measures,
        QualityMart(force),
        QualityMart(force, live=True),
        FileMart(),
        FeedMart(),
    )
