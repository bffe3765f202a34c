"""A force's own records beside published ones: on the same pages, from other sources, never mixed."""

import csv
import io
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.web.northshire import LSOAS

from forcesight.operations import Platform
from forcesight.records import contract
from forcesight.store import Home
from forcesight.store.writer import Writer


pytestmark = pytest.mark.django_db

FIRST, LAST = date(2023, 7, 1), date(2025, 12, 31)
HANDLING = {"force": "northshire", "source_system": "control", "source_file": "extract", "quality_flags": ""}


@pytest.fixture(scope="module")
def both(northshire, tmp_path_factory):
    """The small home with 30 months of the force's own calls, incidents and crimes; December has twice the crimes."""
    folder = tmp_path_factory.mktemp("both") / "home"
    shutil.copytree(northshire, folder)
    home = Home.open(folder)
    with Writer.open(home) as writer:
        for table, rows in {"contact": list(calls()), "crime": list(crimes()), "incident": list(incidents())}.items():
            told = [HANDLING | {"source_id": str(number)} | row for number, row in enumerate(rows)]
            with writer.registered(table, told) as source:
                writer.add(table, contract(table).completed_select(source))
        writer.publish("own records", Platform(home).builders)
    return folder


@pytest.fixture
def site(both, settings):
    """The site serves that home."""
    settings.FORCESIGHT_HOME = both
    return both


def every_day():
    for step in range((LAST - FIRST).days + 1):
        yield datetime.combine(FIRST + timedelta(days=step), datetime.min.time(), UTC)


def calls():
    """Ten emergency calls a day; every fifth waits for half a minute, every tenth is given up."""
    for number, day in enumerate(every_day()):
        for hour in range(10):
            offered = day + timedelta(hours=hour + 8)
            answered = (
                None if hour == 9 else offered + timedelta(seconds=30 if (hour + number) % 5 == 0 else 4 + hour % 3)
            )
            yield {"channel": "telephone", "line": "999", "offered_at": offered, "answered_at": answered,
                   "abandoned_at": None if answered else offered + timedelta(seconds=20)}  # fmt: skip


def crimes():
    for number, day in enumerate(every_day()):
        for place, lsoa in enumerate(LSOAS):
            twice = 2 if (day.year, day.month) == (2025, 12) else 1
            for copy in range(twice * (1 + (number + place) % 2)):
                recorded = day + timedelta(hours=9 + copy)
                yield {"record_kind": "crime", "recorded_at": recorded, "lsoa_code": lsoa,
                       "first_reported_at": recorded - timedelta(hours=5)}  # fmt: skip


def incidents():
    for number, day in enumerate(every_day()):
        for hour in range(6):
            opened = day + timedelta(hours=hour + 10)
            arrived = opened + timedelta(minutes=9 + (number + hour) % 8)
            yield {"opened_at": opened, "first_grade": "1", "grade": "1", "rural": False, "attended": True,
                   "district_code": "D1", "at_scene_at": arrived}  # fmt: skip


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_the_overview_keeps_sources_apart(signed_in, site):
    shown = page(signed_in("chief_officer"), "/overview")
    own = shown.index("Special causes in the force&#x27;s own records")
    published = shown.index("Special causes in published records (data.police.uk)")
    assert own < shown.index("Crimes in Northshire") < published < shown.index("Burglary in Northshire")
    assert "their figures are never mixed" in shown


def test_what_misses_its_standard_is_said_with_its_source(signed_in, site):
    shown = page(signed_in("chief_officer"), "/overview")
    assert "999 calls answered within 10 seconds in Northshire was" in shown
    assert "the standard is at least 90% (White Paper of January 2026" in shown


def test_how_fresh_tells_the_age_of_each_source(signed_in, site):
    shown = page(signed_in("chief_officer"), "/overview")
    assert "The force&#x27;s own records: contacts with the public" in shown
    assert "Newest row of 31 December 2025" in shown and "Edition of December 2025" in shown
    assert "Age of the latest month" in shown and " months ago" in shown


def test_the_list_of_measures_keeps_sources_apart(signed_in, site):
    shown = page(signed_in("chief_officer"), "/measures/")
    first, second = (
        shown.index("Measures in the force&#x27;s own records"),
        shown.index("Measures in published records"),
    )
    assert first < shown.index("Mean wait on 999") < second < shown.index(">Burglary<")
    assert " seconds (95% interval" in shown


def test_each_source_leads_to_the_other_and_says_why_they_differ(signed_in, site):
    client = signed_in("commander")
    own = page(client, "/measures/crimes/district/D1/")
    assert "The same from another source" in own and "/measures/recorded_crime/district/D1/" in own
    assert "Data.police.uk publishes them weeks later at anonymous points" in own and "Counted from" in own
    published = page(client, "/measures/recorded_crime/district/D1/")
    assert "/measures/crimes/district/D1/" in published and "never mixed" in published
    assert "The same from another source" not in page(client, "/measures/burglary/district/D1/")


def test_from_the_force_to_an_lsoa_where_rows_lie_somewhere(signed_in, site):
    client = signed_in("chief_officer")
    for address in ("force/northshire", "district/D1", "neighbourhood/N1", "lsoa/E01000001"):
        shown = page(client, f"/measures/crimes/{address}/")
        assert "no month is known" not in shown.lower() and "December 2025" in shown
    assert "known for the whole force only" in page(client, "/measures/calls_999/district/D1/")
    assert "Mean time to attend, immediate was" in page(client, "/measures/minutes_to_attend_immediate/district/D1/")


def test_a_mean_is_charted_with_its_interval_and_its_limits(signed_in, site):
    shown = page(signed_in("chief_officer"), "/measures/wait_999/force/northshire/")
    assert "chart of means" in shown and "95% interval: low" in shown
    assert "Mean wait on 999 was" in shown and "12 months to December 2025" in shown


def test_the_limit_that_a_measure_counts_by_is_told_with_its_source(signed_in, site):
    client = signed_in("chief_officer")
    shown = page(client, "/measures/answered_999_in_10s/force/northshire/")
    assert "999 call answered: 10 seconds (White Paper of January 2026" in shown and "confidence high" in shown
    assert "seconds_to_answer &lt;= 10" in shown
    shown = page(client, "/measures/crimes/force/northshire/")
    assert "newest row is of 31 December 2025" in shown and "once the records of its last days are held" in shown


def test_own_figures_are_for_those_who_may_see_them(signed_in, site):
    client = signed_in("scrutineer")
    assert "Mean wait on 999" not in page(client, "/measures/")
    assert "own records</h2>" not in page(client, "/overview")
    assert client.get("/measures/crimes/force/northshire/").status_code == 403
    assert "/measures/crimes/" not in page(client, "/measures/recorded_crime/force/northshire/")


def test_own_figures_leave_without_the_open_licence(signed_in, site):
    client = signed_in("chief_officer")
    answer = client.get("/measures/wait_999/force/northshire/figures.csv?since=2025-12")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["chart"] == "x_bar" and row["n"] == "279"
    assert float(row["low"]) < float(row["value"]) < float(row["high"])
    assert float(row["value"]) == pytest.approx(float(row["numerator"]) / 279)
    meaning = client.get("/measures/wait_999/force/northshire/figures.csv-metadata.json").content.decode()
    assert "open-government-licence" not in meaning.lower() and "own records" in meaning
    meaning = client.get("/measures/burglary/force/northshire/figures.csv-metadata.json").content.decode()
    assert "open-government-licence" in meaning.lower()
