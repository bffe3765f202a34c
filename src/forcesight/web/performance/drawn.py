"""A picture with its table twin, ready for a page: both are made once for a snapshot, for many readers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from forcesight.charts import Picture
from forcesight.web.core.tables import as_html


@dataclass(frozen=True)
class Drawn:
    """A picture, and its table as the page prints it."""

    picture: Picture
    table: SafeString


def drawn(picture: Picture) -> Drawn:
    """The picture with its table twin."""
    return Drawn(picture, as_html(picture.table))
