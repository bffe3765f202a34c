"""Every kind of page: accessible (axe, WCAG 2.2 AA), inside the window at 320 pixels and at 200% zoom, fit to print."""

import re

import pytest
from tests.browser import accessibility_faults, overflow
from tests.journeys import asking
from tests.journeys.experiments import asked, finished, save_small_office


pytestmark = pytest.mark.journey

ANALYST = (
    "/overview", "/measures/", "/measures/burglary/", "/measures/outcome_no_suspect/", "/measures/search_find_rate/",
    "/measures/severity_weighted_crime_rate/", "/measures/burglary/?since=2025-09&until=2025-01", "/quality/",
    "/jobs/", "/measures/burglary/force/northmarch/notes", "/measures/burglary/force/northmarch/baseline", "/account",
    "/measures/nothing/", "/accessibility",
)  # fmt: skip
ENGINEER = (
    "/jobs/load", "/quality/rejects", "/accounts/", "/accounts/new", "/accounts/1/", "/accounts/1/roles/new",
    "/accounts/1/roles/1/end", "/accounts/1/password", "/accounts/1/close", "/account/password",
)  # fmt: skip
RECORDS_OFFICER = ("/audit/", "/audit/check")
#: The experiment of each site that was started, by the site's address.
RUN: dict[str, str] = {}
SIZES = {"wide": (1280, 900), "narrow": (320, 640)}


def below(page, address="/measures/violence_and_sexual_offences/"):
    """The pages of one measure from the force down to an LSOA, found by following links."""
    found = []
    page.goto(address)
    for level in ("district", "neighbourhood", "LSOA"):
        page.get_by_role("table", name=re.compile(f"by {level}")).get_by_role("link").first.click()
        found.append(page.url)
    area = page.url.replace("measures/violence_and_sexual_offences", "areas")
    return [*found, area]


def of_experiment(page, site):
    """The pages of one experiment, which is run the first time."""
    if site.address not in RUN:
        save_small_office(site.home)
        asked(page, "Every page of it", runs=5)
        finished(page)
        RUN[site.address] = page.url
    whole = RUN[site.address]
    parts = ("options/option_1", "stations/response", "stations/recording", "outputs/switchboard.call.within", "acted")
    return [whole, *(f"{whole}/{part}" for part in parts)]


def walk(open_site, site, look, width, height, scale=1):
    """What `look` finds wrong on every kind of page, by address."""
    page = open_site("analyst", width=width, height=height, device_scale_factor=scale)
    found = {}
    for address in (*ANALYST, *below(page)):
        page.goto(address)
        found[address] = look(page)
    for who, addresses in (("engineer", ENGINEER), ("records", RECORDS_OFFICER)):
        page = open_site(who, width=width, height=height, device_scale_factor=scale)
        for address in addresses:
            page.goto(address)
            found[address] = look(page)
    planner = open_site("planner", width=width, height=height, device_scale_factor=scale)
    page = open_site("chief", width=width, height=height, device_scale_factor=scale)
    for address in ("/offices/", "/offices/small", *of_experiment(planner, site)):
        page.goto(address)
        found[address] = look(page)
    for address in asking.pages(planner):
        planner.goto(address)
        found[address] = look(planner)
    return {address: faults for address, faults in found.items() if faults}


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_accessible_and_fits(open_site, site, size):
    def look(page):
        return accessibility_faults(page) + ([f"{overflow(page)} pixels too wide"] if overflow(page) else [])

    assert walk(open_site, site, look, *SIZES[size]) == {}


def test_every_page_fits_at_200_per_cent(open_site, site):
    assert walk(open_site, site, overflow, 640, 450, 2) == {}


def test_with_its_details_open_a_page_is_still_accessible(open_site, site):
    page = open_site("analyst", width=320, height=640)
    station = of_experiment(open_site("planner"), site)[2]
    for address in ("/overview", "/measures/outcome_no_suspect/", "/quality/", station):
        page.goto(address)
        page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert (accessibility_faults(page), overflow(page)) == ([], 0), address


def test_a_measure_prints_without_what_only_a_screen_can_use(open_site, tmp_path):
    page = open_site("analyst")
    page.goto("/measures/burglary/")
    page.emulate_media(media="print")
    for hidden in ("nav.govuk-breadcrumbs", "form.fs-filter", ".govuk-service-navigation"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert (
        page.locator("svg.fs-chart--wide").first.is_visible()
        and not page.locator("svg.fs-chart--narrow").first.is_visible()
    )
    assert page.get_by_text("OFFICIAL", exact=True).first.is_visible()
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF") and len(printed) > 20_000


def test_a_phone_has_its_own_drawing(open_site):
    page = open_site("commander", width=320, height=640)
    page.goto("/measures/burglary/")
    assert page.locator("svg.fs-chart--narrow").first.is_visible()
    assert not page.locator("svg.fs-chart--wide").first.is_visible()
