"""Killing a process at a named point, or at a random moment, and running the same command again.

The processes are forked from a server that has imported everything and used nothing, so each costs little more than
what it does.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from forcesight.store import Home, read_snapshot, reading
from forcesight.store.query import content_hash


Command = Callable[[Path], object]

CONTEXT: Any = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.unit.store.crash_commands"])


def _child(command: Command, home: Path, environment: dict[str, str]) -> None:
    os.environ.update({"FORCESIGHT_THREADS": "1", **environment})
    command(home)


def start(command: Command, home: Path, **environment: str) -> BaseProcess:
    """Start the command on a home in a process of its own."""
    process: BaseProcess = CONTEXT.Process(target=_child, args=(command, home, environment))
    process.start()
    return process


def run(command: Command, home: Path, **environment: str) -> int:
    """Run the command; its exit code, which is that of `kill -9` where a fault point stopped it."""
    process = start(command, home, **environment)
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def points(command: Command, home: Path, trace: Path) -> list[str]:
    """Every fault point that the command reaches, in order: `name#time`."""
    assert run(command, home, FORCESIGHT_FAULT_TRACE=str(trace)) == 0
    return trace.read_text().split()


def each(found: Iterable[str]) -> list[str]:
    """Every named point; of one that is reached many times, the first and the last time."""
    found = list(found)
    first = {_name(point): point for point in reversed(found)}
    last = {_name(point): point for point in found}
    return [point for point in found if point in (first[_name(point)], last[_name(point)])]


def each_kind(found: Iterable[str]) -> list[str]:
    """The first point of every kind, whatever the table."""
    found = list(found)
    first = {re.sub(r"^(write|delta)\.\w+", r"\1", _name(point)): point for point in reversed(found)}
    return [point for point in found if point in first.values()]


def _name(point: str) -> str:
    return point.partition("#")[0]


def survives(command: Command, base: Path, place: Path, expected: dict[str, str], visited: Iterable[str]) -> None:
    """Kill the command at each point in turn; every run finds what the last one left.

    A kill before publication must leave the snapshot as it was, so the next run, which dies a little later, is the
    same command again. After publication the command is run again to its end, and must give what an undisturbed run
    gives; then we start anew.
    """
    before = read_snapshot(base).number
    for point in (*visited, ""):
        if not place.exists():
            shutil.copytree(base, place)
        if point:
            assert run(command, place, FORCESIGHT_FAULT_AT=point) == -signal.SIGKILL, point
            assert_whole(place)
        if not point or read_snapshot(place).number != before:
            assert run(command, place) == 0, point
            assert holds(Home.open(place)) == expected, point
            shutil.rmtree(place)


def assert_whole(home: Path) -> None:
    """Every file that the current snapshot names is there."""
    missing = [path for path in read_snapshot(home).paths() if not (home / path).exists()]
    assert missing == []


def holds(home: Home) -> dict[str, str]:
    """What every table of the current snapshot holds."""
    with reading(home.path) as session:
        return {table: content_hash(session, table) for table in sorted(session.snapshot.tables)}
