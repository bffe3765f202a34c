"""What was asked, as the site keeps it, and back to the experiment that the model office runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.experiment import Experiment, Option, Target
from forcesight.model_office.experiments.levers import levers_from
from forcesight.model_office.office.description import Office


Told = Mapping[str, Any]


def experiment_of(definition: Told, office: Office, *, key: str = "asked") -> Experiment:
    """The experiment that a definition asks for. Raises InputRefused with a sentence for what cannot be."""
    options = [_option(number, told) for number, told in enumerate(definition.get("options", ()), start=1)]
    target = definition.get("target")
    return Experiment(
        id=key,
        name=str(definition.get("name", "")),
        office=office,
        options=tuple(options),
        aims=tuple(definition.get("aims", ())),
        runs=_whole(definition, "runs", 20),
        seed=_whole(definition, "seed", 1),
        target=_made(Target, target, "target") if target else None,
    )


def levers_in_words(definition: Told) -> list[tuple[str, list[str]]]:
    """Each option's name, and its levers in words; nothing where a lever cannot be read any more."""
    told = []
    for option in definition.get("options", ()):
        try:
            words = [lever.words for lever in levers_from(option.get("levers", ()))]
        except InputRefused:
            words = []
        told.append((str(option["name"]), words))
    return told


def _option(number: int, told: Told) -> Option:
    name = str(told.get("name") or f"Option {number}")
    levers = told.get("levers", ())
    if not isinstance(levers, Sequence) or not all(isinstance(each, dict) for each in levers):
        raise InputRefused(f"{name}: write each lever as a table with its kind.")
    return Option(id=str(told.get("id") or f"option_{number}"), name=name, levers=tuple(levers_from(levers)))


def _whole(definition: Told, name: str, otherwise: int) -> int:
    value = definition.get(name, otherwise)
    if type(value) is not int:
        raise InputRefused(f"{name} is {value!r}: write a whole number.")
    return value


def _made(kind: Any, fields: Any, what: str) -> Any:
    try:
        return kind(**fields)
    except TypeError as error:
        raise InputRefused(f"The {what} cannot be read: {str(error).split('() ')[-1]}.") from None
