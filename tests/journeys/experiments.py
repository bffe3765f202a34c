"""A small office in the home that journeys use, and an experiment on it, asked as a person does it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.spec.model_office.small_office import OFFICE

from forcesight.model_office.office.description import Measured
from forcesight.model_office.office.writing import write_office


#: Milliseconds: a machine that does other things beside this may take its time.
RUNNING = 120_000
MEASURED = (Measured(output="switchboard.call.came", measure="calls_101"),)


def save_small_office(home: Path) -> None:
    """Give the home an office of its own, which takes a moment to run."""
    folder = home / "catalogue" / "offices"
    folder.mkdir(parents=True, exist_ok=True)
    listed = replace(OFFICE, measured=MEASURED, valid_from=date(2020, 1, 1), source="Ours", confidence="low")
    (folder / "small.toml").write_text(write_office(listed))


def asked(page: Page, name: str, *, runs: int) -> None:
    """Put the experiment together, step by step, and run it."""
    page.goto("/offices/")
    page.get_by_role("link", name="A small office").first.click()
    page.locator("main a[href$='/small/experiments/new']").first.click()
    page.get_by_label("What do you want to know?").fill("What do more calls do?")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Reason", exact=True).fill("A new town is built.")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name of the option").fill("Half as many again")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Demand", exact=False).first.check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Change by per cent").fill("50")
    page.get_by_role("button", name="Save the lever").click()
    page.get_by_role("link", name="Change the runs").click()
    page.get_by_label("Runs of each option").fill(str(runs))
    page.get_by_role("button", name="Continue").or_(page.get_by_role("button", name="Save")).first.click()
    page.get_by_role("button", name="Run the experiment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def finished(page: Page) -> None:
    """Wait until the worker has run it to its end."""
    expect(page.get_by_role("link", name="The comparison (CSV)")).to_be_visible(timeout=RUNNING)
