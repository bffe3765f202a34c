"""The pages on which a planner puts an experiment together, and calibrates."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def begun(page: Page, office: str, name: str) -> str:
    """Begin an experiment on an office, up to its first option; the address of the draft."""
    page.goto(f"/offices/{office}")
    page.get_by_role("button", name="New experiment").click()
    page.get_by_label("What do you want to know?").fill("What do two more by night do, and what does a late car?")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Reason", exact=True).fill("The planning board asks.")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name of the option").fill("Two more by night")
    page.get_by_role("button", name="Continue").click()
    return page.url.split("/options")[0]


def chosen(page: Page, kind: str) -> None:
    """Choose what changes."""
    page.get_by_label(kind, exact=True).check()
    page.get_by_role("button", name="Continue").click()


def calibrated(page: Page, since: str, until: str) -> str:
    """Calibrate from some days, wait for it, and give its address."""
    page.goto("/offices/calibrations/")
    page.get_by_label("From (optional)").fill(since)
    page.get_by_label("To (optional)").fill(until)
    page.get_by_role("button", name="Calibrate").click()
    expect(page.get_by_role("heading", name="What these records cannot tell")).to_be_visible(timeout=120_000)
    return page.url


def pages(page: Page) -> list[str]:
    """Every kind of page of a draft, of files and of calibrations, which are made on the way."""
    draft = begun(page, "small", "Every page of asking")
    levers = f"{draft}/options/1/levers/new"
    calibration = calibrated(page, "2025-11-03", "2025-12-28")
    return [
        "/offices/county_force", "/offices/small/file", "/offices/small/experiments/new", "/offices/experiments/file",
        draft, f"{draft}/about", f"{draft}/options/new", f"{draft}/options/1", f"{draft}/aims", f"{draft}/runs", levers,
        *(f"{levers}/{kind}" for kind in ("staff", "transfer", "new_team", "pattern", "answering_target", "despatch")),
        "/offices/calibrations/", calibration, f"{calibration}/subjects/999", f"{calibration}/subjects/response",
    ]  # fmt: skip
