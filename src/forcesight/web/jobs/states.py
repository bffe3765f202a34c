"""A job's states and the moves between them, as data; the docs' picture is drawn from here."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    SUCCEEDED = "succeeded", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


#: From each state, the states that may follow. A job whose worker died goes back to the queue.
MOVES: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.RUNNING, State.CANCELLED}),
    State.RUNNING: frozenset({State.SUCCEEDED, State.FAILED, State.CANCELLED, State.QUEUED}),
    State.SUCCEEDED: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}

#: Who brings a job out of each state: the worker, the worker or the person who cancels, or nobody any more.
OWNERS: dict[State, str] = {
    State.QUEUED: "the worker, or the person who cancels",
    State.RUNNING: "the worker",
    State.SUCCEEDED: "nobody",
    State.FAILED: "nobody",
    State.CANCELLED: "nobody",
}

#: The states in which a job has come to its end.
ENDED = frozenset(state for state, following in MOVES.items() if not following)


def may_follow(before: State, after: State) -> bool:
    """May a job go from one state to the other?"""
    return after in MOVES[before]


def diagram() -> str:
    """The moves as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    [*] --> queued"]
    lines += [f"    {before} --> {after}" for before in State for after in sorted(MOVES[before])]
    lines += [f"    {state} --> [*]" for state in State if state in ENDED]
    return "\n".join(lines) + "\n"
