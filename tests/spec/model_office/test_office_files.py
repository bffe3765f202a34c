"""Office files

An office is a text file that a planner can read. Everything lies in its `[office]` table: jobs, areas, shift patterns,
demand, stations of five kinds, and the routes between them. What cannot be run is refused before it is, with the line
and the reason; what will not keep up is told, and run.
"""

from __future__ import annotations

import pytest
from tests.spec.tables import rows

from forcesight.model_office.office.checks import overloads
from forcesight.model_office.office.description import Duration
from forcesight.model_office.office.hours import half_hours
from forcesight.model_office.office.means import mean_of
from forcesight.model_office.office.reading import read_office
from forcesight.model_office.office.refused import OfficeRefused
from forcesight.model_office.office.traffic import ways_of, weekly_rates


OFFICE = """
[office]
id = "enquiries"
name = "An enquiry office"
starts = 2026-01-05
weeks = 4

[[office.job]]
id = "question"

[[office.job]]
id = "complaint"

[[office.demand]]
id = "callers"
job = "question"
to = "counter"
per_week = 600

[[office.desk]]
id = "counter"

[[office.desk.group]]
id = "clerks"
staff = 2
serves = ["question"]

[[office.desk.work]]
job = "question"
service = { family = "lognormal", mean = 10, cv = 0.8 }

[[office.delay]]
id = "post"
jobs = ["complaint"]
minutes = 2880

[[office.desk]]
id = "back_office"

[[office.desk.group]]
id = "officers"
staff = 1
serves = ["complaint"]

[[office.desk.work]]
job = "complaint"
service = 60
return = [{ share = 0.2, after = 1440 }]

[[office.route]]
station = "counter"
job = "question"
share = 0.1
to = "post"
becomes = "complaint"

[[office.route]]
station = "counter"
job = "question"
share = 0.9

[[office.route]]
station = "post"
job = "complaint"
to = "back_office"
"""


def with_line(old: str, new: str) -> str:
    """The file with one line changed."""
    assert old in OFFICE
    return OFFICE.replace(old, new, 1)


def refusal(text: str) -> str:
    """Why a file is refused."""
    with pytest.raises(OfficeRefused) as refused:
        read_office(text, "enquiries.toml")
    return "\n".join(refused.value.problems)


def test_tables_in_the_singular_become_lists() -> None:
    """Each `[[office.job]]` adds a job; stations of all kinds keep the order in which the file has them."""
    office = read_office(OFFICE)
    assert [job.id for job in office.jobs] == ["question", "complaint"]
    assert [station.id for station in office.stations] == ["counter", "post", "back_office"]


def test_durations() -> None:
    """A bare number always takes as long. Otherwise `family` says which distribution it is, and needs its numbers."""
    for row in rows("""
        written                                             | mean
        45                                                  | 45
        { family = "exponential", mean = 3 }                | 3
        { family = "lognormal", mean = 6, cv = 0.8 }        | 6
        { family = "gamma", mean = 6, cv = 0.8 }            | 6
        { family = "hyperexponential", mean = 6, cv = 1.5 } | 6
        { family = "uniform", low = 2, high = 5 }           | 3.5
        { family = "weibull", scale = 4, shape = 1 }        | 4
        { family = "loglogistic", scale = 4, shape = 2 }    | 6.2832
        { family = "observed", quantiles = [1, 2, 9] }      | 3.5
    """):
        office = read_office(with_line("service = 60", f"service = {row['written']}"))
        service = office.stations[2].work[0].service  # type: ignore[union-attr]
        assert isinstance(service, Duration)
        assert mean_of(service) == pytest.approx(row["mean"], abs=1e-4)


def test_numbers_by_hour() -> None:
    """1 number holds always, 24 are a day by hours, 168 a week by hours, 336 a week by half hours from Monday 00:00."""
    for row in rows("""
        numbers given   | Tuesday at 9:30
        0, always       | 0
        0 to 23         | 9
        0 to 167        | 33
        0 to 335        | 67
    """):
        last = int(str(row["numbers given"]).removesuffix(", always").split()[-1])
        given = tuple(float(number) for number in range(last + 1))
        assert half_hours(given)[48 + 19] == row["Tuesday at 9:30"]


def test_a_route_that_sums_to_more_than_1() -> None:
    """Nine in ten leave and one in ten goes on; with two in ten the shares of the same calls sum to 1.1."""
    assert refusal(with_line("share = 0.1", "share = 0.2")) == (
        "enquiries.toml, line 60: route of 'question' from 'counter': the routes of 'question' from 'counter' when "
        "served sum to 1.1: their shares must sum to 1 (a route without `to` leads out)."
    )


def test_a_name_that_nothing_has() -> None:
    """The nearest name is suggested."""
    assert refusal(with_line('to = "back_office"', 'to = "back_ofice"')) == (
        "enquiries.toml, line 65: route of 'complaint' from 'post': 'back_ofice' is not a station of this office: did "
        "you mean 'back_office'?"
    )


def test_work_that_can_never_leave() -> None:
    """All complaints come back, so none is ever done."""
    assert refusal(with_line("share = 0.2", "share = 1.0")) == (
        "enquiries.toml, line 45: desk 'back_office', work 'complaint': 'complaint' can never leave from here: every "
        "way on comes back, so give one a share that goes out."
    )


def test_nobody_there_when_work_comes() -> None:
    """Callers come at every hour; the clerks are there from eight to eight."""
    by_day = f"staff = {[0] * 8 + [4] * 12 + [0] * 4}"
    assert refusal(with_line("staff = 2", by_day)) == (
        "enquiries.toml, line 28: desk 'counter', work 'question': nobody is there for 'question' from Monday 00:00 to "
        "08:00 (84 hours a week in all), and work comes then: add staff, or write closed_hours_wait = true if it may "
        "wait until they open."
    )
    waits = with_line("staff = 2", by_day).replace('id = "counter"\n', 'id = "counter"\nclosed_hours_wait = true\n', 1)
    assert read_office(waits).id == "enquiries"


def test_what_each_station_is_offered() -> None:
    """600 questions a week; a tenth of them are complaints, of which a fifth come again: 60 / 0.8 = 75."""
    rates = weekly_rates(read_office(OFFICE), ways_of(read_office(OFFICE)))
    for row in rows("""
        station     | job       | a week
        counter     | question  | 600
        post        | complaint | 60
        back_office | complaint | 75
    """):
        assert rates[row["station"], row["job"]] == pytest.approx(row["a week"])  # type: ignore[index]


def test_a_station_that_cannot_keep_up_is_told_and_not_refused() -> None:
    """75 complaints of three hours are 225 hours a week; one officer at every hour has 168."""
    assert overloads(read_office(OFFICE)) == []
    assert overloads(read_office(with_line("service = 60", "service = 180"))) == [
        "desk 'back_office' is offered 225 hours of work a week by complaint, and those who may take it have 168: it "
        "cannot keep up."
    ]
