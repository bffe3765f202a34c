"""A small office with a station of each kind, as a planner would write it, for tests that change one thing in it."""

from __future__ import annotations

from forcesight.model_office.office.reading import read_office
from forcesight.model_office.office.refused import OfficeRefused


SMALL = """
[office]
id = "small"
name = "A small office"
source = "invented for tests"
valid_from = 2026-01-01
starts = 2026-01-05
weeks = 4
warm_up_days = 7

[[office.job]]
id = "call"

[[office.job]]
id = "grade_1"

[[office.job]]
id = "grade_2"

[[office.job]]
id = "crime"

[[office.area]]
id = "north"

[[office.area]]
id = "south"
y_km = 10

[office.travel]
start_minutes = 3
rural_km_per_hour = 60

[[office.pattern]]
id = "days_and_nights"
cycle_days = 1
shifts = [
  { day = 0, starts = 07:00:00, hours = 12 },
  { day = 0, starts = 19:00:00, hours = 12 },
]

[[office.demand]]
id = "calls"
job = "call"
to = "contact"
per_week = 700
by_hour = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1]
events = [{ on = 2026-01-09, factor = 1.5 }]

[[office.desk]]
id = "contact"

[[office.desk.group]]
id = "handlers"
staff = 3
serves = ["call"]
lends = [{ job = "call", when_waiting_over = 2 }]

[[office.desk.work]]
job = "call"
service = { family = "lognormal", mean = 6, cv = 0.8 }
patience = { family = "exponential", mean = 3 }
return = [{ share = 0.5, when = "lost", after = 10 }]

[[office.units]]
id = "response"

[[office.units.team]]
id = "north_response"
area = "north"
units = 5
serves = ["grade_1", "grade_2"]
pattern = "days_and_nights"
rest = { minutes = 45, after_hours = 3, before_hours = 7 }

[[office.units.team]]
id = "south_local"
area = "south"
units = 2
serves = ["grade_2"]
own_area_only = true

[[office.units.work]]
job = "grade_1"
scene = { family = "gamma", mean = 60, cv = 1 }
arrest = 0.1
custody = 90
pre_empts = ["grade_2"]

[[office.units.work]]
job = "grade_2"
priority = 2
scene = 40
regrade = { to = "grade_1", share = 0.1, after = 60 }

[[office.appointments]]
id = "diary"
jobs = ["grade_2"]
minutes = 45
slots = [{ weekdays = [0, 1, 2, 3, 4], at = 09:00:00, places = 50 }]

[[office.delay]]
id = "recording"
jobs = ["crime"]
minutes = { family = "observed", quantiles = [60, 600, 6000] }

[[office.caseload]]
id = "investigation"
staff = 20
hours = [7, 7, 7, 7, 7, 0, 0]
limit = 15

[[office.caseload.work]]
job = "crime"
hours = { family = "lognormal", mean = 4, cv = 1 }

[[office.route]]
station = "contact"
job = "call"
share = 0.2
to = "response"
becomes = "grade_1"

[[office.route]]
station = "contact"
job = "call"
share = 0.3
to = "response"
becomes = "grade_2"

[[office.route]]
station = "contact"
job = "call"
share = 0.1
to = "diary"
becomes = "grade_2"

[[office.route]]
station = "contact"
job = "call"
share = 0.4

[[office.route]]
station = "response"
job = "grade_1"
to = "recording"
becomes = "crime"

[[office.route]]
station = "recording"
job = "crime"
to = "investigation"
"""


def problems_of(old: str, new: str, *more: tuple[str, str]) -> list[tuple[int, str]]:
    """The small office with its first `old` as `new`: each problem's line, and its words after the line.

    Fails where the office is not refused.
    """
    text = SMALL
    for before, after in ((old, new), *more):
        assert before in text, before
        text = text.replace(before, after, 1)
    try:
        read_office(text, "small.toml")
    except OfficeRefused as refused:
        told = [problem.partition(": ")[2] for problem in refused.problems]
        assert all(
            p.startswith(f"small.toml, line {n}: ") for p, n in zip(refused.problems, refused.lines, strict=True)
        )
        return list(zip(refused.lines, told, strict=True))
    raise AssertionError(f"an office with {new!r} was not refused")


def line_of(words: str, text: str = SMALL) -> int:
    """The line on which these words begin first."""
    return text[: text.index(words)].count("\n") + 1
