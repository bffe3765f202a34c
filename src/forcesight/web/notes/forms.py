"""What a person fills in on a chart: a note, a new baseline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from forcesight.measures.formats import month


LONGEST = 2000


def _text(label: str, hint: str, missing: str) -> forms.CharField:
    too_long = f"'{label}' must be {LONGEST:,} characters or fewer"
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        error_messages={"required": missing, "max_length": too_long},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _month(missing: str = "", *, required: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="Month",
        required=required,
        coerce=date.fromisoformat,
        empty_value=None,
        error_messages={"required": missing, "invalid_choice": "Choose a month of the chart"},
    )


def _choices(first: str, months: Sequence[date]) -> list[tuple[str, str]]:
    return [("", first), *((period.isoformat(), month(period)) for period in reversed(months))]


class NoteForm(forms.Form):
    """A note, about one month or about the whole chart."""

    month = _month(required=False)
    body = _text(
        "Note",
        "Say what people should know when they read this chart. Never name a victim, a witness or a suspect.",
        "Enter a note",
    )

    def __init__(self, data: Any, months: Sequence[date]) -> None:
        super().__init__(data)
        self.fields["month"].choices = _choices("The whole chart", months)


class BaselineForm(forms.Form):
    """A new baseline: the month from which limits are computed anew, and why."""

    month = _month("Choose the first month of the new baseline", required=True)
    reason = _text(
        "Reason",
        "What changed in that month, and how you know that it is there to stay. Everyone who reads the chart sees it.",
        "Enter the reason for the new baseline",
    )

    def __init__(self, data: Any, months: Sequence[date], taken: Sequence[date] = ()) -> None:
        super().__init__(data)
        self.taken = taken
        # Limits before the first month would be those of nothing.
        self.fields["month"].choices = _choices("Choose a month", months[1:])

    def clean_month(self) -> date:
        """One new baseline a month."""
        chosen = self.cleaned_data["month"]
        if chosen in self.taken:
            raise forms.ValidationError("There is a new baseline from this month already: withdraw it first")
        return chosen
