"""A police force: its slug at data.police.uk, the name its records carry, and its statistical code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forcesight.catalogue.entry import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Force(Entry):
    """One force; `id` is its data.police.uk slug and `name` what its files say under "Reported by".

    `statistical_code` is the code of its police force area (E23… or W15…), empty for a force without one.
    """

    kind_of_entry: ClassVar[str] = "force"

    area_name: str = ""
    statistical_code: str = ""
