"""Compiling all kernels ahead, into the cache that every later start reads.

What is compiled is kept for the sources as they are (`kernel_cache`): after a change of them everything is compiled
again, and what was compiled of the old ones is removed.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numba.core import event
from numba.core.dispatcher import Dispatcher

import forcesight.model_office
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.kernel_cache import forget, kernel_folder
from forcesight.model_office.office.description import Desk, Office
from forcesight.model_office.office.shelf import find_office, offices
from forcesight.model_office.requirement.achieved import count
from forcesight.model_office.requirement.standard import Standard
from forcesight.model_office.results import figures
from forcesight.model_office.results.course import course


ROOM: Final = "forcesight.model_office."
Told = Callable[[int, int, str], None]
"""Called before each kernel: how many are compiled, how many there may be, and its name."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """How many kernels had to be compiled, how many were in the cache or are part of others, where, and how long."""

    compiled: int
    kernels: int
    folder: Path
    seconds: float


def compile_kernels(told: Told = lambda _done, _total, _words: None, *, anew: bool = False) -> Compiled:
    """Compile every kernel that the cache lacks; with `anew`, all of them. From nothing it takes about a minute."""
    begun = time.perf_counter()
    found = kernels()
    forget(all_of_them=anew)
    listener = _Listener(len(found), told)
    with event.install_listener("numba:compile", listener):
        for one in offices():
            if one.origin == "forcesight":
                _exercise(replace(find_office(one.id), weeks=2, warm_up_days=0))
    told(len(found), len(found), "Compiled")
    return Compiled(listener.done, len(found), kernel_folder(), time.perf_counter() - begun)


def kernels() -> list[Any]:
    """Every compiled function of the model office."""
    for found in pkgutil.walk_packages(forcesight.model_office.__path__, ROOM):
        importlib.import_module(found.name)
    modules = [module for name, module in sorted(sys.modules.items()) if name.startswith(ROOM)]
    things = [thing for module in modules for thing in vars(module).values() if isinstance(thing, Dispatcher)]
    return list({id(thing): thing for thing in things}.values())


def _exercise(office: Office) -> None:
    """Run an office once, and read everything of it that kernels read."""
    done = run(OfficePlan(office), 1)
    figures(done)
    for station in office.stations:
        course(done, station.id)
        if isinstance(station, Desk):
            codes = [done.plan.codes.jobs[work.job] for work in station.work]
            count(done.stations[station.id].record, Standard(share=0.9), np.array(codes), 1)


class _Listener(event.Listener):
    """Tells of each kernel that numba begins to compile; numba's own functions come with them."""

    def __init__(self, total: int, told: Told) -> None:
        self.done, self._total, self._told = 0, total, told

    def on_start(self, event: Any) -> None:
        """Tell of a kernel by its module."""
        module = event.data["dispatcher"].py_func.__module__
        if module.startswith(ROOM):
            self._told(min(self.done, self._total), self._total, f"Compiling {module.removeprefix(ROOM)}")
            self.done += 1

    def on_end(self, event: Any) -> None:
        """Nothing is told of an end: the next beginning says it."""
