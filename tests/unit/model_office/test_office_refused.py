"""An office that cannot be run is refused before it is, with the line of its file, the reason and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.model_office.small_office import SMALL, line_of, problems_of

from forcesight.model_office.office.reading import read_office
from forcesight.model_office.office.refused import OfficeRefused


# What is changed, to what, the words at whose line the problem is told (in the changed text), and what it says.
SHAPES = (
    (
        "staff = 3",
        'staff = "three"',
        "staff =",
        "group 'handlers': staff is 'three': it must be a list, each item a number",
    ),
    ("staff = 3", "stuff = 3", "stuff", "stuff is not a field: did you mean staff?"),
    ("staff = 3", "stuff = 3", "[[office.desk.group]]", "group 'handlers': staff is missing"),
    ('family = "gamma"', 'family = "gama"', "scene =", "scene: family is 'gama': it must be one of 'constant'"),
    ("starts = 2026-01-05", 'starts = "2026-01-05"', "starts", "starts is '2026-01-05': it must be a date"),
    ("[[office.delay]]", "[[office.delays]]", "[[office.delays]]", "delays is not a field: did you mean delay?"),
    ("regrade = {", "regrade = 3 # {", "regrade", "regrade is 3: it must be a table in { braces }"),
    ("events = [{", "events = [3] # [{", "events", "events is [3]: it must be tables"),
    ("slots = [", "slot = []\nslots = [", "slots", "slots and slots are the same field: keep one"),
    ("[[office.desk]]", "[office.desk]", "[office.desk]", "desk must be tables, each under its own header"),
)
NAMES = (
    ('id = "small"', 'id = "A small one"', "id =", "id is 'A small one': write small letters, digits, - and _ only"),
    (
        '[[office.job]]\nid = "grade_2"',
        '[[office.job]]\nid = "call" # twice',
        'id = "call" # twice',
        "for the second time",
    ),
    ('id = "south_local"', 'id = "north_response" # 2', 'id = "north_response" # 2', "stands here for the second time"),
    ('id = "handlers"', 'id = ""', 'id = ""', "id is empty: give it one"),
    (
        'to = "contact"',
        'to = "contacts"',
        'to = "contacts"',
        "is not a station of this office: did you mean 'contact'?",
    ),
    (
        'job = "call"\nto',
        'job = "ring"\nto',
        'job = "ring"',
        "demand 'calls': 'ring' is not a job of this office: they are",
    ),
    (
        "by_hour = [1",
        'area = "nort"\nby_hour = [1',
        "area =",
        "'nort' is not an area of this office: did you mean 'north'?",
    ),
    ('area = "south"', 'area = "sout"', 'area = "sout"', "team 'south_local': 'sout' is not an area"),
    ('pattern = "days_and', 'pattern = "days_or', "pattern =", "did you mean 'days_and_nights'?"),
    ('serves = ["call"]', 'serves = ["crime"]', "serves =", "'contact' has no work for 'crime'"),
    ('serves = ["grade_2"]', 'serves = ["grade_3"]', 'serves = ["grade_3"]', "did you mean 'grade_2'?"),
    ('pre_empts = ["grade_2"]', 'pre_empts = ["crime"]', "pre_empts", "'response' has no work for 'crime'"),
    ('regrade = { to = "grade_1"', 'regrade = { to = "crime"', "regrade", "'response' has no work for 'crime'"),
    ("return = [{ share", 'return = [{ job = "crime", share', "return =", "'contact' has no work for 'crime'"),
    ('lends = [{ job = "call"', 'lends = [{ job = "crime"', "lends", "'contact' has no work for 'crime'"),
    ('jobs = ["grade_2"]', 'jobs = ["grade_3"]', "jobs =", "appointments 'diary': 'grade_3' is not a job"),
    ('becomes = "crime"', 'becomes = "crimes"', 'becomes = "crimes"', "'crimes' is not a job of this office"),
    ('station = "recording"', 'station = "recordings"', 'station = "recordings"', "did you mean 'recording'?"),
    (
        'station = "recording"\njob = "crime"',
        'station = "recording"\njob = "call" # x',
        'job = "call" # x',
        "so none can leave",
    ),
)
NUMBERS = (
    ("mean = 6", "mean = 1e10", "service =", "mean is 1e+10: write 1e+09 at most"),
    (
        '"lognormal", mean = 6, cv = 0.8',
        '"weibull", scale = 4, shape = 0.01',
        "service =",
        "shape is 0.01: write 0.05 or",
    ),
    ("staff = 3", "staff = 1e6", "staff", "staff holds 1e+06: write 100,000 at most"),
    ("staff = 3", "staff = 3\nat_once = 1000", "at_once", "at_once is 1000: write 1 to 100"),
    ("minutes = 45, after_hours", "minutes = 900, after_hours", "rest =", "minutes is 900: write 1 to 720"),
    ("mean = 6", "mean = -6", "service =", "work 'call', service: mean is -6: times are 0 or more, and not infinite"),
    ("mean = 6", "mean = nan", "service =", "mean is nan: times are 0 or more"),
    ("mean = 6", "mean = 0", "service =", "mean is 0 or missing: 'lognormal' needs a number above 0"),
    ("cv = 0.8", "cv = 0.8, scale = 2", "service =", "scale says nothing for 'lognormal', which takes mean and cv"),
    ('{ family = "lognormal", mean = 6, cv = 0.8 }', "0", "service =", "service is 0: it must take more than no time"),
    ('{ family = "lognormal", mean = 6, cv = 0.8 }', '{ family = "never" }', "service", "only patience may be"),
    (
        '"lognormal", mean = 6',
        '"hyperexponential", mean = 6',
        "service =",
        "cv is 0.8: a hyperexponential time has one of 1",
    ),
    ('"lognormal", mean = 6, cv = 0.8', '"uniform", low = 4, high = 3', "service =", "low (4) is above high (3)"),
    ('"lognormal", mean = 6, cv = 0.8', '"weibull", scale = 4', "service =", "shape is 0 or missing"),
    ('"lognormal", mean = 6, cv = 0.8', '"loglogistic", scale = 4, shape = 1', "service =", "so the mean is infinite"),
    ("quantiles = [60, 600, 6000]", "quantiles = [60, 6, 6000]", "quantiles =", "quantiles do not rise"),
    ("quantiles = [60, 600, 6000]", "quantiles = [-1, 6, 6000]", "quantiles =", "negative or not finite"),
    ('"observed", quantiles', '"observed", mean = 3 } # quantiles', "minutes = { family", "quantiles are missing"),
    ('"observed", quantiles', '"never", quantiles', "minutes = { family", "which takes no numbers: leave them out"),
    ("units = 5", "units = 0", "units = 0", "team 'north_response': units is 0: write 1 to 10,000"),
    ("share = 0.5, when", "share = 1.5, when", "return =", "share is 1.5: a share is between 0 and 1, so 5 % is 0.05"),
    ("staff = 3", "staff = 3\nshrinkage = 1.0", "shrinkage", "shrinkage is 1: it must be 0 or more and less than 1"),
    ("y_km = 10", "y_km = inf", "y_km", "area 'south': y_km is inf: write -40,000 to 40,000"),
    ("start_minutes = 3", "km_per_hour = 0", "km_per_hour", "travel: km_per_hour is 0: write 0.1 to 10,000"),
    ("per_week = 700", "per_week = -1", "per_week", "per_week is -1: write 0 or more"),
    ("by_hour = [1,", "by_hour = [", "by_hour", "by_hour has 23 numbers: give 1 (always), 24 (a day by hours), 168"),
    ("by_hour = [1,", "by_hour = [-1,", "by_hour", "by_hour holds a number that is negative or not finite"),
    ("staff = 3", "staff = 0", "staff", "staff is 0 at every hour"),
    ("hours = [7, 7,", "hours = [7,", "hours = [", "hours has 6 numbers: give 7"),
    ("hours = [7, 7,", "hours = [7, 25,", "hours = [", "hours holds a number that no day has"),
    ("hours = [7, 7, 7, 7, 7,", "hours = [0, 0, 0, 0, 0,", "hours = [", "nobody would work on a case"),
    ("before_hours = 7", "before_hours = 2", "rest =", "before_hours is 2, but after_hours is 3: it must be later"),
    (
        "weekdays = [0, 1, 2, 3, 4]",
        "weekdays = [7]",
        "slots",
        "weekdays is [7]: list days from 0 (Monday) to 6 (Sunday)",
    ),
    ("[[office.units]]\nid", '[[office.units]]\ndespatch = "in order"\nid', "despatch", "give both, or neither"),
)
PARTS = (
    ("weeks = 4", "weeks = 9000", "weeks", "weeks is 9000: write 1 to 5,200"),
    ("factor = 1.5", "factor = 1e9", "[[office.demand]]", "arrivals in 4 weeks: a run takes 20,000,000 at most"),
    (
        "starts = 2026-01-05",
        "starts = 2026-01-06",
        "starts",
        "starts is 2026-01-06, a Tuesday: a run begins on a Monday",
    ),
    ("warm_up_days = 7", "warm_up_days = 28", "warm_up_days", "nothing of the 4 weeks would be counted"),
    (
        "per_week = 700",
        "per_week = 6e6",
        "[[office.demand]]",
        "there are 24,428,571 arrivals in 4 weeks: a run takes 20,000,000",
    ),
    ('id = "north"', 'id = "north"\nweight = -1 #', "weight", "area 'north': weight is -1: write 0 or more"),
    ("start_minutes = 3", "matrix = [[1, 2]]", "matrix", "matrix is not 2 rows of 2 numbers, one for each area"),
    ("start_minutes = 3", "matrix = [[1, 2], [2, -1]]", "matrix", "matrix holds a time that is negative or not finite"),
    ("own_area_only = true", "abstraction = 0.1", "abstraction", "abstraction needs shifts: give the team a pattern"),
    ("cycle_days = 1", "cycle_days = 0", "cycle_days", "cycle_days is 0: write 1 to 3650"),
    ("{ day = 0, starts = 19", "{ day = 1, starts = 19", "{ day = 1", "day is 1: the days of a cycle of 1 are 0 to 0"),
    (
        "starts = 19:00:00, hours = 12",
        "starts = 19:00:00, hours = 25",
        "{ day = 0, starts = 19",
        "hours is 25: a shift has",
    ),
    (
        "starts = 19:00:00, hours = 12",
        "starts = 18:30:00, hours = 12",
        "{ day = 0, starts = 18",
        "it begins before the shift",
    ),
    ("starts = 19:00:00, hours = 12", "starts = 19:00:00, hours = 13", "{ day = 0, starts = 07", "move or shorten one"),
    (
        'serves = ["grade_2"]\nown',
        "serves = []\nown",
        '[[office.units.team]]\nid = "south',
        "serves is empty: list the jobs",
    ),
    (
        'serves = ["call"]\nlends',
        "serves = [] #",
        "[[office.desk.group]]",
        "serves is empty: list the jobs that it takes",
    ),
    ('jobs = ["crime"]', "jobs = []", "jobs = []", "delay 'recording': it has no jobs: it needs one at least"),
)
WAYS = (
    ("share = 0.4\n", "share = 0.5\n", "share = 0.5\n", "the routes of 'call' from 'contact' when served sum to 1.1"),
    (
        "return = [{",
        'return = [{ share = 0.6, when = "lost", after = 1 }, {',
        "return =",
        "returns of jobs lost sum to 1.1: their shares may be 0.9",
    ),
    (
        'becomes = "crime"',
        'becomes = "grade_2"',
        'to = "recording"',
        "'recording' has no work for 'grade_2': add it there",
    ),
    ('job = "call"\nto', 'job = "crime"\nto', 'to = "contact"', "'contact' has no work for 'crime': add it there"),
    (
        "after = 10 }]",
        "after = 10 }, { share = 1.0, after = 5 }]",
        "[[office.desk.work]]",
        "'call' can never leave from here",
    ),
    (
        "after = 10 }]",
        "after = 10 }, { share = 0.95, after = 5 }]",
        "[[office.desk.work]]",
        "'call' comes here 20 times",
    ),
    (
        'station = "recording"\njob = "crime"\n',
        'station = "recording"\njob = "crime"\nwhen = "lost"\n',
        'when = "lost"\nto',
        "no job is lost at 'recording', so none goes this way",
    ),
    (
        "scene = 40\n",
        'scene = 40\nreturns = [{ share = 0.1, after = 5 }, { share = 0.1, when = "lost", after = 5 }]\n',
        "returns = ",
        "no job is lost at 'response', so none comes back so: leave the return of lost ones out",
    ),
)
PEOPLE = (
    (
        "staff = 3",
        f"staff = {[0] * 6 + [3] * 18}",
        "[[office.desk.work]]",
        "nobody is there for 'call' from Monday 00:00 to 06:00",
    ),
    ('serves = ["call"]', "serves = []", "[[office.desk.work]]", "no group serves 'call', so it would wait for ever"),
    ("staff = 3", "staff = 0.4", "[[office.desk.work]]", "the groups that serve 'call' have no staff at any hour"),
    (
        'serves = ["grade_1", "grade_2"]',
        'serves = ["grade_2"]',
        "[[office.units.work]]",
        "no team takes 'grade_1' in 'north'",
    ),
    (
        "scene = { f",
        "units = 6\nscene = { f",
        "[[office.units.work]]",
        "'grade_1' asks for 6 units, but 'north' can have 5",
    ),
    (
        "starts = 19:00:00, hours = 12",
        "starts = 19:00:00, hours = 10",
        "[[office.units.work]]",
        "no unit that takes 'grade_1' in 'north' is on duty from Monday 05:00 to 07:00 (14 hours a week in all)",
    ),
)


@pytest.mark.parametrize(
    ("old", "new", "at", "says"), [*SHAPES, *NAMES, *NUMBERS, *PARTS, *WAYS, *PEOPLE], ids=lambda part: str(part)[:40]
)
def test_it_is_refused_with_its_line(old: str, new: str, at: str, says: str) -> None:
    changed = SMALL.replace(old, new, 1)
    told = problems_of(old, new)
    assert any(line == line_of(at, changed) and says in problem for line, problem in told), told


IN_ORDER = 'id = "response"\ndespatch = "in order"\npreference = '


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            (('id = "response"', IN_ORDER + '[["north_response"]]'),),
            "units 'response': preference has 1 lists of teams: give one for each of the 2 areas",
        ),
        (
            (('id = "response"', IN_ORDER + '[["north_response"], ["south_locals"]]'),),
            "'south_locals' is not a team of this office: did you mean 'south_local'?",
        ),
        (
            (('id = "response"', IN_ORDER + '[["north_response"], ["south_local"]]'),),
            "no team takes 'grade_1' in 'south'",
        ),
        (
            (('job = "crime"\nto = "investigation"', 'job = "crime"\nto = "recording"'),),
            "delay 'recording': 'crime' can never leave from here: every way on comes back",
        ),
        (
            (('id = "south"\n', 'id = "south"\nweight = 0\n'), ('id = "north"\n', 'id = "north"\nweight = 0\n')),
            "area 'north': weight is 0 in every area: no work could arise anywhere",
        ),
    ],
)  # fmt: skip
def test_it_is_refused_for_what_two_places_say(changes: tuple[tuple[str, str], ...], says: str) -> None:
    (first, *more) = changes
    told = problems_of(*first, *more)
    assert any(says in problem for _, problem in told), told


def test_an_office_without_anything_in_it() -> None:
    text = '[office]\nid = "x"\nname = "x"\nstarts = 2026-01-05\nweeks = 1\njobs = []\ndemand = []\n'
    pattern = '[[office.pattern]]\nid = "none"\ncycle_days = 2\nshifts = []\n'
    with pytest.raises(OfficeRefused) as refused:
        read_office(text + pattern)
    assert refused.value.problems == (
        "line 1: there is no demand: an office needs one at least.",
        "line 1: there is no job: an office needs one at least.",
        "line 1: there is no station: an office needs one at least.",
        "line 8: pattern 'none': it has no shifts: a team on it would never be on duty.",
    )


def test_every_problem_is_told_in_the_order_of_lines() -> None:
    told = problems_of("staff = 3", "stuff = 3", ("units = 5", "units = 0.5"), ("y_km = 10", "y_km = true"))
    assert [line for line, _ in told] == sorted(line for line, _ in told)
    assert len(told) == 4


OPEN_FROM_SIX = f"staff = {[0] * 6 + [3] * 18}"


def test_work_that_may_wait_until_a_desk_or_units_open_is_not_refused() -> None:
    daytime = SMALL.replace("staff = 3", OPEN_FROM_SIX).replace("hours = 12", "hours = 10")
    with pytest.raises(OfficeRefused, match="closed_hours_wait"):
        read_office(daytime)
    desk, units = "[[office.desk]]\n", "[[office.units]]\n"
    wait = "closed_hours_wait = true\n"
    office = read_office(daytime.replace(desk, desk + wait, 1).replace(units, units + wait, 1))
    assert [getattr(station, "closed_hours_wait", None) for station in office.stations][:2] == [True, True]


def test_a_desk_without_staff_is_not_refused_where_no_work_comes_then() -> None:
    daytime = SMALL.replace("staff = 3", OPEN_FROM_SIX).replace("by_hour = [" + "1, " * 6, "by_hour = [" + "0, " * 6)
    read_office(daytime)
    with pytest.raises(OfficeRefused, match="from Monday 00:00 to 00:30"):
        # A call that comes at 23:59 may be passed on after midnight.
        read_office(_with_a_second_desk(daytime))


def _with_a_second_desk(text: str) -> str:
    desk = text[text.index("[[office.desk]]") : text.index("[[office.units]]")]
    second = desk.replace('"contact"', '"second"').partition("return = ")[0]
    with_two = text.replace("[[office.units]]", second + "\n[[office.units]]", 1)
    return with_two.replace("share = 0.4\n", 'share = 0.4\nto = "second"\n', 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "x.toml: there is no office: begin with [office]."),
        ("office = 3", "x.toml: there is no office: begin with [office]."),
        ("[office]\n\n[[desk]]", "x.toml, line 3: 'desk' does not belong here: write [[office.desk]] or [office.desk]"),
        ("[office]\nid = x y\n", "x.toml, line 2: this is not TOML: Invalid value, column 6."),
        ("[office]\nid = '''\n", "x.toml, line 3: this is not TOML: "),
    ],
)
def test_a_text_that_is_no_office(text: str, says: str) -> None:
    with pytest.raises(OfficeRefused) as refused:
        read_office(text, "x.toml")
    assert refused.value.problems[0].startswith(says)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OfficeRefused, match=r"nowhere\.toml: the file cannot be read"):
        read_office(tmp_path / "nowhere.toml")
    (tmp_path / "bytes.toml").write_bytes(b"id = '\xff'")
    with pytest.raises(OfficeRefused, match=r"bytes\.toml: the file is not UTF-8 \(byte 6\): save it as UTF-8"):
        read_office(tmp_path / "bytes.toml")
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8-sig")
    assert read_office(tmp_path / "small.toml").id == "small"
