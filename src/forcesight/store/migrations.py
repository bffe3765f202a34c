"""How each contract came from its earlier version: pure SQL, one step a version.

A step reads the table at its version and gives the rows of the next; `{source}` stands for the rows. Steps follow
one another, so a table of any age reaches today's contract. A step is never changed once it is released.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forcesight.errors import HomeError
from forcesight.records import Contract


@dataclass(frozen=True, slots=True)
class Step:
    """From version `version` of a table to the next."""

    table: str
    version: int
    select: str
    why: str


# Version 0 was the layout before the first release.
STEPS: Sequence[Step] = (
    Step(
        "recorded_crime",
        0,
        "SELECT * RENAME (crime_id AS source_id) FROM {source}",
        "every operational table calls the source's identifier source_id",
    ),
    Step(
        "source_file",
        0,
        "SELECT *, CAST(NULL AS BOOLEAN) AS edition_inferred FROM {source}",
        "it was not noted whether an edition was inferred, so it is unknown",
    ),
)


def migrated(contract: type[Contract], version: int, source: str, steps: Sequence[Step] = STEPS) -> str:
    """SQL that reads rows of an earlier version as rows of today's contract; HomeError where a step is missing."""
    known = {step.version: step for step in steps if step.table == contract.table}
    for number in range(version, contract.version):
        if number not in known:
            raise HomeError(f"{contract.table} at version {number} is too old for this Forcesight; upgrade in stages.")
        source = f"({known[number].select.format(source=source)})"
    columns = ", ".join(f'CAST("{c.name}" AS {c.type.duckdb}) AS "{c.name}"' for c in contract.columns)
    return f"SELECT {columns} FROM {source}"
