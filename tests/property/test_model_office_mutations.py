"""A shipped office with numbers, names or lines changed runs with its books balanced, or is refused in words."""

from __future__ import annotations

import re
import warnings
from importlib.resources import files

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.checks import overloads
from forcesight.model_office.office.reading import read_office
from forcesight.model_office.office.refused import OfficeRefused
from forcesight.model_office.office.workload import use_of
from forcesight.model_office.office.writing import write_office
from forcesight.model_office.results import figures


SETTINGS = settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
SHORT = ((r"^weeks = \d+$", "weeks = 2"), (r"^warm_up_days = [\d.]+$", "warm_up_days = 7"))
OFFICES = {
    file.name: re.sub(*SHORT[1], re.sub(*SHORT[0], file.read_text(encoding="utf-8"), flags=re.M), flags=re.M)
    for file in sorted(files("forcesight.catalogue").joinpath("offices").iterdir(), key=lambda one: one.name)
    if file.name.endswith(".toml")
}
NUMBER = re.compile(r"(?<![\w.\"-])-?\d+(?:\.\d+)?(?![\w.\":-])")
TEXT = re.compile(r'"[^"\n]*"')
FIELD = re.compile(r"[a-z_]+(?= = )")
NUMBERS = (
    "0", "-1", "1", "2", "3", "0.1", "0.5", "1.1", "10", "100", "1e5", "1e9", "1e300", "1e-300", "nan", "inf", "-inf",
    "true", '"x"', "9223372036854775807", "99999999999999999999", "2026-01-05", "07:00:00", "[]", "{}", "[1, 2]",
)  # fmt: skip
NAMES = ('""', '"served"', '"lost"', '"never"', '"nearest"', '"in order"', '"Call"', '"x"')
STRAY = ("[", "]", "{", "}", "=", '"', ",", ".", "#", "\\", "\0", "é", "\t", "0", "-")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A shipped office with one to three changes."""
    lines = OFFICES[draw(st.sampled_from(sorted(OFFICES)))].split("\n")
    for _ in range(draw(st.integers(1, 3))):
        said = [number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")]
        here, there = draw(st.sampled_from(said)), draw(st.sampled_from(said))
        match draw(st.sampled_from(["number", "number", "name", "field", "gone", "twice", "swapped", "stray"])):
            case "number":
                lines[here] = put(draw, lines[here], NUMBER, NUMBERS)
            case "name":
                others = TEXT.findall(lines[there])
                lines[here] = put(draw, lines[here], TEXT, (*NAMES, *others))
            case "field":
                lines[here] = put(draw, lines[here], FIELD, FIELD.findall(lines[there]))
            case "gone":
                del lines[here]
            case "twice":
                lines.insert(there, lines[here])
            case "swapped":
                lines[here], lines[there] = lines[there], lines[here]
            case "stray":
                at = draw(st.integers(0, len(lines[here])))
                lines[here] = lines[here][:at] + draw(st.sampled_from(STRAY)) + lines[here][at:]
    return "\n".join(lines)


def put(draw: st.DrawFn, line: str, what: re.Pattern[str], instead: list[str] | tuple[str, ...]) -> str:
    """The line with one of what it has replaced, if it has any."""
    found = list(what.finditer(line))
    if not found or not instead:
        return line
    one = draw(st.sampled_from(found))
    return line[: one.start()] + draw(st.sampled_from(instead)) + line[one.end() :]


@SETTINGS
@given(texts())
def test_a_changed_office_is_run_or_refused_in_words(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            office = read_office(text, "x.toml")
        except OfficeRefused as refused:
            for problem, line in zip(refused.problems, refused.lines, strict=True):
                assert problem.startswith((f"x.toml, line {line}: ", "x.toml: "))
                assert problem[-1] in ".?"
                assert len(problem) < 1_500
            return
        assert read_office(write_office(office)) == office
        assert all(len(sentence) < 1_000 for sentence in overloads(office))
        assert all(share >= 0 for share in use_of(office).values())
        done = run(OfficePlan(office), seed=1)
        assert len(figures(done)) > 0
