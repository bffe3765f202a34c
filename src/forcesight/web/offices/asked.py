"""What was asked, as the site keeps it, to the experiment that the model office runs, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.experiment import Experiment, Option, Target
from forcesight.model_office.experiments.levers import described, levers_from
from forcesight.model_office.experiments.stopping import Precision
from forcesight.model_office.office.description import Office


Told = Mapping[str, Any]
Lever = dict[str, Any]


def experiment_of(definition: Told, office: Office, *, key: str = "asked") -> Experiment:
    """The experiment that a definition asks for. Raises InputRefused with a sentence for what cannot be."""
    options = [_option(number, told) for number, told in enumerate(definition.get("options", ()), start=1)]
    target, precision = definition.get("target"), definition.get("precision")
    return Experiment(
        id=key,
        name=str(definition.get("name", "")),
        office=office,
        options=tuple(options),
        aims=tuple(definition.get("aims", ())),
        question=str(definition.get("question", "")),
        runs=_whole(definition, "runs", 20),
        seed=_whole(definition, "seed", 1),
        precision=_made(Precision, precision, "precision") if precision else None,
        watch=str(definition.get("watch", "")),
        target=_made(Target, target, "target") if target else None,
    )


def definition_of(experiment: Experiment) -> dict[str, Any]:
    """What an experiment asks, as `experiment_of` reads it: plain JSON, without the office.

    Raises InputRefused where it asks for intervals of another level than those that pages print.
    """
    if experiment.level != 0.95:
        raise InputRefused(f"level is {experiment.level:g}: the site prints 95 % intervals; leave level out.")
    target, precision = experiment.target, experiment.precision
    return {
        "name": experiment.name,
        "question": experiment.question,
        "options": [
            {"id": option.id, "name": option.name, "levers": [lever_as_json(lever) for lever in option.levers]}
            for option in experiment.options
        ],
        "aims": list(experiment.aims),
        "runs": experiment.runs,
        "seed": experiment.seed,
        "watch": experiment.watch,
        "precision": _given(asdict(precision)) if precision else None,
        "target": _given(asdict(target)) if target else None,
    }


def lever_as_json(lever: Any) -> Lever:
    """A lever's table with times as text, which `levers_from` reads back."""
    table: Lever = json.loads(json.dumps(described(lever), default=lambda value: value.isoformat()))
    return table


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


def _given(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}


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
