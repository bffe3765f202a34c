"""An administrator makes an account, grants and ends a role, and closes it; its holder chooses a password between."""

import pytest
from tests.browser import accessibility_faults, overflow, says


pytestmark = pytest.mark.journey
OWN = "four plain random words"
# A wide window with its scripts, which axe needs; a narrow one with JavaScript off.
WAYS = {"wide": {"width": 1280}, "without scripts": {"width": 320, "java_script_enabled": False}}


@pytest.mark.parametrize("way", WAYS)
def test_an_account_from_its_making_to_its_closing(open_site, way):
    def sound(page):
        assert way != "wide" or (accessibility_faults(page), overflow(page)) == ([], 0), page.url

    admin, theirs = open_site("engineer", **WAYS[way]), open_site(**WAYS[way])
    user_name, name = f"p.{way.split()[0]}", f"Pat Example, {way}"
    password = _made(admin, name, user_name, sound)
    _granted(admin, "Commander", "force:northmarch", sound)

    _signed_in(theirs, user_name, password)
    says(theirs, "Choose your password")
    sound(theirs)
    theirs.get_by_label("One-time password", exact=True).fill(password)
    theirs.get_by_label("New password", exact=True).fill(OWN)
    theirs.get_by_role("button", name="Choose this password").click()
    says(theirs, "Your password has been changed.")
    assert theirs.url.endswith("/overview")

    admin.get_by_role("link", name="End the role").click()
    sound(admin)
    admin.get_by_role("button", name="End the role").click()
    says(admin, "has ended.")
    theirs.goto("/overview")
    says(theirs, "You cannot view measures: you have no role in force today.")

    _closed(admin, user_name, sound)
    theirs.goto("/account")
    assert "/sign-in" in theirs.url
    _signed_in(theirs, user_name, OWN)
    says(theirs, "The user name or password is not right.")


def test_the_last_administrator_stays(open_site):
    page = open_site("engineer")
    page.goto("/accounts/?words=demo.engineer")
    page.get_by_role("link", name="Demo data engineer", exact=True).click()
    page.get_by_role("link", name="Close the account").click()
    page.get_by_role("button", name="Close the account").click()
    says(page, "Nobody else could manage accounts then: make another person Data engineer first.")
    assert accessibility_faults(page) == []
    page.goto("/accounts/")
    says(page, "Demo data engineer")


def _made(admin, name, user_name, sound):
    """Make an account; its one-time password."""
    admin.goto("/accounts/")
    sound(admin)
    admin.get_by_role("button", name="Make an account").click()
    admin.get_by_role("button", name="Make the account").click()
    says(admin, "Enter a user name")
    sound(admin)
    admin.get_by_label("Name", exact=True).fill(name)
    admin.get_by_label("User name", exact=True).fill(user_name)
    admin.get_by_role("button", name="Make the account").click()
    says(admin, "It is shown this once.")
    sound(admin)
    return admin.locator("dd.fs-code").last.inner_text()


def _granted(admin, role, over, sound):
    admin.get_by_role("link", name="Grant a role").click()
    sound(admin)
    admin.get_by_label(role).check()
    admin.get_by_label("Over").select_option(over)
    admin.get_by_role("button", name="Grant the role").click()
    says(admin, f"is granted the role {role} for Northmarch")
    sound(admin)


def _closed(admin, user_name, sound):
    """Find the account by its user name, as on another day, and close it."""
    admin.goto("/accounts/")
    admin.get_by_label("Name or user name").fill(user_name)
    admin.get_by_role("button", name="Search").click()
    says(admin, "1 account")
    admin.locator("main table").get_by_role("link").click()
    sound(admin)
    admin.get_by_role("link", name="Set a one-time password").click()
    sound(admin)
    admin.get_by_role("link", name="Cancel").click()
    admin.get_by_role("link", name="Close the account").click()
    sound(admin)
    admin.get_by_role("button", name="Close the account").click()
    says(admin, "is closed.")


def _signed_in(page, user_name, password):
    page.goto("/sign-in")
    page.get_by_label("User name").fill(user_name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
