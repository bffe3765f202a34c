"""PoliceBench in the model office: the shipped office, run and counted.

python -m benchmarks.police_bench_forcesight 20 1      replications, first seed; the figures as JSON
"""

from __future__ import annotations

import json
import math
import sys
import time

import numpy as np

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.description import Units
from forcesight.model_office.office.shelf import find_office
from forcesight.model_office.results.tally import tally


WITHIN = 20 / 60


def plan() -> OfficePlan:
    """The shipped office, ready to run."""
    return OfficePlan(find_office("police_bench")).ready()


def replication(office: OfficePlan, seed: int) -> dict[str, float]:
    """One year: its figures, and the processor seconds that it took."""
    began = time.process_time()
    done = run(office, seed)
    jobs, nowhere = office.codes.jobs, np.empty(0, dtype=np.int64)
    call, grade_1, grade_2 = (jobs[name] for name in ("call", "grade_1", "grade_2"))
    calls = tally(done.stations["call_desk"].record, len(jobs), 0.0, np.full(len(jobs), WITHIN), nowhere)
    sent = tally(done.stations["units"].record, len(jobs), 0.0, np.full(len(jobs), math.inf), _bases(office))
    came, answered = float(calls.came[call]), float(calls.began[call])
    figures = {
        "calls": came,
        "abandoned": 100 * float(calls.lost[call]) / came,
        "answer_seconds": 60 * float(calls.wait[call]) / answered,
        "within_20s": 100 * float(calls.within[call]) / came,
        "grade_1_wait": float(sent.wait[grade_1] / sent.began[grade_1]),
        "grade_1_response": float(sent.response[grade_1] / sent.began[grade_1]),
        "grade_2_wait": float(sent.wait[grade_2] / sent.began[grade_2]),
        "own_area": 100 * float(sent.own_area.sum() / sent.began.sum()),
    }
    return {"seed": seed, **figures, "cpu_seconds": time.process_time() - began}


def _bases(office: OfficePlan) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The area of each unit."""
    (station,) = (each for each in office.office.stations if isinstance(each, Units))
    areas = [office.codes.areas[team.area] for team in station.teams for _ in range(team.units)]
    return np.array(areas, dtype=np.int64)


if __name__ == "__main__":
    count, first = (int(given) for given in (*sys.argv[1:], "1", "1")[:2])
    ready = plan()
    # What is compiled is read from the cache with the first run, which is not counted: its own figure is "start".
    run(ready, 0)
    print(json.dumps([replication(ready, seed) for seed in range(first, first + count)]))
