"""Everything by keyboard alone: sign in, follow a signal, open the table, choose months."""

import pytest
from playwright.sync_api import expect


pytestmark = pytest.mark.journey
FAR = 300

FOCUSED = """() => {
  const here = document.activeElement
  return (here.labels?.[0]?.innerText || here.innerText || here.getAttribute('aria-label') || '').trim()
}"""
# What shows a person where the focus is: an outline, a shadow or another ground than without it.
SHOWN = """() => {
  if (document.activeElement === document.body) return true  // the end of the page: the browser's own bar is next
  const style = getComputedStyle(document.activeElement)
  return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.backgroundColor === 'rgb(255, 221, 0)'
}"""


def tab_to(page, words):
    """Press Tab until the focus is on what begins with these words; each stop must be visible."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        assert page.evaluate(SHOWN), f"the focus is not visible on {page.evaluate(FOCUSED)!r}"
        if page.evaluate(FOCUSED).startswith(words):
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")


def test_from_sign_in_to_the_figures(open_site, site):
    page = open_site()
    page.goto("/sign-in")
    tab_to(page, "User name")
    page.keyboard.type("demo.chief")
    tab_to(page, "Password")
    page.keyboard.type(site.passwords["chief"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/overview")

    tab_to(page, "Skip to main content")
    page.keyboard.press("Enter")
    first = page.locator(".fs-card a").first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/**")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    page.wait_for_load_state()

    tab_to(page, "The same figures as a table")
    page.keyboard.press("Enter")
    assert page.get_by_role("table").first.is_visible()

    tab_to(page, "From")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Show these months")
    page.keyboard.press("Enter")
    page.wait_for_url("**since=2023-01**")


def test_no_page_is_a_trap(open_site):
    page = open_site("analyst")
    page.goto("/measures/burglary/")
    seen = []
    for _ in range(FAR):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("() => document.activeElement === document.body"))
        if seen[-1]:
            return
    raise AssertionError("the focus never leaves the page")
