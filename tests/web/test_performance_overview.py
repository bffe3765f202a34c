"""What changed: the page that a commander opens first, for whoever may see what."""

import re

import pytest
from django.urls import reverse

from forcesight.access import Unit


pytestmark = pytest.mark.django_db


def page(client, address="/overview"):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_an_empty_home_says_what_to_do_next(signed_in):
    shown = page(signed_in("data_engineer"))
    assert "There are no records yet" in shown and reverse("jobs:load") in shown
    assert "forcesight load areas PATH" in shown and "forcesight load population PATH" in shown


def test_an_empty_home_sends_others_to_those_who_load(signed_in):
    shown = page(signed_in("commander"))
    assert "There are no records yet" in shown and reverse("jobs:load") not in shown and "Ask the team" in shown


def test_the_start_opens_the_overview(signed_in, records):
    assert signed_in("chief_officer").get("/")["Location"] == "/overview"


def test_special_causes_come_first_in_words_with_their_evidence(signed_in, records):
    shown = page(signed_in("chief_officer"))
    assert "What changed in Northshire, December 2025" in shown
    first = shown.index("Special causes")
    assert shown.index("Burglary in Northshire") > first
    assert re.search(r"Burglary in Northshire was \d+ in December 2025, higher than expected", shown)
    assert "95% interval" in shown and "n = " in shown and "<svg" in shown
    assert reverse("measures:measure", args=["burglary", "force", "northshire"]) in shown


def test_a_change_that_several_areas_show_is_one_story(signed_in, records):
    shown = page(signed_in("chief_officer"))
    story = re.search(r"<h3[^>]*>\s*<a[^>]*>Burglary in Northshire</a>.*?</li>", shown, re.DOTALL)
    assert story is not None
    said = re.sub(r"<[^>]+>", "", story[0])
    assert "The same in Burglary in Eastham." in " ".join(said.split())
    assert "Burglary in Eastham was" not in shown
    assert reverse("measures:measure", args=["burglary", "district", "D1"]) in story[0]


def test_the_number_of_false_signals_is_said(signed_in, records):
    shown = page(signed_in("chief_officer"))
    assert re.search(r"With \d+ charts, (fewer than|about) \d+ would signal by chance alone", shown)


def test_charts_that_claim_nothing_are_folded_away_with_their_reason(signed_in, records):
    shown = page(signed_in("chief_officer"))
    folded = shown.index("charts that claim nothing this month")
    assert "<details" in shown[:folded] and "Find rate" in shown[folded:]


def test_no_standard_and_freshness_are_said(signed_in, records):
    shown = page(signed_in("chief_officer"))
    assert "No standard or target is set" in shown
    assert "How fresh the figures are" in shown and "Snapshot 2" in shown


def test_a_standard_that_is_missed_and_one_that_is_met(signed_in, own_records):
    entry = '[[standard]]\nid = "t"\nmeasure = "burglary"\nvalue = {}\nsense = "at_most"\nstatus = "target"\n'
    entry += 'valid_from = 2020-01-01\nsource = "Plan, page 3"\nconfidence = "high"\n'
    (own_records.catalogue / "standards").mkdir(parents=True)
    overlay = own_records.catalogue / "standards" / "ours.toml"
    client = signed_in("chief_officer")

    overlay.write_text(entry.format(10))
    shown = page(client)
    assert re.search(
        r"Burglary in Northshire was \d+ in December 2025; the target is at most 10 \(Plan, page 3\)", shown
    )

    overlay.write_text(entry.format(1000))
    (own_records.path / "snapshots" / "current.json").touch()
    assert "Every measure with a standard or a target meets it" in page(client)


def test_a_commander_sees_the_force_and_their_own_district_only(signed_in, records):
    shown = page(signed_in("commander"))
    assert "Recorded crime in Eastham" in shown or "Burglary in Eastham" in shown
    assert "in Westham" not in shown.split("Inside Northshire")[0]


def test_a_commander_cannot_open_another_district(signed_in, records):
    client = signed_in("commander")
    assert "What changed in Eastham" in page(client, "/areas/district/D1/")
    answer = client.get("/areas/district/D2/")
    assert answer.status_code == 403 and "your role as Commander covers" in answer.content.decode()


def test_a_neighbourhood_has_its_own_overview_and_breadcrumb(signed_in, records):
    shown = page(signed_in("chief_officer"), "/areas/neighbourhood/N1/")
    assert "What changed in Eastham Harbour" in shown
    crumbs = shown[shown.index("govuk-breadcrumbs") : shown.index("<main")]
    assert crumbs.index("Northshire") < crumbs.index("Eastham") and 'aria-current="page">Eastham Harbour' in crumbs


def test_an_area_that_is_not_there_is_not_found(signed_in, records):
    client = signed_in("chief_officer")
    for address in ("/areas/district/D9/", "/areas/planet/D1/", "/measures/burglary/district/D9/"):
        assert client.get(address).status_code == 404


def test_without_records_no_area_is_found(signed_in):
    assert signed_in("chief_officer").get("/areas/district/D1/").status_code == 404


def test_a_force_without_records_of_its_own_still_has_a_page(signed_in, own_records):
    toml = own_records.path / "home.toml"
    toml.write_text(toml.read_text().replace('"northshire"', '"eastmoor"'))
    shown = page(signed_in("chief_officer", scope=Unit.parse("force:eastmoor")))
    assert "No records of Eastmoor are loaded" in shown


def test_areas_outside_a_role_are_counted_not_linked(signed_in, records):
    shown = page(signed_in("commander", scope=Unit.parse("district:D1")))
    assert "1 more districts lie outside your role and are not shown." in shown
    hrefs = [reverse("overview:area", args=["district", code]) for code in ("D1", "D2")]
    assert [href in shown for href in hrefs] == [True, False]


def test_a_records_officer_may_not_see_figures(signed_in, records):
    answer = signed_in("records_officer").get("/overview")
    assert answer.status_code == 403 and "You cannot view measures as Records officer" in answer.content.decode()


def test_the_list_of_measures_goes_by_family_with_the_latest_figure(signed_in, records):
    shown = page(signed_in("scrutineer"), "/measures/")
    assert shown.index("Recorded crime") < shown.index("Stop and search")
    row = shown[shown.index(reverse("measures:measure", args=["burglary", "force", "northshire"])) :]
    assert "95% interval" in row[:400] and "Concern" in row[:600]


def test_the_list_of_an_empty_home_leads_to_the_empty_overview(signed_in):
    assert signed_in("scrutineer").get("/measures/")["Location"] == "/overview"


def test_geography_that_is_not_loaded_is_named_with_its_command(signed_in, home):
    from tests.web import northshire as county

    from forcesight.access import local_operator
    from forcesight.operations import Platform
    from forcesight.operations import records as loading

    files = home.path.parent / "files"
    files.mkdir()
    county.write_files(files, county.MONTHS[-2:])
    loading.load_police_uk(Platform(home), [files], by=local_operator())
    shown = page(signed_in("data_engineer"))
    for command in ("areas", "boundaries", "population"):
        assert f"forcesight load {command} PATH" in shown
    assert "December 2025 (inferred)" in shown
    assert "No chart has enough history to tell a change from chance." in shown
