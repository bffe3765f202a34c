"""What a person fills in to ask something of an office."""

from __future__ import annotations

from typing import Any

from django import forms


class ExperimentForm(forms.Form):
    """One option: more or less work from outside, beside the office as it is."""

    name = forms.CharField(label="Name", max_length=150, error_messages={"required": "Enter a name"})
    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter why this is asked"},
    )
    change = forms.FloatField(
        label="Change of demand in percent",
        help_text="For example 8, or -5 for less. It applies to all work that comes from outside.",
        min_value=-100,
        max_value=1000,
        error_messages={"required": "Enter the change of demand", "invalid": "Enter the change as a number"},
    )
    runs = forms.IntegerField(
        label="Runs of each option",
        initial=20,
        min_value=5,
        max_value=200,
        error_messages={"required": "Enter how many runs"},
    )

    def definition(self) -> dict[str, Any]:
        """What is asked, as `asked.experiment_of` reads it."""
        told = self.cleaned_data
        lever = {"kind": "demand", "factor": 1 + told["change"] / 100}
        option = {"id": "option_1", "name": told["name"], "levers": [lever]}
        return {"options": [option], "runs": told["runs"], "aims": []}
