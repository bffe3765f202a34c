"""The manifest of an experiment: what makes it repeatable, to the bit.

With the same office files, levers, seeds and versions an experiment gives the same comparison. Another version of numpy
or numba may round the last bit of a number otherwise; so they are named too.
"""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import numba
import numpy as np
import scipy

from forcesight import __version__
from forcesight.model_office.experiments.comparison import Comparison
from forcesight.model_office.experiments.experiment import Changed, Experiment
from forcesight.model_office.office.writing import fingerprint


@dataclass(frozen=True, slots=True)
class ManifestOption:
    """One option: its levers in words, what had to be rounded, and the fingerprint of the office that was run."""

    id: str
    name: str
    levers: tuple[str, ...]
    notes: tuple[str, ...]
    fingerprint: str

    @classmethod
    def of(cls, changed: Changed) -> ManifestOption:
        """The option of a changed office."""
        return cls(changed.id, changed.name, changed.levers, changed.notes, fingerprint(changed.office))


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that an experiment's answer depends on; `options` has the baseline first.

    `seeds` are the first and the last that all options were run for, `versions` those of the programs, `margins` by
    unit how small a change was no change worth the name, and since when and on whose word.
    """

    experiment: str
    name: str
    question: str
    office: str
    options: tuple[ManifestOption, ...]
    aims: tuple[str, ...]
    seeds: tuple[int, int]
    runs: int
    level: float
    precision: dict[str, float] | None
    watch: str
    target: dict[str, str | float] | None
    begun: str
    ended: str
    versions: dict[str, str]
    margins: dict[str, dict[str, Any]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The manifest as JSON has it."""
        return asdict(self)


def manifest(experiment: Experiment, comparison: Comparison, begun: datetime, ended: datetime) -> Manifest:
    """The manifest of an experiment that was run between two moments, which have their time zone."""
    return Manifest(
        experiment=experiment.id,
        name=experiment.name,
        question=experiment.question,
        office=experiment.office.id,
        options=tuple(map(ManifestOption.of, experiment.changed)),
        aims=experiment.aims,
        seeds=(experiment.seed, experiment.seed + comparison.runs - 1),
        runs=comparison.runs,
        level=experiment.level,
        precision=_given(experiment.precision),
        watch=experiment.watch,
        target=_given(experiment.target),
        begun=begun.isoformat(timespec="seconds"),
        ended=ended.isoformat(timespec="seconds"),
        versions=versions(),
        margins=experiment.margins.told(),
    )


def versions() -> dict[str, str]:
    """The programs on which the last bit of a number may depend."""
    return {
        "forcesight": __version__,
        "python": platform.python_version(),
        "numba": numba.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


def _given(wish: Any) -> dict[str, Any] | None:
    """The fields of a precision or a target that were given."""
    return None if wish is None else {name: value for name, value in asdict(wish).items() if value is not None}
