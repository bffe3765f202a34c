"""Tables as pages print them, for those that are made once and printed for many readers."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from forcesight.charts import Table


def as_html(table: Table, *, caption_size: str = "s", sortable: bool = False) -> SafeString:
    """A table in the design system's markup."""
    context = {"table": table, "caption_size": caption_size, "sortable": sortable}
    return render_to_string("govuk/table.html", context)


def as_html_or_none(table: Table | None) -> SafeString | None:
    """The same; None where there is no table."""
    return as_html(table) if table else None
