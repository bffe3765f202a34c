"""A real browser for the tests: Debian's Chromium, driven by Playwright, with axe-core for accessibility."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, Page, expect, sync_playwright


AXE = Path(__file__).resolve().parents[1] / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser; the test is skipped, with its reason, on a machine that has none."""
    path = shutil.which("chromium")
    if path is None or not AXE.exists():
        pytest.skip("needs Chromium (apt-get install chromium) and the built site (scripts/build_assets.py)")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as environment:
        # Playwright's event loop runs in this thread, where Django would refuse the fixtures' plain queries.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def through_whitenoise(live_server: Any) -> str:
    """Let pytest-django's server send the built files as the real one does; the server's address."""
    live_server.thread.httpd.set_app(WSGIHandler())
    address: str = live_server.url
    return address


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, one line a fault; empty where nothing is."""
    page.wait_for_load_state()
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate("tags => axe.run({ runOnly: tags })", TAGS)
    return [f"{fault['id']}: {node['target']}" for fault in found["violations"] for node in fault["nodes"]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window: people would have to scroll sideways."""
    width: int = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    return max(width, 0)


def says(page: Page, words: str | re.Pattern[str]) -> None:
    """Wait until the page's content says these words: a page that has only begun to arrive says less."""
    expect(page.locator("main")).to_contain_text(words, timeout=20_000)
