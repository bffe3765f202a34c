"""What can go wrong, as sentences for the person at the screen, each with the exit code of the command line."""

from __future__ import annotations

from collections.abc import Sequence


class ForcesightError(Exception):
    """A sentence that says what went wrong, where, and what to do."""

    exit_code = 1


class InputRefused(ForcesightError):
    """The file or the request is at fault; nothing was changed."""

    exit_code = 2

    def __init__(self, *sentences: str) -> None:
        self.sentences: Sequence[str] = sentences
        super().__init__("\n".join(sentences))


class HomeError(ForcesightError):
    """The home is missing, newer than this program, or damaged."""

    exit_code = 3


class HomeBusy(ForcesightError):
    """Another process is writing to the home."""

    exit_code = 4


class NotAllowed(ForcesightError):
    """The person may not do this."""

    exit_code = 5
