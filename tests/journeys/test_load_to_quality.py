"""A data engineer sends a month that was missing, watches it load, and finds it on the data-quality page."""

import pytest
from playwright.sync_api import expect
from tests.browser import accessibility_faults, says
from tests.web.northshire import HEADER


pytestmark = pytest.mark.journey
LOADING = 90_000  # milliseconds: a machine that runs other tests beside this may take its time


def street(folder, month="2024-06", force="saltmere", rows=40):
    """A small street file of the peer and the month that the sample lacks."""
    name = f"{force.title()} Police"
    lines = [",".join(HEADER)]
    for number in range(rows):
        crime = f"{month}-{force}-{number:03d}x".ljust(64, "0")
        place = "-2.5,54.5,On or near Mill Lane,X01030001,Saltmere Haven 001A"
        lines.append(f"{crime},{month},{name},{name},{place},Burglary,Under investigation,")
    path = folder / f"{month}-{force}-street.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def send(page, *paths):
    page.get_by_role("link", name="Jobs").first.click()
    page.get_by_role("button", name="Load records").click()
    page.get_by_label("Files").set_input_files([str(path) for path in paths])
    page.get_by_role("button", name="Load", exact=True).click()


def test_from_files_to_the_state_of_the_data(open_site, picture, tmp_path):
    page = open_site("engineer", width=1100, height=800)
    page.get_by_role("link", name="Data quality").first.click()
    assert "June 2024" in page.get_by_role("row", name="Saltmere").first.inner_text()
    assert accessibility_faults(page) == []

    send(page, street(tmp_path))
    expect(page.get_by_role("heading", level=1)).to_have_text("Load data.police.uk files")
    assert accessibility_faults(page) == []
    expect(page.locator("#progress")).to_contain_text("40 loaded", timeout=LOADING)
    picture(page, "job")
    page.get_by_role("link", name="See the state of the data").click()
    row = page.get_by_role("row", name="Saltmere").first
    expect(row).to_contain_text("36")
    expect(row).to_contain_text("None")
    picture(page, "quality")

    page.get_by_role("link", name="See the rejected rows").click()
    page.get_by_label("Checking data quality").check()
    page.get_by_role("button", name="Show the rows").click()
    expect(page.locator("header")).to_contain_text("OFFICIAL-SENSITIVE")
    assert accessibility_faults(page) == []


def test_a_file_that_is_a_web_page_is_refused_in_a_sentence(open_site, tmp_path):
    page = open_site("engineer", java_script_enabled=False)
    wrong = tmp_path / "2026-01-saltmere-street.csv"
    wrong.write_text("<!DOCTYPE html><html><body>Not found</body></html>")
    send(page, wrong)
    for _ in range(60):
        if "Failed" in page.inner_text("main"):
            break
        page.wait_for_timeout(1000)  # the page asks again by itself, without JavaScript too
    says(page, "Nothing was loaded.")
    says(page, "2026-01-saltmere-street.csv")


def test_what_is_no_file_of_ours_is_said_before_it_is_sent_on(open_site, tmp_path):
    page = open_site("engineer")
    other = tmp_path / "holiday.csv"
    other.write_text("sun,sea\n")
    send(page, other)
    says(page, "holiday.csv is not named like a data.police.uk file")
    assert accessibility_faults(page) == []
