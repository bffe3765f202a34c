"""Figures as files: whole, marked, checked and logged."""

import csv
import io
import json
import zipfile

import pytest

from forcesight.web.audit.models import AuditEvent


pytestmark = pytest.mark.django_db
BASE = "/measures/burglary/district/D1/"


def exports():
    told = AuditEvent.objects.filter(event="measure_exported").order_by("sequence")
    return list(told.values_list("actor", "target", "new", "marking"))


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_the_csv_has_every_month_with_its_limits_and_marking(signed_in, records):
    answer = signed_in("commander").get(f"{BASE}figures.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Content-Disposition"] == 'attachment; filename="burglary-district-d1-official.csv"'
    found = rows(answer)
    assert len(found) == 30 and {row["marking"] for row in found} == {"OFFICIAL"}
    last = found[-1]
    assert last["month"] == "2025-12" and last["reading"] == "concern" and last["rule"] == "outside"
    assert float(last["numerator"]) > float(last["upper"]) and float(last["low"]) < float(last["value"])


def test_the_csv_has_the_months_that_the_page_shows(signed_in, records):
    found = rows(signed_in("commander").get(f"{BASE}figures.csv?since=2025-01&until=2025-03"))
    assert [row["month"] for row in found] == ["2025-01", "2025-02", "2025-03"]


def test_csvw_says_what_the_columns_mean(signed_in, records):
    told = json.loads(signed_in("commander").get(f"{BASE}figures.csv-metadata.json").content)
    assert told["url"] == "burglary-district-d1-official.csv"
    assert "Burglar" in json.dumps(told) and "snapshot" in json.dumps(told).lower()


def test_the_zip_holds_all_four_files(signed_in, records):
    answer = signed_in("commander").get(f"{BASE}figures.zip")
    names = sorted(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())
    assert [name.rpartition("-official.")[2] for name in names] == [
        "csv",
        "csv-metadata.json",
        "parquet",
        "datapackage.json",
    ]


def test_the_chart_is_a_picture_that_stands_alone(signed_in, records):
    answer = signed_in("commander").get(f"{BASE}chart.svg")
    drawn = answer.content.decode()
    assert answer["Content-Type"] == "image/svg+xml" and drawn.startswith("<svg")
    assert "OFFICIAL" in drawn and "data.police.uk" in drawn and "snapshot 2" in drawn


def test_each_download_is_logged_once(signed_in, records):
    client = signed_in("commander")
    for name in ("figures.csv", "figures.csv-metadata.json", "figures.zip", "chart.svg"):
        client.get(BASE + name)
    assert [told[:2] for told in exports()] == [("a.commander", "measure:burglary/district:D1")] * 4
    assert exports()[0][2:] == ("burglary-district-d1-official.csv of snapshot 2", "OFFICIAL")


def test_an_unchanged_file_is_not_sent_again_and_not_logged(signed_in, records):
    client = signed_in("commander")
    etag = client.get(f"{BASE}figures.csv")["ETag"]
    again = client.get(f"{BASE}figures.csv", headers={"If-None-Match": etag})
    assert again.status_code == 304 and not again.content and len(exports()) == 1
    assert client.get(f"{BASE}figures.csv?since=2025-01", headers={"If-None-Match": etag}).status_code == 200


def test_the_same_figures_are_the_same_bytes(signed_in, records):
    client = signed_in("commander")
    assert client.get(f"{BASE}figures.zip").content == client.get(f"{BASE}figures.zip").content


def test_another_district_cannot_be_taken_away(signed_in, records):
    answer = signed_in("commander").get("/measures/burglary/district/D2/figures.csv")
    assert answer.status_code == 403 and exports() == []


def test_who_may_not_see_may_not_export(signed_in, records):
    assert signed_in("records_officer").get(f"{BASE}figures.csv").status_code == 403


def test_a_chart_of_nothing_is_not_found(signed_in, records):
    client = signed_in("performance_analyst")
    answer = client.get("/measures/outcomes_assigned/force/northshire/chart.svg")
    assert answer.status_code == 404


def test_a_scrutineer_takes_away_what_is_public(signed_in, records):
    assert len(rows(signed_in("scrutineer").get("/measures/burglary/force/northshire/figures.csv"))) == 30


@pytest.mark.parametrize("file", ["figures.csv", "figures.csv-metadata.json", "figures.zip"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=2025-01-01", "Write the month under &#x27;From&#x27; like 2025-06."),
        ("until=June", "Write the month under &#x27;To&#x27; like 2025-06."),
        ("since=2025-03&until=2025-01", "must not be after the month under"),
    ],
)
def test_a_span_that_cannot_be_read_is_refused_in_a_sentence(signed_in, records, file, query, sentence):
    answer = signed_in("commander").get(f"{BASE}{file}?{query}")
    assert answer.status_code == 400 and sentence in answer.content.decode()


def test_a_span_may_name_months_that_are_not_known(signed_in, records):
    client = signed_in("commander")
    whole = rows(client.get(f"{BASE}figures.csv"))
    assert rows(client.get(f"{BASE}figures.csv?since=2001-01&until=2099-12")) == whole
    assert rows(client.get(f"{BASE}figures.csv?since=2099-01")) == []
