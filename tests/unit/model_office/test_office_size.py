"""What is too large to run is refused before it is, and an overload takes no more memory than its jobs do."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.unit.model_office.small_office import SMALL, problems_of

from forcesight.model_office.office.checks import faults_of
from forcesight.model_office.office.description import Delay, Demand, Duration, Job, Office, Route
from forcesight.model_office.office.reading import read_office


JOBS = "".join(f'[[office.job]]\nid = "job_{n}"\n\n' for n in range(600))
SLOT = "weekdays = [0, 1, 2, 3, 4], at"
ONE_MORE = """[[office.units.team]]
id = "more"
area = "south"
units = 1
serves = ["grade_2"]

[[office.units.work]]"""
REDIAL = ('share = 0.5, when = "lost"', 'share = 0.9, when = "lost"')
RARE = ("per_week = 700", "per_week = 7")
LONG = ("weeks = 4", "weeks = 5200")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([("[[office.area]]", f"{JOBS}[[office.area]]")], "there are 604 jobs: an office has 500 at most."),
        ([("units = 5", "units = 10000"), ("units = 2\n", "units = 10000\n"), ("[[office.units.work]]", ONE_MORE)],
         "units 'response': it has 20,001 units: a station has 20,000 at most."),
        ([LONG, RARE, ("units = 5", "units = 5000")], "units 'response': there are 364,000,002 shifts in 5200 weeks"),
        ([LONG, RARE, (SLOT, f"weekdays = [{'0, ' * 200}], at")], "there are 1,040,000 slots in 5200 weeks"),
        ([("per_week = 700", "per_week = 1000000"), ("weeks = 4", "weeks = 10"), REDIAL],
         "visits to stations, if all are lost who may be, in 10 weeks: a run takes 40,000,000 at most"),
        ([("per_week = 700", "per_week = 6e6")], "arrivals in 4 weeks: a run takes 20,000,000 at most"),
        ([("per_week = 700", "per_week = 1e308")], "per_week is 1e+308: write 1,000,000,000 at most"),
        ([("per_week = 700", "per_week = inf")], "per_week is inf: write 1,000,000,000 at most"),
        ([("per_week = 700", "per_week = nan")], "per_week is nan: write 0 or more"),
        ([("by_hour = [1,", "by_hour = [1e300,")], "by_hour holds 1e+300: write 1,000,000,000 at most"),
        ([("factor = 1.5", "factor = 1e300")], "factor is 1e+300: write 1,000,000,000 at most"),
        ([("start_minutes = 3", "matrix = [[1e300, 1], [1, 1]]")], "matrix holds a time that is negative or not"),
        ([('"lognormal", mean = 6, cv = 0.8', '"weibull", scale = 1e9, shape = 0.05')], "its mean is 2.43e+27 minutes"),
        ([("limit = 15", "limit = 15\nreview_hours = 1e300")], "review_hours is 1e+300: write 0 to 10,000"),
        ([("limit = 15", "limit = 1e-300")], "limit is 1e-300: write 0.01 to 1e+09"),
        ([("staff = 3", f'staff = "{"x" * 100_000}"')], f"staff is '{'x' * 79}…: it must be a list"),
    ],
)  # fmt: skip
def test_it_is_refused_before_it_is_run(changes: list[tuple[str, str]], says: str) -> None:
    told = problems_of(*changes[0], *changes[1:])
    assert any(says in problem for _, problem in told), told


def test_the_longest_run_of_a_small_office_is_none_of_it() -> None:
    text = SMALL
    for old, new in (LONG, RARE):
        text = text.replace(old, new, 1)
    assert read_office(text).weeks == 5_200


def test_a_thousand_stops_are_looked_through() -> None:
    """Visits and rates of all stops come from one matrix, whatever the rounds."""
    jobs = tuple(f"job_{n}" for n in range(50))
    minute = Duration(family="constant", mean=1)
    delays = tuple(Delay(id=f"delay_{n}", jobs=jobs, minutes=minute) for n in range(20))
    office = Office(
        id="long",
        name="A long way",
        starts=date(2026, 1, 5),
        weeks=1,
        jobs=tuple(Job(id=job) for job in jobs),
        demand=(Demand(id="demand", job="job_0", to="delay_0", per_week=10),),
        stations=delays,
        routes=tuple(
            Route(station=f"delay_{n}", job=job, to=f"delay_{n + 1}", becomes=jobs[(at + 1) % 50])
            for n in range(19)
            for at, job in enumerate(jobs)
        ),
    )
    assert faults_of(office) == []
    more = replace(office, stations=(*delays, replace(delays[0], id="one_more")))
    assert [fault.problem for fault in faults_of(more)] == [
        "its stations deal with 1,050 jobs in all: an office may have 1,000"
    ]


OVERLOADED = r"""
import json, re, sys
from dataclasses import replace
from pathlib import Path
from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.checks import check_office, overloads
from forcesight.model_office.office.shelf import find_office
from forcesight.model_office.results import figures
from forcesight.model_office.results.entity_log import write_entity_log

def peak():
    # Not ru_maxrss: it begins with the memory of the process that began this one.
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024

office = find_office("county_force")
three = tuple(replace(each, growth=each.growth * 3) for each in office.demand)
office = replace(office, demand=three)
check_office(office)
plan = OfficePlan(office).ready()
begun = peak()
done = run(plan, 1)
told = {figure.output.id: figure.value for figure in figures(done)}
ran = peak()
rows = write_entity_log(done, Path(sys.argv[1]))
lost = told["contact_centre.call_101.lost"]
memory = {"begun": begun, "ran": ran, "logged": peak()}
print(json.dumps({"warnings": overloads(office), "rows": rows, "lost": lost, **memory}))
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads a process's peak memory from /proc")
def test_three_times_the_work_of_a_force_for_a_year_is_told_and_takes_the_memory_of_its_jobs(tmp_path: Path) -> None:
    """A child process runs it, so that the peak is its own."""
    log = tmp_path / "log.parquet"
    done = subprocess.run([sys.executable, "-c", OVERLOADED, str(log)], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert any("'contact_centre' is offered" in warning and "cannot keep up" in warning for warning in told["warnings"])
    assert told["rows"] > 4_000_000
    assert told["lost"] > 20, "callers give up"
    megabytes_a_million = (told["ran"] - told["begun"]) / (told["rows"] / 1e6)
    assert megabytes_a_million < 200, told
    assert told["ran"] < 1_500
    assert told["logged"] < 2_000
