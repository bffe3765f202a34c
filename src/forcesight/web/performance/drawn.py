"""A picture with its table twin, ready for a page: both are made once for a snapshot, for many readers."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from forcesight.charts import Picture, Table


@dataclass(frozen=True)
class Drawn:
    """A picture, and its table as the page prints it."""

    picture: Picture
    table: SafeString


def drawn(picture: Picture) -> Drawn:
    """The picture with its table twin."""
    return Drawn(picture, as_html(picture.table))


def as_html(table: Table, *, caption_size: str = "s", sortable: bool = False) -> SafeString:
    """A table in the design system's markup."""
    context = {"table": table, "caption_size": caption_size, "sortable": sortable}
    return render_to_string("govuk/table.html", context)
