"""A sweep gives the same comparison on this machine's threads and on a real cluster's workers, to the bit."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.errors import InputRefused
from forcesight.model_office.experiments import Experiment, Option, sweep
from forcesight.model_office.experiments.levers import levers_from
from forcesight.model_office.experiments.manifest import versions
from forcesight.model_office.office.description import Office


LEVERS = tuple(levers_from([{"kind": "demand", "factor": 1.1}]))
ASKED = Experiment(
    id="more",
    name="More calls",
    office=replace(OFFICE, weeks=2),
    options=(Option(id="more", name="A tenth more", levers=LEVERS),),
    runs=5,
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A real scheduler with two worker processes, on this machine only."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=40
    ) as made:
        yield made


def test_a_cluster_and_threads_agree_to_the_bit(cluster: Any) -> None:
    seen: list[tuple[int, int]] = []
    there = sweep.sweep(
        ASKED,
        cluster="dask",
        scheduler=cluster.scheduler_address,
        told=lambda done, total, _: seen.append((done, total)),
    )
    here = sweep.sweep(ASKED, threads=2)
    assert seen[-1] == (10, 10)
    assert repr(there) == repr(here), "the repr of every number, so that NaN is like NaN"
    assert any(effect.word == "higher" for line in here.lines for effect in line.effects)


def test_a_worker_of_another_version_is_refused(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    others = versions() | {"numba": "0.1"}
    client = _Client(cluster, {"tcp://w:1": others})
    monkeypatch.setattr(sweep, "_connected", client)
    with pytest.raises(InputRefused, match=r"The worker tcp://w:1 has numba 0.1 \(here "):
        sweep.sweep(ASKED, cluster="dask", scheduler="tcp://s:1")
    client.told = {"tcp://w:1": ModuleNotFoundError("No module named 'forcesight'")}
    with pytest.raises(InputRefused, match="cannot run Forcesight"):
        sweep.sweep(ASKED, cluster="dask", scheduler="tcp://s:1")
    client.threads = {}
    with pytest.raises(InputRefused, match="has no workers"):
        sweep.sweep(ASKED, cluster="dask", scheduler="tcp://s:1")


class _Client:
    """A connection to workers that are not like this machine."""

    def __init__(self, _cluster: Any, told: dict[str, Any]) -> None:
        self.told, self.threads = told, {"tcp://w:1": 1}

    def __call__(self, _scheduler: str) -> _Client:
        return self

    def __enter__(self) -> _Client:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def nthreads(self) -> dict[str, int]:
        return self.threads

    def run(self, _function: Any, *, on_error: str) -> dict[str, Any]:
        assert on_error == "return"
        return self.told


def test_what_cannot_be_is_refused_before_anything_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputRefused, match="no cluster of the kind 'slurm'"):
        sweep.sweep(ASKED, cluster="slurm")
    with pytest.raises(InputRefused, match="address of the cluster's scheduler"):
        sweep.sweep(ASKED, cluster="dask")
    monkeypatch.setattr(sweep, "PATIENCE", 0.3)
    with pytest.raises(InputRefused, match=r"No Dask scheduler answers at tcp://127.0.0.1:9"):
        sweep.sweep(ASKED, cluster="dask", scheduler="tcp://127.0.0.1:9")
    broken = Experiment(id="b", name="B", office=OFFICE, options=(Option(id="x", name="Nobody", levers=(_Nobody(),)),))
    with pytest.raises(InputRefused, match="Nobody: "):
        sweep.sweep(broken, cluster="dask", scheduler="tcp://127.0.0.1:9")


class _Nobody:
    """A lever that leaves an office without time."""

    words = "no weeks"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        return replace(office, weeks=0), ()


def test_without_the_extra_a_sentence_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputRefused, match=r"forcesight\[dask\]"):
        sweep.sweep(ASKED, cluster="dask", scheduler="tcp://127.0.0.1:9")
