"""The form field of a lever's field, by its type: what a kind of lever asks for is asked without code for the kind.

A field that names things of the office is a choice of them. Changes and shares are asked in per cent, as people say
them. What is itself a table (the shifts of a pattern) is typed line by line.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

from django import forms

from forcesight.model_office.experiments.levers.staff import DAYS
from forcesight.model_office.office.description import Office
from forcesight.web.offices.choices import MAY_BE_NEW, Choices, choices_for
from forcesight.web.offices.lever_labels import Label, label_of_field
from forcesight.web.offices.row_fields import OPTIONAL, NamesField, NumbersField, RowsField


FEW: Final = 6
"""So many choices are radios; more are a list that opens."""
MANY: Final = 15
"""More boxes than these to tick are folded away."""
LONGEST_NAME: Final = 200
LONGEST_TEXT: Final = 20_000
"""Characters of what is typed line by line: several times the longest pattern that anybody works."""
LARGEST: Final = 1_000_000
"""No number that an office has is larger."""
_DIGITS = 10


class PlainField(forms.FloatField):
    """A number, shown as people write it: 24 rather than 24.0."""

    ends = (-LARGEST, LARGEST)

    def prepare_value(self, value: Any) -> Any:
        """A kept number as text; what was typed stays."""
        return f"{value:.{_DIGITS}g}" if isinstance(value, float | int) else value


class PerCentField(forms.FloatField):
    """A share, asked in per cent: 40 is 0.4. Its ends, as those of every field, are of what is typed."""

    ends = (0, 100)

    def clean(self, value: Any) -> float | None:
        """The share."""
        given = super().clean(value)
        return None if given is None else round(given / 100, _DIGITS)

    def prepare_value(self, value: Any) -> Any:
        """The per cent of a share that is kept; what was typed stays."""
        return f"{round(value * 100, _DIGITS):g}" if isinstance(value, float | int) else value


class PointsField(PerCentField):
    """The change of a share, asked in percentage points: -5 is -0.05."""

    ends = (-100, 100)


class ChangeField(forms.FloatField):
    """A factor, asked as the change in per cent: 8 is 1.08. No more than all can be taken away."""

    ends = (-100, LARGEST)

    def clean(self, value: Any) -> float | None:
        """The factor."""
        given = super().clean(value)
        return None if given is None else round(1 + given / 100, _DIGITS)

    def prepare_value(self, value: Any) -> Any:
        """The change of a factor that is kept; what was typed stays."""
        return f"{round((value - 1) * 100, _DIGITS):g}" if isinstance(value, float | int) else value


PER_CENT: Final[dict[str, type[PerCentField | ChangeField]]] = {
    "factor": ChangeField, "share": PerCentField, "standard": PerCentField, "shrinkage": PerCentField,
    "abstraction": PerCentField, "away.set": PerCentField, "away.add": PointsField,
}  # fmt: skip
"""Numbers that people say in per cent, by their names; `kind.field` where those of one kind are."""


class SuggestingInput(forms.TextInput):
    """A text for which a browser suggests what the office has; anything may be typed."""

    template_name = "offices/asking/suggesting_input.html"

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self.choices = choices

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With the list, and its name."""
        listed = f"{name}_suggested"
        context = super().get_context(name, value, {**(attrs or {}), "list": listed})
        return {**context, "choices": self.choices, "listed": listed}


def field_for(kind: str, each: dataclasses.Field[Any], hint: Any, office: Office, *, asked_alone: bool) -> forms.Field:
    """The form field of one field of a kind of lever; `asked_alone` says that it is not one of several to choose from.

    What has no default and is asked alone must be filled in; but of things to tick, none may be an answer.
    """
    label, bare = label_of_field(kind, each.name), _bare(hint)
    choices = choices_for(kind, each.name, office)
    ticked = bare is bool or (choices is not None and get_origin(bare) is tuple)
    needed = asked_alone and each.default is MISSING and not ticked
    if choices is None:
        made = _typed(kind, each.name, bare)
    elif f"{kind}.{each.name}" in MAY_BE_NEW:
        made = forms.CharField(max_length=LONGEST_NAME, widget=SuggestingInput(choices))
        label = Label(label.words, f"{label.hint} The office has {_listed(choices)}.")
    else:
        made = _chosen(bare, choices, needed=needed)
    made = _said(made, label, needed)
    if asked_alone and not needed and each.default in ("", None):
        made.label = f"{label.words}{OPTIONAL}"
    return made


def _said(field: forms.Field, label: Label, needed: bool) -> forms.Field:
    field.label, field.help_text, field.required = label.words, label.hint, needed
    ends = (
        f"{label.words}: enter a number from {getattr(field, 'min_value', 0):,} to {getattr(field, 'max_value', 0):,}"
    )
    field.long = isinstance(field, forms.MultipleChoiceField) and len(field.choices) > MANY
    field.error_messages |= {
        "required": f"{label.words}: fill this in",
        "invalid": f"{label.words}: enter a number",
        "min_value": ends,
        "max_value": ends,
        "invalid_choice": f"{label.words}: choose from the list",
        "max_length": f"{label.words}: enter {getattr(field, 'max_length', None) or 0:,} characters or fewer",
    }
    return field


def _bare(hint: Any) -> Any:
    """The type without the "or nothing"."""
    if get_origin(hint) in (Union, UnionType):
        return next(each for each in get_args(hint) if each is not NoneType)
    return hint


def _listed(choices: Choices) -> str:
    return ", ".join(f"{name} ({words})" if words.lower() != name else name for name, words in choices) or "none"


def _chosen(hint: Any, choices: Choices, *, needed: bool) -> forms.Field:
    """A choice of things. Nothing can be chosen where it need not be, and is what a list shows first."""
    if get_origin(hint) is tuple:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
    if len(choices) > FEW:
        return forms.ChoiceField(choices=[("", "Choose one" if needed else "None"), *choices])
    return forms.ChoiceField(choices=choices if needed else [("", "None"), *choices], widget=forms.RadioSelect)


def _typed(kind: str, name: str, hint: Any) -> forms.Field:
    if get_origin(hint) is Literal:
        choices = [(each, str(each).capitalize()) for each in get_args(hint)]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
    if get_origin(hint) is tuple:
        return _several(name, get_args(hint)[0])
    if dataclasses.is_dataclass(hint):
        return RowsField(row=hint, single=True, max_length=LONGEST_TEXT)
    if hint is bool:
        return forms.BooleanField()
    narrow = forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"})
    if hint is int:
        return forms.IntegerField(min_value=-LARGEST, max_value=LARGEST, widget=narrow)
    if hint is float:
        made = PER_CENT.get(f"{kind}.{name}") or PER_CENT.get(name) or PlainField
        return made(min_value=made.ends[0], max_value=made.ends[1], widget=narrow)
    return forms.CharField(max_length=LONGEST_NAME)


def _several(name: str, inner: Any) -> forms.Field:
    if name == "weekdays":
        days = list(enumerate(DAYS))
        return forms.TypedMultipleChoiceField(coerce=int, choices=days, widget=forms.CheckboxSelectMultiple)
    if inner in (int, float):
        return NumbersField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}))
    if dataclasses.is_dataclass(inner):
        return RowsField(row=inner, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))
    return NamesField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))
