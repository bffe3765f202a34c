"""Whatever is written into an office file, it is run, or refused in words with a line: nothing else ever happens."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.model_office.small_office import SMALL

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.checks import overloads
from forcesight.model_office.office.reading import read_office
from forcesight.model_office.office.refused import OfficeRefused
from forcesight.model_office.office.workload import use_of
from forcesight.model_office.office.writing import write_office


SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
LINES = SMALL.replace("weeks = 4", "weeks = 1").replace("warm_up_days = 7", "warm_up_days = 0").split("\n")
FIELDS = [number for number, line in enumerate(LINES) if " = " in line]
WRITTEN = (
    "0", "-1", "1", "0.5", "1.1", "nan", "inf", "1e300", "true", '""', '"call"', '"grade_1"', '"grade_2"', '"crime"',
    '"contact"', '"response"', '"diary"', '"recording"', '"north"', '"south"', '"days_and_nights"', '"served"', "[]",
    "[1]", "[0]", '["call"]', '["grade_1", "grade_2"]', "{}", "2026-01-05", "07:00:00", "[{}]", "[[1, 2], [2, 1]]",
    '{ family = "never" }', '{ family = "exponential", mean = 5 }', '{ family = "observed", quantiles = [1, 2] }',
    "[{ share = 0.5, after = 30 }]", '[{ share = 0.9, when = "lost", after = 1 }]', "[[], []]",
)  # fmt: skip
NUMBERS = ("0", "1", "2", "3", "5", "0.1", "0.5", "0.9", "60", "100", "-1", "nan", "1e300")
NAMES = (
    "area", "pattern", "priority", "units", "at_once", "shrinkage", "abstraction", "own_area_only", "despatch",
    "matrix", "preference", "returns", "return", "limit", "review_days", "notice", "not_kept", "growth", "when",
    "becomes", "to", "share", "spread", "patience", "weight", "offset_days", "last_job_minutes", "closed_hours_wait",
    "custody", "staff",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """The small office with some numbers changed, and sometimes a value changed, a field added or a line taken out."""
    lines = list(LINES)
    for number in draw(st.lists(st.sampled_from(FIELDS), max_size=4, unique=True)):
        numbers = list(re.finditer(r"(?<=[ \[])[\d.]+(?=[, \]}]|$)", lines[number]))
        if numbers:
            one = draw(st.sampled_from(numbers))
            lines[number] = lines[number][: one.start()] + draw(st.sampled_from(NUMBERS)) + lines[number][one.end() :]
    if draw(st.booleans()):
        number, value = draw(st.sampled_from(FIELDS)), draw(st.sampled_from(WRITTEN))
        changed = f"{lines[number].split(' = ')[0]} = {value}"
        added = f"{lines[number]}\n{draw(st.sampled_from(NAMES))} = {value}"
        lines[number] = draw(st.sampled_from([changed, added, ""]))
    return "\n".join(lines)


@SETTINGS
@given(texts())
def test_an_office_is_run_or_refused_in_words(text: str) -> None:
    try:
        office = read_office(text, "x.toml")
    except OfficeRefused as refused:
        assert refused.problems
        for problem, line in zip(refused.problems, refused.lines, strict=True):
            assert problem.startswith((f"x.toml, line {line}: ", "x.toml: "))
            assert problem[-1] in ".?"
        return
    assert read_office(write_office(office)) == office
    assert all(isinstance(sentence, str) for sentence in overloads(office))
    assert all(share >= 0 for share in use_of(office).values())
    assert run(OfficePlan(office), seed=1).arrived >= 0
