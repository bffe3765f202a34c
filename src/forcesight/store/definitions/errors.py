"""What is said when a definition cannot be used."""

from __future__ import annotations

from forcesight.errors import InputRefused


class DefinitionError(InputRefused, ValueError):
    """A definition that cannot be used. The message is a sentence for the person who wrote it.

    `position` is the character, counted from 1, at which the fault was seen; None where there is no single place.
    """

    exit_code = 2

    def __init__(self, sentence: str, text: str = "", position: int | None = None) -> None:
        self.position = position
        super().__init__(sentence + _where(text, position))


def _where(text: str, position: int | None) -> str:
    """The words that point into the definition: its neighbourhood only, for a definition can be long."""
    if not text:
        return ""
    if position is None:
        return f" The definition is: {_cut(text, 0)}"
    return f" See character {position}: {_cut(text, position - 1)}"


def _cut(text: str, start: int, width: int = 60) -> str:
    words = " ".join(text[start:].split())
    return words if len(words) <= width else words[:width] + "…"
