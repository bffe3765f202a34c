"""Data quality: what is held, what is odd, what was rejected, and who may look."""

import sqlite3

import pytest
from django.urls import reverse
from tests.web import northshire as county

from forcesight.access import local_operator
from forcesight.operations import Platform, records
from forcesight.web.jobs import worker


pytestmark = pytest.mark.django_db


def page(client, address="/quality/"):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def row(shown, heading):
    """The cells of the first table row that begins with this heading."""
    rest = shown[shown.index(f'govuk-table__header">{heading}') :]
    cells = rest[: rest.index("</tr>")].split("<td")[1:]
    return [cell[cell.index(">") + 1 : cell.index("</td>")] for cell in cells]


def test_an_empty_home_says_so(signed_in):
    assert "There are no records yet" in page(signed_in("data_engineer"))


def test_every_row_read_is_loaded_or_rejected(signed_in, records):
    shown = page(signed_in("data_engineer"))
    months, span, missing, read, loaded, rejected = row(shown, "Northshire")
    assert (months, span, missing, rejected) == ("30", "July 2023 to December 2025", "None", "1")
    assert int(read.replace(",", "")) == int(loaded.replace(",", "")) + 1
    assert row(shown, "Westshire")[:3] == ["29", "July 2023 to December 2025", "May 2024"]


def test_the_grid_has_each_month_of_each_force(signed_in, records):
    shown = page(signed_in("data_engineer"))
    assert row(shown, "May 2024") == ["2025-12", "2025-12", "Missing"]


def test_odd_rows_are_told_in_plain_words_month_by_month(signed_in, records):
    shown = page(signed_in("data_engineer"))
    for words in (
        "The latitude was 0 and was set to empty", "The row has no coordinates", "The row has no LSOA code",
        "The LSOA is in no file of areas that was loaded", "The LSOA lies outside the force&#x27;s own area",
    ):  # fmt: skip
        total, share, *months = row(shown, words)
        assert (total, share, months) == ("1", "under 0.1%", ["0", "0", "0", "0", "0", "1"])
    assert row(shown, "The row has no Crime ID")[1].endswith("%")


def test_the_maturity_of_last_outcomes_is_said(signed_in, records):
    shown = page(signed_in("data_engineer"))
    assert (
        "as at its file&#x27;s edition: 29 months after the month for July 2023, 0 months for December 2025." in shown
    )


def test_areas_are_counted_with_their_boundaries_and_residents(signed_in, records):
    shown = page(signed_in("data_engineer"))
    assert row(shown, "neighbourhoods") == ["2021", "4", "4", "4"]
    assert "Taken from the names in published rows" in shown


def test_identifiers_that_repeat_are_told_with_what_differs(signed_in, records):
    shown = page(signed_in("data_engineer"))
    repeated = shown[shown.index("Crime IDs that repeat") :]
    assert row(repeated, "Northshire") == ["1", "2", "0", "0", "0", "1"]


def test_until_they_are_counted_the_page_says_so(signed_in, own_records):
    for counted in (own_records.path / "marts/counted").iterdir():
        counted.unlink()
    client = signed_in("data_engineer")
    assert "They are being counted" in page(client)
    worker.step()
    shown = page(client)
    assert "Crime IDs that repeat" in shown and "They are being counted" not in shown


def test_rejects_are_summed_by_file_and_reason(signed_in, records):
    shown = page(signed_in("data_engineer"))
    assert row(shown, "Northshire street-level crime of December 2025, edition of December 2025") == [
        "the row has no month",
        "1",
    ]


def test_what_a_newer_edition_changed_is_told(signed_in, own_records, tmp_path):
    folder = tmp_path / "newer"
    folder.mkdir()
    county.write_files(folder, county.MONTHS[-1:])
    street = folder / "2025-12-northshire-street.csv"
    lines = street.read_text().splitlines()
    changed = [line.replace("Under investigation", "Unable to prosecute suspect") for line in lines[:-3]]
    street.write_text("\n".join(changed) + "\n")
    records.load_police_uk(Platform(own_records), [street], by=local_operator(), edition="2026-02")

    shown = page(signed_in("data_engineer"))
    edition, added, removed, outcomes = row(shown, "Street-level crime, Northshire, December 2025")
    assert edition == "February 2026" and added == "0" and int(removed) == 2 and int(outcomes) > 0


def test_rejected_rows_ask_for_a_purpose_and_the_look_is_logged(signed_in, own_records):
    client = signed_in("data_engineer")
    asked = page(client, reverse("quality:rejects"))
    assert "Why do you need to see these rows?" in asked and "Checking data quality" in asked
    assert "northshire-repeated" not in asked and "OFFICIAL-SENSITIVE" in asked

    told = client.post(reverse("quality:rejects"), {}).content.decode()
    assert "Choose why you need to see these rows" in told

    told = client.post(reverse("quality:rejects"), {"purpose": "checking data quality"}).content.decode()
    assert "1 rejected row" in told and "the row has no month" in told and "dddd" not in told
    assert "On or near High Street" in told and "Shown for: checking data quality" in told
    with sqlite3.connect(own_records.site_database) as log:
        assert log.execute("SELECT event, actor, purpose, marking FROM audit_event").fetchall()[-1] == (
            "rejects_viewed", "a.data_engineer", "checking data quality", "OFFICIAL-SENSITIVE",
        )  # fmt: skip


def test_a_purpose_that_is_not_ones_own_is_refused(signed_in, own_records):
    told = signed_in("records_officer").post(reverse("quality:rejects"), {"purpose": "reviewing performance"})
    assert "Shown for" not in told.content.decode() and "There is a problem" in told.content.decode()


def test_who_may_not_see_rows_is_refused_and_has_no_link(signed_in, records):
    client = signed_in("chief_officer")
    assert reverse("quality:rejects") not in page(client)
    answer = client.get(reverse("quality:rejects"))
    assert answer.status_code == 403 and "You cannot view rejected rows as Chief officer" in answer.content.decode()


def test_who_may_not_see_data_quality_is_refused(signed_in, records):
    assert signed_in("scrutineer").get("/quality/").status_code == 403
