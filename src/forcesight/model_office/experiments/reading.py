"""Reading an experiment's file: an office by its id, options made of levers; or every problem, told with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from forcesight.errors import ForcesightError, InputRefused
from forcesight.model_office.experiments.experiment import (
    BASELINE,
    Experiment,
    Lever,
    Option,
    Target,
    fault_of_id,
)
from forcesight.model_office.experiments.levers.tables import lever_of
from forcesight.model_office.experiments.names import names_that_lead_nowhere
from forcesight.model_office.experiments.stopping import Precision
from forcesight.model_office.office.description import Office
from forcesight.model_office.office.shelf import find_office
from forcesight.toml_tables import Fault, Place, Spelling, read_table
from forcesight.toml_text import Toml, read_toml, where


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The fields of a file that are not in tables of their own."""

    id: str
    name: str
    office: str
    question: str = ""
    aims: tuple[str, ...] = ()
    runs: int = 20
    seed: int = 1
    watch: str = ""
    level: float = 0.95
    valid_from: date | None = None
    source: str = ""
    confidence: Literal["high", "medium", "low"] = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class _OptionHeading:
    id: str
    name: str


_SPELLING: Final = Spelling(
    elsewhere={
        Heading: (frozenset(), frozenset({"precision", "target", "option"})),
        _OptionHeading: (frozenset(), frozenset({"lever"})),
    }
)
FindOffice = Callable[[str], Office]


def read_experiment(source: str | Path, name: str = "", *, office: FindOffice = find_office) -> Experiment:
    """The experiment that a file (a Path) or a text (a str) describes; its levers fit its office.

    `name` is what to call a text in a problem's sentence, and `office` finds an office by its id. Raises InputRefused
    with every problem and its line.
    """
    toml = read_toml(source, name)
    reading = _Reading(toml.name, toml.lines, [])
    experiment = reading.experiment(_experiment_table(toml), office)
    if experiment is None:
        raise InputRefused(*reading.sentences())
    return experiment


@dataclass(slots=True)
class _Reading:
    """One reading of a file, with what was wrong so far."""

    file: str
    lines: Mapping[Place, int]
    faults: list[Fault]

    def experiment(self, raw: Mapping[str, Any], find: FindOffice) -> Experiment | None:
        heading = self._table(Heading, raw, ())
        office = self._try(("office",), lambda: find(heading.office)) if heading else None
        precision = self._table(Precision, raw["precision"], ("precision",)) if "precision" in raw else None
        target = self._table(Target, raw["target"], ("target",)) if "target" in raw else None
        tables = self._tables(raw, "option", ())
        options = [self._option(table, office, ("option", number)) for number, table in enumerate(tables)]
        self.faults += _ids_that_cannot_be(options)
        if self.faults or heading is None or office is None:
            return None
        made = self._try(
            (),
            lambda: Experiment(
                id=heading.id,
                name=heading.name,
                office=office,
                options=tuple(option for option in options if option is not None),
                aims=heading.aims,
                question=heading.question,
                runs=heading.runs,
                seed=heading.seed,
                precision=precision,
                watch=heading.watch,
                target=target,
                level=heading.level,
            ),
        )
        if made is not None:
            self.faults += names_that_lead_nowhere(made)
        return None if self.faults else made

    def _option(self, raw: Mapping[str, Any], office: Office | None, place: Place) -> Option | None:
        heading = self._table(_OptionHeading, raw, place)
        levers: list[Lever] = []
        for number, table in enumerate(self._tables(raw, "lever", place)):
            at = (*place, "lever", number)
            lever, faults = lever_of(table, at)
            self.faults += faults
            # A lever stands on the office as the levers before it left it, so the first that is wrong ends the look.
            if lever is None:
                office = None
            elif office is not None:
                office = self._pulled(lever, office, at)
            if lever is not None:
                levers.append(lever)
        return Option(id=heading.id, name=heading.name, levers=tuple(levers)) if heading else None

    def _pulled(self, lever: Lever, office: Office, at: Place) -> Office | None:
        found = self._try(at, lambda: lever.pulled(office))
        return found[0] if found else None

    def _table(self, kind: type[T], raw: Any, place: Place) -> T | None:
        if not isinstance(raw, dict):
            self.faults.append(Fault(place, f"{place[-1]} is {raw!r}: it must be a table"))
            return None
        read = self._try(place, lambda: read_table(kind, raw, _SPELLING, place))
        if read is None:
            return None
        self.faults += read[1]
        return read[0]

    def _tables(self, raw: Mapping[str, Any], name: str, place: Place) -> list[dict[str, Any]]:
        tables = raw.get(name, [])
        if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
            return tables
        header = ".".join(["experiment", *(str(step) for step in place if isinstance(step, str)), name])
        self.faults.append(Fault((*place, name), f"{name} must be tables, each under its own header: [[{header}]]"))
        return []

    def _try(self, place: Place, what: Callable[[], T]) -> T | None:
        """What a call gives; what it refuses is a fault at the place."""
        try:
            return what()
        except ForcesightError as refused:
            self.faults += [Fault(place, sentence) for sentence in str(refused).split("\n")]
            return None

    def sentences(self) -> list[str]:
        """What is wrong, in the order of lines."""
        told = sorted({(self._line(fault.place), self._sentence(fault)) for fault in self.faults})
        return [sentence for _, sentence in told]

    def _line(self, place: Place) -> int:
        whole: Place = ("experiment", *place)
        return next((self.lines[whole[:end]] for end in range(len(whole), 0, -1) if whole[:end] in self.lines), 0)

    def _sentence(self, fault: Fault) -> str:
        told = f"{where(self.file, self._line(fault.place))}{_words(fault.place)}{fault.problem}"
        return told if told.endswith(("?", ".")) else f"{told}."


def _ids_that_cannot_be(options: Sequence[Option | None]) -> Iterator[Fault]:
    seen = {BASELINE}
    for number, option in enumerate(options):
        if option is not None and (fault := fault_of_id(option.id)):
            yield Fault(("option", number, "id"), fault)
        if option is not None and option.id in seen:
            what = "is the office as it is" if option.id == BASELINE else "stands here for the second time"
            yield Fault(("option", number, "id"), f"id {option.id!r} {what}: give the option another")
        seen |= {option.id} if option else set()


def _words(place: Place) -> str:
    """Where a fault is, in words: "option 2, lever 1: "."""
    counted = [f"{name} {at + 1}" for name, at in pairwise(place) if isinstance(at, int)]
    return f"{', '.join(counted)}: " if counted else ""


def _experiment_table(toml: Toml) -> Mapping[str, Any]:
    raw = toml.content.get("experiment")
    if not isinstance(raw, dict):
        raise InputRefused(f"{where(toml.name)}there is no experiment: begin with [experiment].")
    strangers = [name for name in toml.content if name != "experiment"]
    if strangers:
        raise InputRefused(*(
            f"{where(toml.name, toml.lines[name,])}{name!r} does not belong here: all is in [experiment]."
            for name in strangers
        ))  # fmt: skip
    return raw
