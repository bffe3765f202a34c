"""Form fields that several forms have."""

from __future__ import annotations

from django import forms


def day_field(label: str, *, hint: str = "", required: bool = False) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input--width-10"}),
        error_messages={
            "invalid": f"Enter the date under '{label}' like 2026-03-27",
            "required": f"Enter the date under '{label}'",
        },
    )
