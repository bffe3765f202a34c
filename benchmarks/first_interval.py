"""How soon a planner sees first intervals: the shipped experiment on the whole force, run and watched over HTTP.

The page is asked as often as its own script asks; the clock runs from the press of the button until a page shows
intervals, so the queue, the worker's start and the wait between two questions are part of it.
"""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
from typing import Any

from benchmarks.bench_pages import Person, free_port, sign_in_words
from benchmarks.common import WORK, median, result, say


EXPERIMENT = "neighbourhood_to_response"
INTERIM = re.compile(r"An interim result, from (\d+) runs")
ASKS = re.compile(r'data-refresh="([\d.]+)"')
INTERVAL = re.compile(r"\d to -?\d")
PATIENCE = 120.0


def first_interval(*, quick: bool = False) -> list[dict[str, Any]]:
    """Serve a home, run the experiment a few times, and watch its page."""
    home, port = WORK / "office-home", free_port()
    shutil.rmtree(home, ignore_errors=True)
    command = [sys.executable, "-m", "forcesight", "run", "--home", str(home), "--port", str(port), "--demo-accounts"]
    site = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        planner = Person(port, random.Random(0))
        planner.sign_in(*sign_in_words(site, "demo.planner"))
        seen = [_watched(planner) for _ in range(1 if quick else 5)]
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(timeout=60)
    what = f"page of an experiment on {EXPERIMENT}'s office: first intervals after the button"
    return [
        result(what, max(seconds for seconds, _ in seen), "s", target=10.0,
               note=f"largest of {len(seen)}, median {median([seconds for seconds, _ in seen]):.1f} s, from "
                    f"{min(runs for _, runs in seen)} runs of each of three options at least"),
    ]  # fmt: skip


def _watched(planner: Person) -> tuple[float, int]:
    """Seconds until intervals are shown, and from how many runs; the experiment is cancelled then."""
    _, _, about = _post(planner, f"/offices/experiments/shipped/{EXPERIMENT}/begin", {})
    words = {"name": "A benchmark", "reason": "To see how soon it answers", "question": "How soon?"}
    _, _, draft = _post(planner, about, words)
    began = time.perf_counter()
    status, text, page = _post(planner, f"{draft.split('#')[0]}/run", {})
    if status != 302:
        raise SystemExit(f"The experiment was not begun: {status}, {re.sub('<[^>]+>', ' ', text)[:2000]}")
    while True:
        _, text, _ = planner.request("GET", page)
        spent = time.perf_counter() - began
        interim = INTERIM.search(text)
        if interim and INTERVAL.search(text[text.index('id="found"') :]):
            break
        asks = ASKS.search(text)
        if asks is None or spent > PATIENCE:
            raise SystemExit(f"After {spent:.0f} s the page has no intervals: {re.sub('<[^>]+>', ' ', text)[:2000]}")
        time.sleep(float(asks[1]))
    _post(planner, f"{page}/cancel", {})
    say(f"first intervals after {spent:.1f} s, from {interim[1]} runs")
    while 'data-refresh="' in planner.request("GET", page)[1]:
        time.sleep(1)
    return spent, int(interim[1])


def _post(planner: Person, path: str, words: dict[str, str]) -> tuple[int, str, str]:
    path = urllib.parse.urlsplit(path).path
    token = planner.cookies["forcesight_csrf"]
    return planner.request("POST", path, urllib.parse.urlencode({"csrfmiddlewaretoken": token, **words}))
