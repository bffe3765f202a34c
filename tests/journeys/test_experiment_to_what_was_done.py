"""A planner asks what more calls would do to a small office; a chief records that it was done, and sees what became."""

import json
import zipfile

import pytest
from playwright.sync_api import expect
from tests.browser import accessibility_faults, overflow, says
from tests.journeys.experiments import RUNNING, asked, finished, save_small_office


pytestmark = pytest.mark.journey
NAME = "Half as many calls again"
# A wide window with its scripts, which axe needs; a narrow one with JavaScript off.
WAYS = {"wide": {"width": 1100, "height": 1000}, "without scripts": {"width": 320, "java_script_enabled": False}}


@pytest.fixture
def small(site):
    """The home has a small office of its own."""
    save_small_office(site.home)


@pytest.mark.parametrize("way", WAYS)
def test_from_a_question_to_what_became_of_it(open_site, picture, small, tmp_path, way):
    def sound(page):
        assert way != "wide" or (accessibility_faults(page), overflow(page)) == ([], 0), page.url

    planner, name = open_site("planner", **WAYS[way]), NAME if way == "wide" else f"{NAME}, {way}"
    asked(planner, name, runs=10)
    sound(planner)
    # A page without scripts asks again by itself.
    finished(planner)
    sound(planner)
    address = planner.url
    says(planner, "What gets worse")
    if way == "wide":
        picture(planner, "experiment")
    looked_into(planner, address, sound, lambda name: way == "wide" and picture(planner, name))
    taken_away(planner, address, tmp_path)
    expect(planner.get_by_role("button", name="Record that we did this")).to_have_count(0)

    chief = open_site("chief", **WAYS[way])
    chief.goto(address)
    recorded(chief, sound)
    says(chief, "Half as many again from 10 June 2025")
    says(chief, "Predicted and actual, each with its 95% range")
    sound(chief)
    chief.get_by_role("link", name="101 calls (jobs a week)").click()
    assert "/measures/calls_101/force/northmarch" in chief.url

    records = open_site("records")
    records.goto("/audit/")
    for words in ("exported", "was acted on"):
        says(records, words)


def test_a_planner_watches_it_run_and_cancels_it(open_site, small):
    page = open_site("planner")
    asked(page, "A long one", runs=2000)
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=RUNNING)
    expect(page.locator("#found")).to_contain_text("An interim result, from", timeout=RUNNING)
    assert (accessibility_faults(page), overflow(page)) == ([], 0)
    page.get_by_role("button", name="Cancel this experiment").click()
    expect(page.locator("#progress")).to_contain_text("It was cancelled; what it had found", timeout=RUNNING)
    says(page, "An interim result, from")
    expect(page.get_by_role("link", name="The comparison (CSV)")).to_have_count(0)


def looked_into(page, address, sound, picture):
    """Every output of the option, one output's runs, and a station's week."""
    page.get_by_role("link", name="Every output of Half as many again").click()
    sound(page)
    page.get_by_role("link", name="Switchboard, Call: jobs that came").click()
    says(page, "In 10 of 10 pairs it was higher.")
    sound(page)
    page.goto(address)
    page.get_by_role("link", name="Response", exact=True).click()
    picture("station")
    page.get_by_text("Every hour as a table").first.click()
    expect(page.get_by_role("table").first).to_contain_text("Monday 08:00")
    sound(page)
    page.goto(address)


def taken_away(page, address, folder):
    """The pack, with what repeats the experiment."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Pack with every run").click()
    saved = folder / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    pack = zipfile.ZipFile(saved)
    told = json.loads(pack.read("manifest.json"))
    assert told["question"] == "What do more calls do?" and told["runs"] == 10
    assert "offices/baseline.toml" in pack.namelist()


def recorded(page, sound):
    """Say which option was taken, once with something missing."""
    page.get_by_role("button", name="Record that we did this").click()
    sound(page)
    page.get_by_label("Half as many again").check()
    page.get_by_label("From", exact=True).fill("2025-06-10")
    page.get_by_label("Months").fill("3")
    page.get_by_role("button", name="Record it and keep the prediction").click()
    says(page, "Enter the reason")
    sound(page)
    page.get_by_label("Reason", exact=True).fill("The town is there.")
    page.get_by_role("button", name="Record it and keep the prediction").click()
    says(page, "It is recorded, and the prediction is kept.")
