"""What a code list is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of a column with their meanings.

    `source` says where they are laid down, `confidence` how sure we are of that: high, medium or low. `groups` puts
    codes into the groups that figures are told by. A code that is not listed is kept as it came, and flagged.
    """

    name: str
    source: str
    confidence: str
    meanings: Mapping[str, str]
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order."""
        return tuple(self.meanings)

    def __hash__(self) -> int:
        return hash(self.name)


def words(name: str, *codes: str, source: str = "Forcesight", confidence: str = "high") -> CodeList:
    """A list whose codes are plain words that mean what they say."""
    return CodeList(name, source, confidence, {code: code for code in codes})
