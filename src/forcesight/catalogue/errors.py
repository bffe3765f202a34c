"""What is wrong with a catalogue, told all at once."""

from __future__ import annotations

from collections.abc import Iterable

from forcesight.errors import InputRefused


class CatalogueError(InputRefused, ValueError):
    """The catalogue cannot be used. Each of `problems` is a sentence: file, entry, field and what to do."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(*self.problems)


class UnknownEntry(InputRefused, LookupError):
    """No entry of this id is in force on the day asked for. The message is a sentence."""
