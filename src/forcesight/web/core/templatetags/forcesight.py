"""The shell's template tags, built into every template: no `{% load %}` is needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.utils.safestring import SafeString


if TYPE_CHECKING:
    from forcesight.charts.table import Table

register = template.Library()

# Which of the design system's classes each kind of input takes; inputs in groups bring their own templates.
_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (forms.Widget, "govuk-input"),
)


@register.filter
def govuk_widget(field: BoundField) -> SafeString:
    """The field's input with its design-system class, and the error's class where it has one."""
    widget = field.field.widget
    base = next(name for kind, name in _CLASSES if isinstance(widget, kind))
    marked = f"{base} {base.split()[0]}--error" if base and field.errors else base
    given = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{marked} {given}".strip()} if marked or given else None)


@register.filter
def is_kind(field: BoundField, kind: str) -> bool:
    """Is the field's widget of this kind (`checkbox`, `password`)? Templates lay these out differently."""
    kinds = {"checkbox": forms.CheckboxInput, "password": forms.PasswordInput}
    return isinstance(field.field.widget, kinds[kind])


@register.inclusion_tag("govuk/error_summary.html")
def error_summary(form: Form) -> dict[str, Any]:
    """Every error of a form at the top of its page, each linked to its field. Nothing where there is none."""
    fields = [(_first_input(form[name]), errors) for name, errors in form.errors.items() if name in form.fields]
    return {"general": form.non_field_errors(), "fields": fields}


def _first_input(field: BoundField) -> str:
    return field.id_for_label or f"{field.auto_id}_0"


@register.inclusion_tag("govuk/table.html")
def data_table(table: Table, caption_size: str = "m", sortable: bool = False) -> dict[str, Any]:
    """A `Table` of the charts room: caption, scoped headings, numbers to the right, in a region that scrolls."""
    return {"table": table, "caption_size": caption_size, "sortable": sortable}


@register.inclusion_tag("govuk/summary_list.html")
def summary_list(rows: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Terms and their values, one pair a row."""
    return {"rows": rows}


@register.inclusion_tag("govuk/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page) -> dict[str, Any]:
    """Links to the pages around this one; the address's other parameters are kept. Nothing where there is one page."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": numbers, "query": context["request"].GET}
