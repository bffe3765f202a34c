"""A sweep: many options and seeds on all cores of this machine, or on the machines of a Dask cluster.

A run is a pure function of an office and a seed, so where it is run makes no difference: both ways give the same
comparison, to the bit. A worker is sent the office as its file and keeps it planned; it must have the versions that
this machine has, for another numba or numpy might round the last bit otherwise.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

from forcesight.errors import InputRefused
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.experiments.comparison import Comparison
from forcesight.model_office.experiments.conduct import Runner, Told, checked, conduct, nobody
from forcesight.model_office.experiments.experiment import Experiment
from forcesight.model_office.experiments.manifest import versions
from forcesight.model_office.office.reading import describe_office
from forcesight.model_office.office.writing import write_office
from forcesight.model_office.results import Figure, figures


CLUSTERS: Final = ("dask",)
AHEAD: Final = 2
"""How many runs are on their way for each thread of a cluster, so that none waits for the next."""
PATIENCE: Final = 10
"""Seconds to wait for a scheduler to answer."""


def sweep(
    experiment: Experiment,
    *,
    cluster: str = "",
    scheduler: str = "",
    threads: int | None = None,
    told: Told = nobody,
) -> Comparison:
    """Run all options of an experiment for all seeds and compare them, as `conduct` does.

    `cluster` "dask" runs them on the cluster whose scheduler is at the address `scheduler` (tcp://host:8786). Raises
    InputRefused where there is no such cluster, it has no workers, or theirs are other versions than here.
    """
    if not cluster:
        return conduct(experiment, told=told, threads=threads)
    if cluster not in CLUSTERS:
        raise InputRefused(f"There is no cluster of the kind {cluster!r}: choose {' or '.join(CLUSTERS)}.")
    if not scheduler:
        raise InputRefused("Give the address of the cluster's scheduler, such as tcp://machine:8786.")
    # Checked here, so that a fault is told before anything is sent.
    offices = tuple(write_office(office) for office in checked(experiment))
    with _connected(scheduler) as client:
        runner, workers = _on(client, offices), _workers(client, scheduler)
        return conduct(experiment, told=told, threads=AHEAD * workers, runner=runner)


@contextmanager
def _connected(scheduler: str) -> Iterator[Any]:
    try:
        import distributed
    except ImportError:
        raise InputRefused(
            "A sweep on a Dask cluster needs the extra: install it with pip install 'forcesight[dask]'."
        ) from None
    try:
        client: Any = distributed.Client(scheduler, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InputRefused(
            f"No Dask scheduler answers at {scheduler} ({error or type(error).__name__}): check the address, and that "
            "dask scheduler is running."
        ) from error
    with client:
        yield client


def _workers(client: Any, scheduler: str) -> int:
    """How many threads the cluster's workers have; refused where there are none, or they are not like this machine."""
    threads = int(sum(client.nthreads().values()))
    if not threads:
        raise InputRefused(f"The cluster at {scheduler} has no workers: start some with dask worker {scheduler}.")
    here = versions()
    for worker, there in client.run(versions, on_error="return").items():
        if isinstance(there, BaseException):
            raise InputRefused(f"The worker {worker} cannot run Forcesight ({there}): install it there.")
        other = [f"{name} {there.get(name)} (here {version})" for name, version in here.items()
                 if there.get(name) != version]  # fmt: skip
        if other:
            raise InputRefused(f"The worker {worker} has {', '.join(other)}: its results might differ.")
    return threads


def _on(client: Any, offices: tuple[str, ...]) -> Runner:
    def runner(option: int, seed: int) -> list[Figure]:
        future = client.submit(run_written, offices[option], seed, pure=False)
        found: list[Figure] = future.result()
        return found

    return runner


def run_written(office: str, seed: int) -> list[Figure]:
    """What a worker does: run the office of a file once."""
    return figures(run(_planned(office), seed))


@lru_cache(maxsize=max(4, 2 * (os.cpu_count() or 1)))
def _planned(office: str) -> OfficePlan:
    return OfficePlan(describe_office(office)).ready()
