"""The experiments of the catalogue: those that Forcesight ships and those of a home."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from forcesight.model_office.experiments.experiment import Experiment
from forcesight.model_office.experiments.reading import read_experiment
from forcesight.model_office.office.shelf import find_office
from forcesight.model_office.shelf import Listed, Shelf


ListedExperiment = Listed
_SHELF: Final = Shelf(
    folder="experiments",
    table="experiment",
    called="an experiment",
    told_by="question",
    must_say={"id": str, "name": str, "valid_from": date, "source": str, "confidence": str, "office": str},
)


def experiments(overlay: Path | None = None, at: date | None = None) -> list[ListedExperiment]:
    """The experiments in force on a day (None: today), by name; `overlay` is the home's catalogue folder.

    `description` is the question, `office` the id of the office. Files that cannot be listed have a `problem`.
    """
    return _SHELF.listed(overlay, at)


def find_experiment(experiment_id: str, overlay: Path | None = None, at: date | None = None) -> Experiment:
    """One experiment with its office, both of the day.

    Raises UnknownEntry with the nearest ids where it is not in force, InputRefused where it is faulty.
    """
    text, file = experiment_text(experiment_id, overlay, at)
    return read_experiment(text, file, office=lambda office_id: find_office(office_id, overlay, at))


def experiment_text(experiment_id: str, overlay: Path | None = None, at: date | None = None) -> tuple[str, str]:
    """The text of an experiment's file, as its writer left it, and the file's name in the catalogue.

    Raises UnknownEntry with the nearest ids where it is not in force, InputRefused where it cannot be listed.
    """
    return _SHELF.text_of(experiment_id, overlay, at)
