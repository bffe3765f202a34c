"""Sparklines: the shape of a series at the height of a line of text, for lists. The figures stand beside it in words."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.charts.picture import Chart, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark(Chart):
    """A short series, oldest first: values (None is a gap), the kind of each point if judged, and what each period is called."""

    values: tuple[float | None, ...]
    kinds: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    centre: float | None = None


def sparkline(chart: Spark) -> Picture:
    """Draw a sparkline; the last known point is marked by its kind's colour and shape."""
    raise NotImplementedError
