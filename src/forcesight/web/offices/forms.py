"""What a person fills in, step by step, to ask something of an office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from forcesight.model_office.experiments.experiment import MOST_RUNS
from forcesight.model_office.experiments.stopping import LEAST
from forcesight.web.offices.choices import Grouped
from forcesight.web.offices.lever_labels import Label


LONGEST_FILE = 200_000
"""An experiment's file has no more bytes than this."""


def _text(label: str, longest: int, missing: str, *, hint: str = "", rows: int = 0) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput,
        error_messages={"required": missing, "max_length": f"{label} must be {longest:,} characters or fewer"},
    )


class AboutForm(forms.Form):
    """What is asked, what it is called, and why."""

    question = _text(
        "What do you want to know?",
        1000,
        "Enter what you want to know",
        hint="For example: what do two more people by night do for 999 calls, and what gets worse elsewhere?",
        rows=3,
    )
    name = _text("Name", 150, "Enter a name", hint="It stands in the list of experiments.")
    reason = _text("Reason", 2000, "Enter why this is asked", hint="Why it is asked now, and for whom.", rows=3)

    def told(self) -> dict[str, Any]:
        """The part of a definition that was filled in."""
        return self.cleaned_data


class OptionForm(forms.Form):
    """The name of an option."""

    name = _text("Name of the option", 150, "Enter a name for the option", hint="For example: two more by night.")

    def __init__(self, data: Any, *, taken: Sequence[str], **more: Any) -> None:
        super().__init__(data, **more)
        self.taken = taken

    def clean_name(self) -> str:
        """A name of its own: the result tells options apart by it."""
        name: str = self.cleaned_data["name"]
        if name in self.taken:
            raise forms.ValidationError("Another option has this name: enter a different one")
        return name


class KindForm(forms.Form):
    """Which kind of lever is moved."""

    kind = forms.ChoiceField(
        label="What changes?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what changes", "invalid_choice": "Choose what changes from the list"},
    )

    def __init__(self, data: Any, *, kinds: Sequence[tuple[str, Label]]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [(kind, label.words) for kind, label in kinds]


class AimsForm(forms.Form):
    """What the options are meant to change, and what they must reach."""

    aims = forms.MultipleChoiceField(
        label="Which functions are the options meant to improve?",
        help_text="What gets worse in any other function is shown first, as a side effect.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    output = forms.ChoiceField(
        label="Output with a target (optional)",
        help_text="The result then says which option meets the target with the least staff hours.",
        required=False,
    )
    way = forms.ChoiceField(
        label="The target is",
        required=False,
        choices=[("at_least", "At least"), ("at_most", "At most")],
        widget=forms.RadioSelect,
    )
    value = forms.FloatField(
        label="Value",
        help_text="In the output’s own unit, which stands after its name. For example 90.",
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"}),
        error_messages={"invalid": "Enter the value of the target as a number"},
    )

    def __init__(self, data: Any, *, functions: Sequence[str], outputs: Grouped, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["aims"].choices = [(name, name.capitalize()) for name in functions]
        self.fields["output"].choices = [("", "No target"), *outputs]

    def clean(self) -> dict[str, Any]:
        """A target is an output, a way and a value."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("output"):
            for name, missing in (("way", "Choose at least or at most"), ("value", "Enter the value of the target")):
                if told.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, missing)
        elif told.get("value") is not None and "output" not in self.errors:
            self.add_error("output", "Choose the output that must reach the value")
        return told

    def told(self) -> dict[str, Any]:
        """The part of a definition that was filled in."""
        given = self.cleaned_data
        target = {"output": given["output"], given["way"]: given["value"]} if given["output"] else None
        return {"aims": given["aims"], "target": target}


class RunsForm(forms.Form):
    """How often the options are run, and when that is enough."""

    runs = forms.IntegerField(
        label="Runs of each option",
        help_text="20 are enough for most questions. More runs make the ranges narrower and take longer.",
        min_value=LEAST,
        max_value=MOST_RUNS,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter how many runs",
            "invalid": "Enter the runs as a whole number",
            "min_value": f"Enter {LEAST} runs or more",
            "max_value": f"Enter {MOST_RUNS:,} runs or fewer",
        },
    )
    watch = forms.ChoiceField(
        label="Stop earlier, when the change of this output is known well enough (optional)", required=False
    )
    precision = forms.FloatField(
        label="Well enough is to within",
        help_text="So much on either side of the change. For example 2.",
        required=False,
        min_value=0,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"}),
        error_messages={"invalid": "Enter a number", "min_value": "Enter a number above 0"},
    )

    measured = forms.ChoiceField(
        label="Measured",
        required=False,
        choices=[("absolute", "In the output’s own unit"), ("relative", "In per cent of the change")],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, *, outputs: Grouped, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["watch"].choices = [("", "Do not stop earlier"), *outputs]

    def clean(self) -> dict[str, Any]:
        """An output that is watched, and how well it is to be known, belong together."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("watch") and not told.get("precision") and "precision" not in self.errors:
            self.add_error("precision", "Enter how well the change is to be known, as a number above 0")
        if told.get("watch") and not told.get("measured") and "measured" not in self.errors:
            self.add_error("measured", "Choose how it is measured")
        if told.get("precision") and not told.get("watch") and "watch" not in self.errors:
            self.add_error("watch", "Choose the output that is to be known so well")
        return told

    def told(self) -> dict[str, Any]:
        """The part of a definition that was filled in."""
        given = self.cleaned_data
        per = 100 if given["measured"] == "relative" else 1
        precision = {given["measured"]: given["precision"] / per} if given["watch"] else None
        return {"runs": given["runs"], "watch": given["watch"], "precision": precision}


class FileForm(forms.Form):
    """An experiment's file, pasted or sent."""

    text = forms.CharField(
        label="Text of the file",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "class": "fs-code", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="Or the file itself",
        help_text="A .toml file of at most 200 KB.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        error_messages={"empty": "The file that you chose is empty"},
    )

    def clean_file(self) -> str:
        """What stands in the file."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > LONGEST_FILE:
            raise forms.ValidationError("The file is larger than 200 KB: no experiment is")
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(f"The file is not UTF-8 (byte {error.start}): save it as UTF-8") from None

    def clean(self) -> dict[str, Any]:
        """One of the two, and no more than a file holds."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        text, sent = told.get("text", "").strip(), told.get("file", "")
        if len(text.encode()) > LONGEST_FILE:
            self.add_error("text", "The text is larger than 200 KB: no experiment is")
        elif not text and not sent and not self.errors:
            self.add_error("text", "Paste the text of an experiment, or choose its file")
        told["toml"] = sent or text
        return told
