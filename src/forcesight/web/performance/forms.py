"""The choice of a span of months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from forcesight.measures.formats import month


class SpanForm(forms.Form):
    """From one month to another, of those that the chart has; empty fields leave every month in."""

    since = forms.TypedChoiceField(label="From", required=False, coerce=date.fromisoformat, empty_value=None)
    until = forms.TypedChoiceField(label="To", required=False, coerce=date.fromisoformat, empty_value=None)

    def __init__(self, data: Any, months: Sequence[date]) -> None:
        super().__init__(data)
        choices = [(period.isoformat(), month(period)) for period in months]
        self.fields["since"].choices = [("", "The first month"), *choices]
        self.fields["until"].choices = [("", "The latest month"), *reversed(choices)]

    def clean(self) -> dict[str, Any]:
        """The first month is not after the last."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            raise forms.ValidationError("The month under 'From' must not be after the month under 'To'")
        return self.cleaned_data

    @property
    def chosen(self) -> tuple[date | None, date | None]:
        """First and last month; every month where the choice is wrong."""
        return (self.cleaned_data["since"], self.cleaned_data["until"]) if self.is_valid() else (None, None)
