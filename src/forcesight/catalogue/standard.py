"""What a measure is held against: a margin for "broadly unchanged", a target or standard, a comparison group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from forcesight.catalogue.entry import Entry
from forcesight.catalogue.measure import MeasureKind


OutputUnit = Literal["%", "seconds", "minutes", "days", "hours a week", "jobs a week", "jobs", "count a week"]
"""The units of a model office's outputs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin(Entry):
    """How small a change is no change worth the name: its interval must lie inside ± `value`.

    `relative` margins are fractions of the earlier value (0.05 is 5 %); `points` are in the measure's own unit
    (2 is two percentage points). A margin names one `measure`, or serves every measure of a `measure_kind`, or every
    output of a model office in an `output_unit` ("any": in each unit that has no margin of its own).
    """

    kind_of_entry: ClassVar[str] = "margin"

    measure: str = ""
    measure_kind: MeasureKind | Literal[""] = ""
    output_unit: OutputUnit | Literal["any", ""] = ""
    value: float
    scale: Literal["relative", "points"]

    def faults(self) -> Iterator[str]:
        """What is wrong with this margin on its own."""
        yield from Entry.faults(self)
        if [bool(self.measure), bool(self.measure_kind), bool(self.output_unit)].count(True) != 1:
            yield (
                "give one of measure (one measure's id), measure_kind (count, rate, proportion, mean, weighted) and "
                "output_unit (of a model office's outputs: minutes, jobs a week, …, or any)"
            )
        if self.value <= 0:
            yield "value must be above 0: without a margin nothing can be called broadly unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard(Entry):
    """A level that a measure should reach: `at_least` or `at_most` `value`, in the measure's own unit.

    A `standard` is set nationally or by law, a `target` by the force itself. `force` and `area` are empty where it
    holds everywhere.
    """

    kind_of_entry: ClassVar[str] = "standard"

    measure: str
    value: float
    sense: Literal["at_least", "at_most"]
    status: Literal["standard", "target"]
    force: str = ""
    area: str = ""

    def met_by(self, value: float) -> bool:
        """Whether `value` reaches the standard."""
        return value >= self.value if self.sense == "at_least" else value <= self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonGroup(Entry):
    """The forces that one force is compared with.

    `basis` says how they were found: `listed` by somebody (the source says whom), `records` (every force with records
    in the home) or `neighbours` (forces that share a border). `force` is empty where the group serves any force.
    Groups are not symmetric: A's group may name B while B's does not name A.
    """

    kind_of_entry: ClassVar[str] = "comparison_group"

    basis: Literal["listed", "records", "neighbours"]
    force: str = ""
    members: tuple[str, ...] = ()
    description: str = ""

    def faults(self) -> Iterator[str]:
        """What is wrong with this group on its own."""
        yield from Entry.faults(self)
        if self.basis == "records" and self.members:
            yield "members must be empty where basis is 'records': the home's own records say who is in the group"
        if self.basis != "records" and not self.members:
            yield "members is empty: list the slugs of the forces in the group"
        if self.force and self.force in self.members:
            yield f"members must not hold {self.force!r} itself: a force is compared with the others"
