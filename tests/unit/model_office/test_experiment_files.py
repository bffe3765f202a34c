"""An experiment's file: written and read back, every fault told with its line, and those that Forcesight ships."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from tests.spec.model_office.small_office import OFFICE
from tests.unit.model_office.test_levers_refused import TABLES

from forcesight.catalogue import UnknownEntry
from forcesight.errors import InputRefused
from forcesight.model_office.experiments import Experiment, Option, Precision, Target
from forcesight.model_office.experiments.cost import staff_hours
from forcesight.model_office.experiments.levers import KINDS, levers_from
from forcesight.model_office.experiments.levers.headcount import hours_a_week
from forcesight.model_office.experiments.levers.time_away import away_of
from forcesight.model_office.experiments.levers.whose import everybody
from forcesight.model_office.experiments.reading import read_experiment
from forcesight.model_office.experiments.shelf import experiments, find_experiment
from forcesight.model_office.experiments.writing import write_experiment
from forcesight.model_office.office.checks import check_office
from forcesight.model_office.office.description import Office
from forcesight.model_office.office.traffic import Stop, ways_of, weekly_rates


SHIPPED = ("answer_999", "crime_up_35", "neighbourhood_to_response", "supervisor_hours")
# Each lever beside what it needs of the office.
BEFORE: dict[str, dict[str, Any]] = {
    "away": {"kind": "away", "of": ["detectives"], "set": 0.2},
    "hours_released": {"kind": "away", "of": ["detectives"], "set": 0.2},
    "transfer": {"kind": "units", "of": ["beat"], "set": 10},
    "new_team": {
        "kind": "pattern",
        "pattern": "days",
        "of": ["town"],
        "cycle_days": 1,
        "shifts": [{"day": 0, "starts": "08:00", "hours": 12}],
    },
}
FILE = """\
[experiment]
id = "asked"
name = "Asked"
office = "small"
question = "What would happen?"
aims = ["contact"]
runs = 10
watch = "switchboard.call.within"

[experiment.target]
output = "switchboard.call.within"
at_least = 90

[experiment.precision]
absolute = 1

[[experiment.option]]  # 1
id = "more"
name = "More handlers"

[[experiment.option.lever]]
kind = "staff"
group = "handlers"
add = 1

[[experiment.option]]  # 2
id = "fewer_calls"
name = "Fewer calls"

[[experiment.option.lever]]
kind = "demand"
factor = 0.9
"""


def small(office_id: str) -> Office:
    """The only office of these tests."""
    if office_id != OFFICE.id:
        raise UnknownEntry(f"There is no office {office_id!r}.")
    return OFFICE


def refused(old: str, new: str) -> tuple[str, list[str]]:
    """The file with `old` as `new`, and what is said of it."""
    assert old in FILE, old
    text = FILE.replace(old, new, 1)
    with pytest.raises(InputRefused) as error:
        read_experiment(text, "asked.toml", office=small)
    return text, list(error.value.sentences)


def test_a_file_is_read_as_what_it_says() -> None:
    read = read_experiment(FILE, "asked.toml", office=small)
    more, fewer = levers_from(
        [{"kind": "staff", "group": "handlers", "add": 1}, {"kind": "demand", "factor": 0.9}],
    )
    assert read == Experiment(
        id="asked",
        name="Asked",
        office=OFFICE,
        options=(
            Option(id="more", name="More handlers", levers=(more,)),
            Option(id="fewer_calls", name="Fewer calls", levers=(fewer,)),
        ),
        aims=("contact",),
        question="What would happen?",
        runs=10,
        watch="switchboard.call.within",
        target=Target(output="switchboard.call.within", at_least=90),
        precision=Precision(absolute=1),
    )


def test_a_path_is_read_too_and_its_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("\ufeff" + FILE, encoding="utf-8")
    assert read_experiment(path, office=small).id == "asked"
    path.write_bytes(b'[experiment]\nname = "Caf\xe9"')
    with pytest.raises(InputRefused, match=r"mine\.toml: .*UTF-8"):
        read_experiment(path, office=small)
    with pytest.raises(InputRefused, match=r"cannot be read \(No such file"):
        read_experiment(tmp_path / "none.toml", office=small)


@pytest.mark.parametrize("table", TABLES, ids=[table["kind"] for table in TABLES])
def test_every_kind_of_lever_is_written_and_read_back(table: dict[str, Any]) -> None:
    levers = levers_from([BEFORE[table["kind"]], table] if table["kind"] in BEFORE else [table])
    made = Experiment(
        id="written",
        name='Called "so"',
        office=OFFICE,
        options=(Option(id="one", name="One", levers=levers), Option(id="none", name="Nothing")),
        seed=7,
        level=0.9,
    )
    text = write_experiment(made, valid_from=date(2026, 1, 1), source="ours")
    read = read_experiment(text, "written.toml", office=small)
    assert read == made
    assert read.options[0].levers == levers
    assert write_experiment(read, valid_from=date(2026, 1, 1), source="ours") == text


def test_no_kind_is_forgotten() -> None:
    assert {table["kind"] for table in TABLES} == set(KINDS)


@pytest.mark.parametrize(
    ("old", "new", "begins", "says"),
    [
        ('kind = "staff"', 'kind = "staf"', "kind", "there is no lever 'staf': did you mean staff?"),
        ('kind = "staff"\n', "", "[[experiment.option.lever]]", "kind is missing: write one of demand, staff"),
        ("add = 1", "ad = 1", "ad", "option 1, lever 1: ad is not a field: did you mean add?"),
        ("add = 1", 'add = "one"', "add", "add is 'one': it must be a number."),
        ("add = 1", "", "[[experiment.option.lever]]", "Say how much in exactly one way: set, add or factor."),
        (
            '"handlers"',
            '"handler"',
            "[[experiment.option.lever]]",
            "no group of a desk 'handler': did you mean handlers?",
        ),
        ("add = 1", "add = -3", "[[experiment.option.lever]]", "has not so many people to give: take fewer."),
        (
            "[[experiment.option.lever]]",
            "[experiment.option.lever]",
            "[experiment.option.lever]",
            "lever must be tables",
        ),
        ("runs = 10", "runs = 10.5", "runs", "runs is 10.5: it must be a whole number."),
        ("runs = 10", "rnus = 10", "rnus", "rnus is not a field: did you mean runs?"),
        ("runs = 10", "runs = 3", "[experiment]", "Give 5 to 2000 runs of each option; 3 were asked for."),
        ("runs = 10", "level = 95", "[experiment]", "The level 95 cannot be: 95 % is 0.95."),
        ('office = "small"\n', "", "[experiment]", "office is missing."),
        ('office = "small"', 'office = "smal"', "office", "There is no office 'smal'."),
        ('"fewer_calls"', '"more"', 'id = "more"', "option 2: id 'more' stands here for the second time"),
        ('"fewer_calls"', '"baseline"', 'id = "baseline"', "option 2: id 'baseline' is the office as it is"),
        ('"fewer_calls"', '"../fewer"', 'id = "../fewer"', "option 2: id is '../fewer': write up to 100 letters"),
        ('id = "fewer_calls"\n', "", "[[experiment.option]]  # 2", "option 2: id is missing."),
        ('["contact"]', '["contct"]', "aims", "no function 'contct': did you mean contact?"),
        ("at_least = 90", "", "[experiment.target]", "needs either at_least or at_most."),
        ("at_least = 90", "at_leest = 90", "at_leest", "at_leest is not a field: did you mean at_least?"),
        ("absolute = 1", "absolute = 0", "[experiment.precision]", "A precision is one number above 0"),
        ('watch = "switchboard.call.within"\n', "", "[experiment]", "A precision needs the output that is watched"),
        ('watch = "switchboard', 'watch = "switchbord', "watch", "no station 'switchbord': did you mean switchboard?"),
        ('watch = "switchboard.call.within"', 'watch = "switchboard"', "watch", "write station.figure, or station.job"),
        ('output = "switchboard.call', 'output = "switchboard.cal', "output", "'cal': did you mean call?"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, begins: str, says: str) -> None:
    text, told = refused(old, new)
    lines = [number for number, words in enumerate(text.splitlines(), start=1) if words.startswith(begins)]
    mine = [each for each in told if says in each]
    assert [any(each.startswith(f"asked.toml, line {number}: ") for number in lines) for each in mine] == [True], told


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_lines() -> None:
    text = FILE.replace("runs = 10", "rnus = 10").replace("at_least", "at_leest").replace("factor = 0.9", "factor = -1")
    with pytest.raises(InputRefused) as error:
        read_experiment(text, "asked.toml", office=small)
    lines = [int(told.split(",")[1].split(":")[0].removeprefix(" line ")) for told in error.value.sentences]
    assert len(lines) == 3
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[experiment", "asked.toml, line 1: this is not TOML: "),
        ("[office]", "asked.toml: there is no experiment: begin with [experiment]."),
        (FILE + "\n[office]", "'office' does not belong here: all is in [experiment]."),
        (FILE.split("[[experiment.option]]")[0], "An experiment has 1 to 200 options; this one has 0."),
    ],
)
def test_what_is_no_experiment(text: str, says: str) -> None:
    with pytest.raises(InputRefused) as error:
        read_experiment(text, "asked.toml", office=small)
    assert says in str(error.value)


def test_levers_stand_on_those_before_them() -> None:
    """Two handlers leave in two steps; a third is not there, and only that lever is told."""
    one_less = '[[experiment.option.lever]]\nkind = "staff"\ngroup = "handlers"\nadd = -1\n'
    text = FILE.split("[[experiment.option]]  # 2")[0].replace("add = 1", "add = -1") + one_less + one_less
    with pytest.raises(InputRefused) as error:
        read_experiment(text, "asked.toml", office=small)
    assert len(error.value.sentences) == 1
    assert "option 1, lever 3: The group 'handlers' has not so many people" in str(error.value)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"options": ()}, "An experiment has 1 to 200 options; this one has 0."),
        ({"options": (Option(id="a", name="A"), Option(id="a", name="B"))}, "a: an option's id is its own"),
        (
            {"options": (Option(id="../../outside", name="A"),)},
            "An option's id is '../../outside': write up to 100 letters",
        ),
        ({"options": (Option(id="a" * 101, name="A"),)}, "a letter or digit first."),
        ({"options": (Option(id="baseline", name="A"),)}, "the first is always the baseline."),
        ({"runs": 2001}, "Give 5 to 2000 runs of each option; 2001 were asked for."),
        (
            {"runs": 2000, "options": tuple(Option(id=f"o{n}", name=f"O{n}") for n in range(100))},
            "2,000 runs of 100 options and the baseline are 202,000: an experiment has 100,000 at most.",
        ),
        ({"level": 1.0}, "The level 1 cannot be: 95 % is 0.95."),
        ({"precision": Precision(absolute=1)}, "give `watch`."),
    ],
)
def test_what_no_experiment_can_be(more: dict[str, Any], says: str) -> None:
    given: dict[str, Any] = {"id": "x", "name": "X", "office": OFFICE, "options": (Option(id="a", name="A"),)}
    with pytest.raises(InputRefused) as error:
        Experiment(**(given | more))
    assert says in str(error.value)


def test_a_target_is_a_least_or_a_most() -> None:
    with pytest.raises(InputRefused, match="needs either at_least or at_most"):
        Target(output="switchboard.call.within", at_least=1, at_most=2)


def test_the_shelf_lists_those_that_are_shipped_and_those_of_a_home(tmp_path: Path) -> None:
    listed = experiments()
    assert sorted(one.id for one in listed) == list(SHIPPED)
    for one in listed:
        assert (one.origin, one.problem, one.office) == ("forcesight", "", "county_force")
        assert one.source
        assert one.description.endswith("?")
    (tmp_path / "experiments").mkdir()
    dated = FILE.replace("runs = 10", 'runs = 10\nvalid_from = 2026-01-01\nsource = "ours"\nconfidence = "low"')
    (tmp_path / "experiments" / "asked.toml").write_text(dated.replace('"small"', '"county_force"'), encoding="utf-8")
    (tmp_path / "experiments" / "odd.toml").write_text("[experiment]", encoding="utf-8")
    found = {one.id: one for one in experiments(tmp_path)}
    assert set(found) == {*SHIPPED, "asked", "odd"}
    assert (found["asked"].origin, found["asked"].problem) == ("home", "")
    assert "must say its id, name" in found["odd"].problem
    with pytest.raises(
        InputRefused, match=r"asked\.toml, line \d+: option 1, lever 1: .*no group of a desk 'handlers'"
    ):
        find_experiment("asked", tmp_path)
    with pytest.raises(UnknownEntry, match=r"did you mean answer_999\?"):
        find_experiment("answer_99")


@pytest.mark.parametrize("experiment_id", SHIPPED)
def test_a_shipped_experiment_can_be_run_and_is_written_as_itself(experiment_id: str) -> None:
    found = find_experiment(experiment_id)
    assert found.id == experiment_id
    for changed in found.changed:
        check_office(changed.office)
        assert (changed.office == found.office) == (changed.id == "baseline")
    text = write_experiment(found)
    assert read_experiment(text, "again.toml", office=lambda _: found.office) == found


def test_the_example_of_the_how_to_can_be_run() -> None:
    """Its two pieces are one file, and its table has every kind of lever."""
    page = (Path(__file__).parents[3] / "docs/how-to/test-a-change.md").read_text(encoding="utf-8")
    pieces = [
        dedent(piece) for piece in re.findall(r"(?:^(?: {4}.*)?\n)+", page, re.MULTILINE) if "[experiment" in piece
    ]
    found = read_experiment("\n".join(pieces), "test-a-change.md")
    assert [len(option.levers) for option in found.options] == [3]
    for changed in found.changed:
        check_office(changed.office)
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(KINDS)


def test_crime_rises_by_what_brings_it_and_by_nothing_else() -> None:
    found = find_experiment("crime_up_35")
    crimes = Stop("crime_recording", "crime")
    before = weekly_rates(found.office, ways_of(found.office))[crimes]
    for changed, rise in zip(found.changed[1:], (1.35**0.25, 1.35**0.5, 1.35**0.75, 1.35), strict=True):
        after = weekly_rates(changed.office, ways_of(changed.office))[crimes]
        assert after / before == pytest.approx(rise, rel=1e-4)
        same = [now.id for now, was in zip(changed.office.demand, found.office.demand, strict=True) if now == was]
        assert same == ["response_tasks", "local_tasks"]


def test_supervisor_hours_give_each_function_the_same_hours() -> None:
    """And cost nothing: nobody joins."""
    found = find_experiment("supervisor_hours")
    before = present_hours(found.office)
    for changed, function in zip(found.changed[1:], ("investigation", "response", "neighbourhood"), strict=True):
        gained = {name: hours - before[name] for name, hours in present_hours(changed.office).items()}
        assert {name for name, hours in gained.items() if abs(hours) > 1e-6} == {function}
        assert gained[function] * 365.25 / 7 == pytest.approx(8000, rel=1e-6)
        assert staff_hours(changed.office) == staff_hours(found.office)


def present_hours(office: Office) -> dict[str, float]:
    """Hours a week of each function's people that are not away."""
    found: dict[str, float] = defaultdict(float)
    for held in everybody(office):
        found[held.function] += hours_a_week(held.people, office) * (1 - away_of(held.people))
    return found
