"""A planner puts an experiment with two options together and starts it; another is shipped; the records calibrate."""

import pytest
from playwright.sync_api import expect
from tests.browser import accessibility_faults, overflow, says
from tests.journeys.asking import begun, calibrated, chosen
from tests.journeys.experiments import RUNNING, finished, save_small_office


pytestmark = pytest.mark.journey
# A wide window with its scripts, which axe needs; a narrow one with JavaScript off.
WAYS = {"wide": {"width": 1280, "height": 1000}, "without scripts": {"width": 320, "java_script_enabled": False}}


@pytest.mark.parametrize("way", WAYS)
def test_two_options_are_put_together_checked_in_words_and_started(open_site, site, picture, way):
    def sound(page):
        assert way != "wide" or (accessibility_faults(page), overflow(page)) == ([], 0), page.url

    save_small_office(site.home)
    page, name = open_site("planner", **WAYS[way]), "More people by night" if way == "wide" else f"By night, {way}"
    draft = begun(page, "small", name)
    sound(page)

    # The first option: something is forgotten, and said at its field.
    chosen(page, "Staff by hour")
    page.get_by_label("From hour").fill("22")
    page.get_by_label("To hour").fill("6")
    page.get_by_label("Change the number by").fill("2")
    page.get_by_role("button", name="Save the lever").click()
    sound(page)
    page.get_by_role("link", name="Group: fill this in").click()
    page.get_by_label("Handlers (Switchboard)").check()
    page.get_by_role("button", name="Save the lever").click()
    says(page, "2 people more in the group handlers from 22:00 to 06:00")

    # The second: a new team, and a demand that is taken out again.
    page.get_by_role("link", name="Add another option").or_(page.get_by_role("button", name="Add another")).click()
    page.get_by_label("Name of the option").fill("A late car")
    page.get_by_role("button", name="Continue").click()
    chosen(page, "A new team")
    page.get_by_label("Short name").fill("late_car")
    page.get_by_label("town").check()
    page.get_by_label("Units", exact=True).fill("1")
    page.get_by_label("Incident").check()
    page.get_by_role("button", name="Save the lever").click()
    says(page, "A new team late_car of 1 unit in town, for incident")
    page.goto(f"{draft}/options/2/levers/new/demand")
    page.get_by_label("Change by per cent").fill("8")
    page.get_by_role("button", name="Save the lever").click()
    page.get_by_role("button", name="Remove lever 2 of A late car").click()
    expect(page.get_by_text("8 % more demand")).to_have_count(0)

    # What is meant to improve, how often it is run; then it is run.
    page.get_by_role("link", name="Change what is meant to improve").click()
    page.get_by_label("Contact").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Change the runs").click()
    page.get_by_label("Runs of each option").fill("5")
    page.get_by_role("button", name="Continue").click()
    sound(page)
    if way == "wide":
        picture(page, "experiment-asked")
    page.get_by_role("button", name="Run the experiment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    finished(page)
    for option in ("In short: Two more by night", "In short: A late car"):
        says(page, option)


def test_a_shipped_experiment_is_begun_with_everything_but_its_reason(open_site):
    page = open_site("planner", java_script_enabled=False)
    page.goto("/offices/county_force")
    page.get_by_role("button", name="Run this : 999 calls answered within 10 seconds at least cost").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Enter why this is asked").click()
    page.get_by_label("Reason", exact=True).fill("The board asks.")
    page.get_by_role("button", name="Continue").click()
    says(page, "answered within 10 seconds, at least 90%")
    says(page, "1 person more in the group emergency")
    page.get_by_role("button", name="Throw it away").click()
    assert page.url.endswith("/offices/county_force")


def test_a_faulty_file_is_told_line_by_line(open_site):
    page = open_site("planner", java_script_enabled=False)
    page.goto("/offices/experiments/file?from=answer_999")
    text = page.get_by_label("Text of the file")
    text.fill(text.input_value().replace('group = "emergency"', 'group = "emergancy"', 1))
    page.get_by_role("button", name="Continue").click()
    says(page, "did you mean emergency?")
    expect(page.locator(".fs-listing__fault")).to_have_count(1)


def test_the_records_calibrate_an_office(open_site, picture):
    page = open_site("planner", width=1280, height=1100)
    address = calibrated(page, "2025-09-01", "2025-12-28")
    says(page, "Instead:")
    says(page, "What the earlier part predicted of the later")
    assert (accessibility_faults(page), overflow(page)) == ([], 0)
    page.get_by_role("link", name="999", exact=True).click()
    expect(page.locator("figure")).to_have_count(7, timeout=RUNNING)
    assert (accessibility_faults(page), overflow(page)) == ([], 0)
    page.locator("figure").nth(2).scroll_into_view_if_needed()
    assert page.url == f"{address}/subjects/999"
