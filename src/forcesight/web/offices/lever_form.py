"""The form of one lever, made from the fields of its dataclass; what the lever refuses is said in its own sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any, Final, NamedTuple

from django import forms
from django.forms import BoundField

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers import KINDS
from forcesight.model_office.experiments.levers.tables import lever_of
from forcesight.model_office.office.description import Office
from forcesight.toml_fields import hints_of
from forcesight.web.offices.choices import MAY_BE_NEW, choices_for
from forcesight.web.offices.lever_fields import field_for
from forcesight.web.offices.lever_labels import GROUPS, Group


AMOUNTS: Final = frozenset({"set", "add", "factor", "share", "officers", "hours_a_year"})


class Question(NamedTuple):
    """What is asked together: one field, or several under a legend."""

    group: Group | None
    fields: list[BoundField]


class LeverForm(forms.Form):
    """The lever of one kind, on an office as the levers before it leave it.

    `lever` is what the form has been filled in with once it is valid.
    """

    def __init__(self, data: Any, *, kind: str, office: Office, lever: Any = None) -> None:
        hints, self.kind, self.office = hints_of(KINDS[kind]), kind, office
        self.lever: Any = None
        kept = {each.name: getattr(lever, each.name) for each in fields(KINDS[kind])} if lever else _defaults(kind)
        super().__init__(data, initial={name: value for name, value in kept.items() if value is not None})
        self.groups = groups_of(kind)
        alternatives = {name for group in self.groups if group.one_of for name in group.fields}
        for each in fields(KINDS[kind]):
            alone = each.name not in alternatives
            field = field_for(kind, each, hints[each.name], office, asked_alone=alone)
            if not _idle(field):
                self.fields[each.name] = field
        self.order_fields(_ordered(kind))

    def questions(self) -> Iterator[Question]:
        """The form's questions in order, for the template."""
        told: set[str] = set()
        for name in self.fields:
            group = next((each for each in self.groups if name in each.fields), None)
            together = [each for each in group.fields if each in self.fields] if group else [name]
            if name not in told:
                told |= set(together)
                yield Question(group, [self[each] for each in together])

    def clean(self) -> dict[str, Any]:
        """Make the lever, and pull it on the office; both may refuse."""
        told = super().clean() or self.cleaned_data
        for group in self.groups:
            self._check_one_of(group, told)
        if not self.errors:
            self._make({name: value for name, value in told.items() if _given(value) or self._asks_for_none(name)})
        return told

    def _asks_for_none(self, name: str) -> bool:
        """Whether nothing, of things to tick, is an answer: it is where the lever has no other."""
        (field,) = (each for each in fields(KINDS[self.kind]) if each.name == name)
        return field.default is MISSING and isinstance(self.fields[name], forms.MultipleChoiceField)

    def _check_one_of(self, group: Group, told: dict[str, Any]) -> None:
        names = [name for name in group.fields if name in self.fields]
        if group.one_of and not self.errors.keys() & set(names) and sum(_given(told.get(n)) for n in names) != 1:
            words = " or ".join(f"‘{self.fields[name].label}’" for name in names)
            self.add_error(names[0], f"{group.words}: fill in exactly one of {words}")

    def _make(self, told: dict[str, Any]) -> None:
        lever, faults = lever_of({"kind": self.kind, **told})
        for fault in faults:
            name = str(fault.place[0]) if fault.place else ""
            self.add_error(name if name in self.fields else self._asked_about(told), _sentence(fault.problem))
        if lever is None:
            return
        try:
            lever.pulled(self.office)
        except InputRefused as refused:
            self.add_error(self._asked_about(told), list(refused.sentences))
            return
        self.lever = lever

    def _asked_about(self, told: dict[str, Any]) -> str:
        """The field that a refusal of the whole lever is shown at: the last that was filled in, which says how much."""
        return next((name for name in reversed(self.fields) if name in told), next(iter(self.fields)))


def groups_of(kind: str) -> list[Group]:
    """The groups of which a kind has two fields or more."""
    names = {each.name for each in fields(KINDS[kind])}
    return [group for group in GROUPS if len(names & set(group.fields)) > 1]


def fits(kind: str, office: Office) -> bool:
    """Whether an office has what a kind of lever moves: a station for it, and something to choose where it must be."""
    names = [each.name for each in fields(KINDS[kind]) if f"{kind}.{each.name}" not in MAY_BE_NEW]
    choices = {name: choices_for(kind, name, office) for name in names}
    groups = [set(group.fields) for group in groups_of(kind) if group.one_of]
    for each in fields(KINDS[kind]):
        together = next((group for group in groups if each.name in group), {each.name})
        needed = len(together) > 1 or each.default is MISSING or each.name == "station"
        if needed and together & choices.keys() and all(choices[name] == [] for name in together & choices.keys()):
            return False
    return True


def _defaults(kind: str) -> dict[str, Any]:
    return {each.name: each.default for each in fields(KINDS[kind]) if each.default is not MISSING}


def _ordered(kind: str) -> list[str]:
    """What the change is about comes first, then how much, then what few people need."""
    folded = {name for group in groups_of(kind) if group.folded for name in group.fields}
    names = [each.name for each in fields(KINDS[kind])]
    return sorted(names, key=lambda name: (name in folded, name in AMOUNTS))


def _idle(field: forms.Field) -> bool:
    """Whether there is nothing to choose, and no need to."""
    nothing = isinstance(field, forms.ChoiceField) and not any(value for value, _ in field.choices)
    return nothing and not field.required


def _given(value: Any) -> bool:
    return value is not None and value not in ("", [], ())


def _sentence(problem: str) -> str:
    told = f"{problem[:1].upper()}{problem[1:]}"
    return told if told.endswith((".", "?")) else f"{told}."
