"""Where the pages of measures and areas are."""

from __future__ import annotations

from django.urls import reverse

from forcesight.catalogue import Measure
from forcesight.measures.areas import Area


def measure_page(measure: Measure, area: Area, page: str = "measure") -> str:
    """The address of a measure's page for an area, or of one of the pages under it."""
    return reverse(f"measures:{page}", args=[measure.id, area.level, area.code])


def area_page(area: Area) -> str:
    """The address of the page that says what changed in an area."""
    return reverse("overview:area", args=[area.level, area.code])
