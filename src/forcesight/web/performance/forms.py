"""The choice of a span of months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from forcesight.measures.formats import month
from forcesight.measures.months import month_of, month_text


class PlainSelect(forms.Select):
    """A list of choices written at once: Django's own renders a template for each, and there is one for each month."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 — Django's
        """The list, with what is chosen marked."""
        chosen = self.format_value(value)
        rows = [(key, SafeString(" selected" if str(key) in chosen else ""), words) for key, words in self.choices]
        options = format_html_join("", '<option value="{}"{}>{}</option>', rows)
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", attributes, options)


class MonthField(forms.TypedChoiceField):
    """A month like 2025-06. The list offers those that are known; an address may name any."""

    def __init__(self, label: str) -> None:
        wrong = {"invalid_choice": f"Write the month under '{label}' like 2025-06"}
        super().__init__(
            label=label, required=False, coerce=month_of, empty_value=None, widget=PlainSelect, error_messages=wrong
        )

    def valid_value(self, value: str) -> bool:  # noqa: ARG002 - whether it is a month is asked when it is read
        """Every month is one."""
        return True


class SpanForm(forms.Form):
    """From one month to another, of those that the chart has; empty fields leave every month in."""

    since = MonthField("From")
    until = MonthField("To")

    def __init__(self, data: Any, months: Sequence[date]) -> None:
        super().__init__(data)
        choices = [(month_text(period), month(period)) for period in months]
        self.fields["since"].choices = [("", "The first month"), *choices]
        self.fields["until"].choices = [("", "The latest month"), *reversed(choices)]

    def clean(self) -> dict[str, Any]:
        """The first month is not after the last."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            raise forms.ValidationError("The month under 'From' must not be after the month under 'To'")
        return self.cleaned_data

    @property
    def sentences(self) -> list[str]:
        """What is wrong with the choice."""
        return [f"{sentence}." for wrong in self.errors.values() for sentence in wrong]

    @property
    def chosen(self) -> tuple[date | None, date | None]:
        """First and last month; every month where the choice is wrong."""
        return (self.cleaned_data["since"], self.cleaned_data["until"]) if self.is_valid() else (None, None)
