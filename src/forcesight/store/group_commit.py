"""Work that several threads ask for at the same time, done once for all of them: one sync to disk for many requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar


T = TypeVar("T")
R = TypeVar("R")


@dataclass(slots=True)
class _Turn(Generic[T, R]):
    item: T
    done: bool = False
    result: list[R] = field(default_factory=list)
    fault: BaseException | None = None


class GroupCommit(Generic[T, R]):
    """Joins what is handed in while `work` is busy into its next call; each caller gets its own result."""

    def __init__(self, work: Callable[[Sequence[T]], Sequence[R]]) -> None:
        self._work = work
        self._turn = Lock()
        self._gate = Lock()
        self._waiting: list[_Turn[T, R]] = []

    def hand_in(self, item: T) -> R:
        """The result for this item, once `work` has done it; what `work` raises, all of its callers get."""
        own: _Turn[T, R] = _Turn(item)
        with self._gate:
            self._waiting.append(own)
        with self._turn:
            # Whoever comes first does the work of all who wait; the others find theirs done.
            if not own.done:
                self._do_all()
        if own.fault is not None:
            raise own.fault
        return own.result[0]

    def _do_all(self) -> None:
        with self._gate:
            turns, self._waiting = self._waiting, []
        try:
            for turn, result in zip(turns, self._work([turn.item for turn in turns]), strict=True):
                turn.result.append(result)
        except Exception as fault:
            for turn in turns:
                turn.fault = fault
        finally:
            for turn in turns:
                turn.done = True
