"""An experiment: an office as it is, options that move some of its levers, and how often all of them are run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Protocol, runtime_checkable

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.margins import Margins, shipped_margins
from forcesight.model_office.experiments.stopping import LEAST, Precision
from forcesight.model_office.office.description import Office


BASELINE: Final = "baseline"
MOST_OPTIONS: Final = 200
MOST_RUNS: Final = 2000
MOST_TOGETHER: Final = 100_000
"""Runs of all options together: every value of each is kept, and a machine has to hold them."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


@runtime_checkable
class Lever(Protocol):
    """One named change to an office."""

    @property
    def words(self) -> str:
        """The change in a sentence's words: "8 % more of every demand"."""

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The changed office, and sentences on what had to be rounded or left out.

        Raises InputRefused with a sentence where the office has nothing of the name, or the change cannot be.
        """


@dataclass(frozen=True, kw_only=True)
class Option:
    """An office with some levers moved, in their order."""

    id: str
    name: str
    levers: tuple[Lever, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Target:
    """A standard that an option is to meet at least cost: an output, and the value that it must reach.

    The cost of an option is the staff hours a week that its office rosters.
    """

    output: str
    at_least: float | None = None
    at_most: float | None = None

    def __post_init__(self) -> None:
        if (self.at_least is None) == (self.at_most is None):
            raise InputRefused(f"The target {self.output!r} needs either at_least or at_most.")


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """What is asked of an office.

    aims        the functions that the options are meant to change; what gets worse in others is a side effect
    runs        replications of each option (of the baseline too); with `precision`, the most that are run
    precision   stop when the paired difference of `watch` is known so exactly for every option, all together
    watch       the output that `precision` is about
    target      where the question is which option meets a standard at least cost
    margins     how small a change is no change worth the name; without it, as the shipped catalogue says today
    """

    id: str
    name: str
    office: Office
    options: tuple[Option, ...]
    aims: tuple[str, ...] = ()
    question: str = ""
    runs: int = 20
    seed: int = 1
    precision: Precision | None = None
    watch: str = ""
    target: Target | None = None
    level: float = 0.95
    margins: Margins = field(default_factory=shipped_margins)

    def __post_init__(self) -> None:
        for fault in filter(None, (fault_of_id(option.id) for option in self.options)):
            raise InputRefused(f"An option's {fault}.")
        names = [BASELINE, *(option.id for option in self.options)]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise InputRefused(f"{', '.join(twice)}: an option's id is its own, and the first is always the baseline.")
        if not 1 <= len(self.options) <= MOST_OPTIONS:
            raise InputRefused(f"An experiment has 1 to {MOST_OPTIONS} options; this one has {len(self.options)}.")
        if not LEAST <= self.runs <= MOST_RUNS:
            raise InputRefused(f"Give {LEAST} to {MOST_RUNS} runs of each option; {self.runs} were asked for.")
        together = self.runs * (len(self.options) + 1)
        if together > MOST_TOGETHER:
            raise InputRefused(
                f"{self.runs:,} runs of {len(self.options):,} options and the baseline are {together:,}: an experiment "
                f"has {MOST_TOGETHER:,} at most."
            )
        if not 0 < self.level < 1:
            raise InputRefused(f"The level {self.level:g} cannot be: 95 % is 0.95.")
        if self.precision is not None and not self.watch:
            raise InputRefused("A precision needs the output that is watched: give `watch`.")

    @property
    def asked_about(self) -> str:
        """The output that the question is about: the watched one, or the target's; empty where it is about all."""
        return self.watch or (self.target.output if self.target else "")

    @cached_property
    def changed(self) -> tuple[Changed, ...]:
        """Every option's office, the baseline's first, with what had to be rounded."""
        return (Changed(BASELINE, "As it is", self.office, (), ()), *(_changed(self.office, o) for o in self.options))


@dataclass(frozen=True, slots=True)
class Changed:
    """An option's office, its levers in words, and sentences on what had to be rounded."""

    id: str
    name: str
    office: Office
    levers: tuple[str, ...]
    notes: tuple[str, ...]


def fault_of_id(option: str) -> str:
    """What is wrong with the id of an option, which names a file of the pack; empty where it is well."""
    if _ID.fullmatch(option):
        return ""
    return f"id is {option[:100]!r}: write up to 100 letters, digits, dots, - and _, a letter or digit first"


def _changed(office: Office, option: Option) -> Changed:
    notes: list[str] = []
    for lever in option.levers:
        office, told = lever.pulled(office)
        notes += told
    return Changed(option.id, option.name, office, tuple(lever.words for lever in option.levers), tuple(notes))
