"""A commander signs in, sees what changed, follows it down to a neighbourhood, and takes the figures away."""

import csv
import re
import zipfile

import pytest
from playwright.sync_api import expect
from tests.browser import accessibility_faults, says


pytestmark = pytest.mark.journey


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def follow(page, level):
    """Go down to the first area of a level, by the table below the map."""
    with page.expect_navigation():
        page.get_by_role("table", name=re.compile(f"by {level}")).get_by_role("link").first.click()


def test_from_what_changed_to_a_neighbourhoods_figures(open_site, picture, tmp_path):
    page = open_site("chief", width=1100, height=1120)
    assert heading(page).startswith("What changed in Northmarch")
    says(page, "would signal by chance alone")
    assert accessibility_faults(page) == []
    picture(page, "overview")

    card = page.locator(".fs-card--concern").first
    assert "higher than expected" in card.inner_text() or "lower than expected" in card.inner_text()
    link = card.get_by_role("heading").get_by_role("link")
    name = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert accessibility_faults(page) == []
    picture(page, "measure")

    if "/force/" in page.url:
        follow(page, "district")
    follow(page, "neighbourhood")
    expect(page.get_by_role("navigation", name="Breadcrumb").get_by_role("listitem")).to_have_count(4)
    assert accessibility_faults(page) == []
    title = heading(page)

    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV", exact=True).click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert re.fullmatch(r"[a-z0-9-]+-neighbourhood-[a-z0-9-]+-official\.csv", saved.name)
    with saved.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 36 and rows[-1]["month"] == "2025-12" and rows[-1]["marking"] == "OFFICIAL"

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Data package").click()
    packed = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(packed)
    assert "datapackage.json" in zipfile.ZipFile(packed).namelist()

    page = open_site("records")
    page.get_by_role("link", name="Audit log").click()
    says(page, f"demo.chief exported {title}")


def test_a_commander_stays_in_their_own_district(open_site):
    page = open_site("commander")
    page.goto("/measures/burglary/")
    says(page, "lie outside your role")
    own = page.get_by_role("table", name=re.compile("by district")).get_by_role("link")
    assert own.count() == 1
    name = own.inner_text()
    own.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Burglary in {name}")
    assert accessibility_faults(page) == []
    page.goto("/audit/")
    assert heading(page) == "You cannot see this page"


def test_the_same_journey_without_javascript(open_site, tmp_path):
    page = open_site("chief", java_script_enabled=False)
    with page.expect_navigation():
        page.locator(".fs-card").first.get_by_role("heading").get_by_role("link").click()
    page.locator("summary", has_text="The same figures as a table").click()
    assert page.get_by_role("table").first.is_visible()
    page.get_by_label("From", exact=True).select_option("2025-01")
    page.get_by_role("button", name="Show these months").click()
    says(page, "January 2025 to December 2025")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV", exact=True).click()
    waiting.value.save_as(tmp_path / "figures.csv")
    assert len((tmp_path / "figures.csv").read_text().splitlines()) == 13
