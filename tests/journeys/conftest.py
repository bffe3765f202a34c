"""The whole product as a person meets it: `forcesight run` with the synthetic force, its worker, and a real browser."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser import chromium

from forcesight.web.accounts.demo import SHORT


PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images"
#: Set to 1 to take the docs' pictures anew; otherwise they are taken, looked at and thrown away.
TAKE = "FORCESIGHT_TAKE_PICTURES"
LARGEST_PICTURE = 200 * 1024
PATIENCE = 240.0


@dataclass(frozen=True)
class Site:
    """A running site: its address, its home, and the sample's sign-ins by the word after `demo.`."""

    address: str
    home: Path
    passwords: dict[str, str]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Start the product as `make run` does, once for all journeys."""
    home, port = tmp_path_factory.mktemp("journeys") / "home", _free_port()
    command = [sys.executable, "-m", "forcesight", "run", "--home", str(home), "--port", str(port), "--demo-accounts"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FORCESIGHT_", "DJANGO_"))}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=kept)
    try:
        yield Site(f"http://127.0.0.1:{port}", home, _sign_ins(running))
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _sign_ins(running: subprocess.Popen[str]) -> dict[str, str]:
    """What the command prints once it answers: a user name and a password a line."""
    assert running.stdout is not None
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(iter(running.stdout.readline, "")), daemon=True)  # type: ignore[union-attr]
    reader.start()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and running.poll() is None:
        found = dict(_sign_in(line) for line in lines if " demo." in line)
        if len(found) == len(SHORT):
            return found
        time.sleep(0.1)
    raise AssertionError("The site did not start:\n" + "".join(lines))


def _sign_in(line: str) -> tuple[str, str]:
    username, password = line.split()[:2] if line.split()[0].startswith("demo.") else line.split()[-2:]
    return username.removeprefix("demo."), password


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    with chromium() as started:
        yield started


@pytest.fixture
def open_site(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open the site in a fresh session, signed in as `who`; what the browser complains about fails the journey."""
    contexts, complaints = [], []

    def make(who: str | None = None, *, width: int = 1280, height: int = 900, **options: object) -> Page:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, base_url=site.address, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda told: complaints.append(str(told)))
        if who:
            sign_in(page, site, who)
        return page

    yield make
    for context in contexts:
        context.close()
    # Pages that are refused or not there are part of some journeys; the browser notes their status.
    assert [told for told in complaints if "status of 40" not in told] == []


def sign_in(page: Page, site: Site, who: str) -> None:
    """Sign in through the form."""
    page.goto("/sign-in")
    page.get_by_label("User name").fill(f"demo.{who}")
    page.get_by_label("Password", exact=True).fill(site.passwords[who])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "sign-in" not in address)


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[Page, str], None]:
    """Take a picture of the page for the docs, at the size of its window."""

    def take(page: Page, name: str) -> None:
        path = tmp_path / f"{name}.png"
        page.evaluate("() => window.scrollTo(0, 0)")
        page.screenshot(path=path)
        assert 10_000 < path.stat().st_size < LARGEST_PICTURE
        if os.environ.get(TAKE):
            PICTURES.mkdir(exist_ok=True)
            shutil.copy(path, PICTURES / path.name)

    return take
