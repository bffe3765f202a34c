"""The shell in a real browser: accessible, inside the window at 320 pixels, and usable without JavaScript."""

import pytest
from tests.browser import accessibility_faults, chromium, overflow, through_whitenoise


pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PASSWORD = "three random words"
PUBLIC = ("/sign-in", "/accessibility", "/cookies", "/privacy", "/signed-out")
SIGNED_IN = ("/account", "/account/password", "/audit/", "/audit/check", "/nowhere")


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def open_page(browser, live_server):
    """Open a page of the site in a fresh session; what the browser complains about fails the test."""
    address, complaints, contexts = through_whitenoise(live_server), [], []

    def make(width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=address, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert [told for told in complaints if "404" not in told] == []


def sign_in(page, username):
    page.goto("/sign-in")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: not address.endswith("/sign-in"))


@pytest.mark.parametrize("width", [1280, 640, 320])
def test_every_page_of_the_shell_is_accessible_and_fits(open_page, person, width):
    person("records_officer")
    page = open_page(width)
    faults = {}
    for address in (*PUBLIC, None, *SIGNED_IN):
        if address is None:
            sign_in(page, "a.records_officer")
            continue
        page.goto(address)
        faults[address] = (accessibility_faults(page), overflow(page))
    assert faults == {address: ([], 0) for address in (*PUBLIC, *SIGNED_IN)}


def test_errors_take_the_focus_and_lead_to_their_field(open_page):
    page = open_page()
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in").click()
    assert page.evaluate("() => document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="Enter your password").click()
    assert page.evaluate("() => document.activeElement.id") == "id_password"
    assert accessibility_faults(page) == []


def test_a_password_can_be_shown_while_it_is_typed(open_page):
    page = open_page()
    page.goto("/sign-in")
    page.get_by_role("button", name="Show password").click()
    assert page.locator("#id_password").get_attribute("type") == "text"


def test_everything_works_without_javascript(open_page, person):
    person("records_officer")
    page = open_page(320, java_script_enabled=False)
    sign_in(page, "a.records_officer")
    assert page.get_by_role("heading", level=1).inner_text() == "Data quality"
    page.get_by_role("link", name="Audit log").first.click()
    page.get_by_label("Kind of processing").select_option("signing in")
    page.get_by_role("button", name="Show").click()
    assert "a.records_officer signed in" in page.inner_text("main")
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("heading", level=1).inner_text() == "You have signed out"


def test_the_keyboard_reaches_the_content_first(open_page):
    page = open_page()
    page.goto("/cookies")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main-content"


def test_a_table_takes_the_focus_only_where_it_must_scroll(open_page):
    for width, stop in ((1280, -1), (320, 0)):
        page = open_page(width)
        page.goto("/cookies")
        assert page.evaluate("() => document.querySelector('.fs-table').tabIndex") == stop


def test_paper_bears_the_marking_and_not_the_menu(open_page, person):
    person("records_officer")
    page = open_page()
    sign_in(page, "a.records_officer")
    page.emulate_media(media="print")
    assert page.locator(".fs-marking").first.is_visible()
    assert not page.locator(".govuk-service-navigation").is_visible()
    assert not page.get_by_role("button", name="Sign out").is_visible()
