"""An output: one figure of one run, with what it is of, whom it concerns, and which way is better."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from forcesight.catalogue import OutputUnit
from forcesight.errors import InputRefused


Better = Literal["lower", "higher", "neutral"]
Unit = OutputUnit


@dataclass(frozen=True, slots=True)
class Output:
    """What is measured of a station's work, and how it is read. The value belongs to a run, not to this.

    `function` is the part of the force whose work it is; side effects are told by it. `job` is empty for what concerns
    a station or a function as a whole. `standard` is in the output's own unit.
    """

    id: str
    words: str
    unit: Unit
    better: Better
    station: str
    function: str
    job: str = ""
    standard: float | None = None


def named(output: str, known: Iterable[Output]) -> Output:
    """The output of a name among those that there are. Raises InputRefused with their names where it is none."""
    by_id = {each.id: each for each in known}
    if output not in by_id:
        raise InputRefused(f"There is no output {output!r}: the office's outputs are {', '.join(by_id)}.")
    return by_id[output]


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of an output in one run, and over how many jobs, shifts or days; NaN where there was none."""

    output: Output
    value: float
    n: int
