"""Where a table's figures come from, and on what terms they may be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms of use: short name as in the Open Definition register, title and address."""

    name: str
    title: str
    path: str


OGL = Licence(
    "OGL-UK-3.0",
    "Open Government Licence v3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the figures come from.

    definition:   how they are counted, in words
    snapshot:     the number of the snapshot they were read from
    period:       the time they cover ("2022-01 to 2024-12")
    generated_at: when the table was made, with its time zone
    source:       whose records they are
    """

    definition: str
    snapshot: int
    period: str
    generated_at: datetime
    source: str = ""

    def __post_init__(self) -> None:
        if self.generated_at.tzinfo is None:
            raise ValueError(
                f"generated_at needs a time zone; {self.generated_at.isoformat()} could be any of two hours."
            )
