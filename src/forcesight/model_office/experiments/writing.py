"""Writing an experiment as its file, so that it can be run again; its office stands in it by its id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any, Final, Literal

from forcesight.model_office.experiments.experiment import Experiment, Lever
from forcesight.model_office.experiments.levers.kinds import KIND_OF
from forcesight.model_office.office.writing import left_out, toml_value


_OWN_TABLES: Final = ("office", "options", "precision", "target", "margins")


def write_experiment(
    experiment: Experiment,
    *,
    valid_from: date | None = None,
    source: str = "",
    confidence: Literal["high", "medium", "low"] = "low",
) -> str:
    """The experiment as TOML text, without comments; what has its default is left out.

    An entry of the catalogue must also say from when it is valid, its source and how far it is trusted.
    """
    lines = ["[experiment]", *_fields(experiment, _OWN_TABLES)]
    lines.insert(3, f"office = {toml_value(experiment.office.id)}")
    if valid_from is not None:
        lines.append(f"valid_from = {toml_value(valid_from)}")
    if source:
        lines += [f"source = {toml_value(source)}", f"confidence = {toml_value(confidence)}"]
    for name in ("precision", "target"):
        table = getattr(experiment, name)
        if table is not None:
            lines += ["", f"[experiment.{name}]", *_fields(table)]
    for option in experiment.options:
        lines += ["", "[[experiment.option]]", *_fields(option, ("levers",))]
        for lever in option.levers:
            lines += ["", "[[experiment.option.lever]]", *_lever(lever)]
    return "\n".join(lines) + "\n"


def _lever(lever: Lever) -> Iterator[str]:
    yield f"kind = {toml_value(KIND_OF[type(lever)])}"
    yield from _fields(lever)


def _fields(thing: Any, but: tuple[str, ...] = ()) -> Iterator[str]:
    for each in fields(thing):
        value = getattr(thing, each.name)
        if each.name not in but and not left_out(each, value):
            yield f"{each.name} = {toml_value(value)}"
