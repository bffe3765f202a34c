"""An outcome group: published outcomes that mean the same kind of end to a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from forcesight.catalogue.entry import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGroup(Entry):
    """The published outcomes of one group; every outcome is in exactly one group."""

    kind_of_entry: ClassVar[str] = "outcome_group"

    description: str
    outcomes: tuple[str, ...]

    def faults(self) -> Iterator[str]:
        """What is wrong with this group on its own."""
        yield from Entry.faults(self)
        if not self.outcomes:
            yield "outcomes is empty: list the published outcomes of the group"
