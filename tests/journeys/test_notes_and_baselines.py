"""An analyst explains a month with a note, sets a new baseline, and takes both back."""

import pytest
from playwright.sync_api import expect
from tests.browser import accessibility_faults, says


pytestmark = pytest.mark.journey
ADDRESS = "/measures/shoplifting/"
PUBLISHING = 60_000


def test_a_note_stands_on_the_chart_until_it_is_withdrawn(open_site, picture):
    page = open_site("analyst", width=1100, height=800)
    page.goto(ADDRESS)
    page.get_by_role("link", name="Write a note").click()
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Put the note on the chart").click()
    says(page, "Enter a note")
    assert accessibility_faults(page) == []
    page.get_by_label("Month").select_option("2025-03-01")
    page.get_by_label("Note", exact=True).fill("Two large shops began to report by a new route.")
    picture(page, "note")
    page.get_by_role("button", name="Put the note on the chart").click()

    says(page, "Your note is on the chart.")
    says(page, "Two large shops began to report")
    assert page.locator("svg.fs-chart--wide text", has_text="note 1").is_visible()
    assert accessibility_faults(page) == []

    page.get_by_role("link", name="Withdraw the note").click()
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Withdraw the note").click()
    says(page, "Nobody has written a note on this chart.")


def test_a_new_baseline_is_followed_by_the_chart(open_site):
    page = open_site("analyst")
    page.goto(ADDRESS)
    page.get_by_role("link", name="Set a new baseline").click()
    assert accessibility_faults(page) == []
    page.get_by_label("Month").select_option("2024-10-01")
    page.get_by_label("Reason").fill("A new recording rule came in.")
    page.get_by_role("button", name="Set the new baseline").click()
    says(page, "A new recording rule came in.")

    mark = page.locator("svg.fs-chart--wide text", has_text="limits set again Oct 2024")
    _until(page, lambda: mark.count() == 1)
    expect(page.locator("main")).not_to_contain_text("Waiting to be published")
    assert accessibility_faults(page) == []

    page.get_by_role("link", name="Withdraw the new baseline").click()
    page.get_by_role("button", name="Withdraw the new baseline").click()
    _until(page, lambda: mark.count() == 0)


def _until(page, holds):
    """Ask for the page again until the worker has published."""
    for _ in range(PUBLISHING // 500):
        page.goto(ADDRESS)
        if holds():
            return
        page.wait_for_timeout(500)
    raise AssertionError("the chart did not follow within a minute")


def test_who_may_not_write_is_not_asked_to(open_site):
    page = open_site("scrutineer")
    page.goto(ADDRESS)
    expect(page.get_by_role("link", name="Write a note")).to_have_count(0)
    expect(page.get_by_role("link", name="Set a new baseline")).to_have_count(0)
