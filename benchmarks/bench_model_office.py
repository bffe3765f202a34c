"""The model office: PoliceBench beside its peers, a whole force for a year, a hundred paired years, and its start."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from benchmarks.common import WORK, measured, median, result, say
from benchmarks.first_interval import first_interval
from benchmarks.police_bench_peers import police_bench
from forcesight.model_office.experiments import Experiment, Option, conduct
from forcesight.model_office.experiments.levers.transfer import Transfer
from forcesight.model_office.office.shelf import find_office


FORCE = "county_force"
YEAR = """
import json, resource, time
from dataclasses import replace
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.shelf import find_office
from forcesight.model_office.results import figures

office = find_office("county_force")
figures(run(OfficePlan(replace(office, weeks=2, warm_up_days=0)), 0))
plan = OfficePlan(office).ready()
began = time.process_time()
done = run(plan, 1)
told = figures(done)
seconds = time.process_time() - began
jobs = sum(len(served.record.arrived) for served in done.stations.values())
print(json.dumps({"seconds": seconds, "jobs": jobs, "figures": len(told), "weeks": office.weeks}))
"""
START = """
from dataclasses import replace
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.shelf import find_office
from forcesight.model_office.results import figures

figures(run(OfficePlan(replace(find_office("county_force"), weeks=1, warm_up_days=0)), 1))
"""


def run(*, quick: bool = False) -> list[dict[str, Any]]:
    """All of them."""
    return [*police_bench(quick=quick), *_year(3 if quick else 9), *_paired(10 if quick else 100),
            *first_interval(quick=quick), *_start(3 if quick else 7)]  # fmt: skip


def _year(rounds: int) -> list[dict[str, Any]]:
    """One year of the whole force, all figures included, in processes of their own."""
    done = [measured([sys.executable, "-c", YEAR]) for _ in range(rounds)]
    told = [json.loads(process.output) for process in done]
    note = f"{told[0]['jobs']:,} jobs at its stations, {told[0]['figures']} figures, {rounds} processes"
    say(f"{FORCE}: {told[0]['weeks']} weeks, {note}")
    what = f"{FORCE}, {told[0]['weeks']} weeks"
    return [
        result(f"{what}: processor time", median([each["seconds"] for each in told]), "s", target=0.5,
               note=f"{note}; kernels loaded, office planned"),
        result(f"{what}: peak memory of the process", max(process.peak_mib for process in done), "MiB", target=572.2,
               note="600 MB"),
    ]  # fmt: skip


def _paired(runs: int) -> list[dict[str, Any]]:
    """Two options of the whole force for the same seeds, on two threads."""
    office = find_office(FORCE)
    lever = Transfer(share=0.4, from_function="neighbourhood", to_function="response")
    moved = Option(id="moved", name="40 % of neighbourhood officers to response", levers=(lever,))
    asked = Experiment(id="paired", name="Paired years", office=office, options=(moved,), runs=runs)
    first: list[float] = []
    began = time.perf_counter()

    def told(_done: int, _total: int, so_far: object) -> None:
        if so_far is not None and not first:
            first.append(time.perf_counter() - began)

    found = conduct(asked, told=told, threads=2)
    spent = time.perf_counter() - began
    say(f"{found.runs} paired years in {spent:.1f} s")
    return [
        result(f"{FORCE}: {runs} paired replications of two options, two threads", spent, "s", target=60.0,
               note=f"{len(found.lines)} outputs compared"),
        result(f"{FORCE}: first intervals of an experiment", first[0], "s", note="same run, from five replications"),
    ]  # fmt: skip


def _start(rounds: int) -> list[dict[str, Any]]:
    """A process from nothing to the first figures of a week; and compiling everything, as set-up does."""
    done = [measured([sys.executable, "-c", START]) for _ in range(rounds)]
    empty = WORK / "no-kernels"
    compiled = measured(["forcesight", "office", "compile", "--anew"], NUMBA_CACHE_DIR=str(empty))
    return [
        result("model office: from nothing to a week's figures, compiled cache, processor time",
               median([process.cpu for process in done]), "s", target=2.0, note=f"{rounds} processes"),
        result("model office: the same, wall time", median([process.seconds for process in done]), "s"),
        result("model office: first compile of all kernels", compiled.seconds, "s", note="in set-up, with progress"),
    ]  # fmt: skip
