"""Pages under load: twenty people, one page each every two seconds on average, every kind of page, two workers.

Times are taken at the client, from the request's first byte to the answer's last. The generator's own processor time
is reported, because it runs on the same machine.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from benchmarks.common import median, own_cpu, percentile, result, say
from benchmarks.large import large_home


PEOPLE = 20
PAUSE = 2.0


def run(*, quick: bool = False) -> list[dict[str, Any]]:
    """Serve the large home, sign twenty people in, and let them read."""
    home, port = large_home(), free_port()
    command = [sys.executable, "-m", "forcesight", "run", "--home", str(home), "--port", str(port), "--workers", "2"]
    site = subprocess.Popen([*command, "--demo-accounts"], stdout=subprocess.PIPE, text=True)
    try:
        username, password = sign_in_words(site)
        paths = addresses(port, username, password)
        say(f"{len(paths)} addresses of {len({kind for kind, _ in paths})} kinds")
        return _read(port, username, password, paths, seconds=15 if quick else 90)
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(timeout=30)


def _read(
    port: int, username: str, password: str, paths: list[tuple[str, str]], *, seconds: float
) -> list[dict[str, Any]]:
    people = [Person(port, random.Random(number)) for number in range(PEOPLE)]
    for person in people:
        person.sign_in(username, password)
    began, cpu = time.perf_counter(), own_cpu()
    threads = [threading.Thread(target=person.read, args=(paths, began + seconds)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - began
    times = [seconds for person in people for _, seconds in person.times]
    errors = Counter(error for person in people for error in person.errors)
    against = f"{len(times)} pages in {spent:.0f} s; load generator {100 * (own_cpu() - cpu) / spent:.0f} % of one core"
    rows = [
        result("pages, 20 sessions, p95", percentile(times, 0.95) * 1000, "ms", target=200, against=against),
        result("pages, 20 sessions, median", median(times) * 1000, "ms"),
        result("pages, 20 sessions, errors", sum(errors.values()), "errors", target=0, note=str(dict(errors))),
    ]
    for kind in sorted({kind for person in people for kind, _ in person.times}):
        own = [seconds for person in people for name, seconds in person.times if name == kind]
        rows.append(result(f"pages, {kind}, p95", percentile(own, 0.95) * 1000, "ms", note=f"{len(own)} pages"))
    return rows


@dataclass
class Person:
    """One signed-in reader."""

    port: int
    chance: random.Random
    cookies: dict[str, str] = field(default_factory=dict)
    times: list[tuple[str, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def request(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        """Status, text and the address that the answer sends on to."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://127.0.0.1:{self.port}/",
            }
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, text, answer.headers.get("Location", "")

    def sign_in(self, username: str, password: str) -> None:
        """Sign in through the form, as a person does."""
        _, page, _ = self.request("GET", "/sign-in")
        action = "/sign-in"
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if not token:
            raise SystemExit("The sign-in page has no form: the benchmark cannot sign in.")
        words = {"csrfmiddlewaretoken": token[1], "username": username, "password": password}
        status, _, _ = self.request("POST", action, urllib.parse.urlencode(words))
        if status != 302:
            raise SystemExit(f"Sign-in answered {status}: the benchmark cannot sign in.")

    def read(self, paths: list[tuple[str, str]], until: float) -> None:
        """Read pages of every kind in turn, with pauses of two seconds on average, until it is time."""
        kinds = sorted({kind for kind, _ in paths})
        time.sleep(self.chance.random() * PAUSE)
        while time.perf_counter() < until:
            kind = self.chance.choice(kinds)
            path = self.chance.choice([path for name, path in paths if name == kind])
            began = time.perf_counter()
            status, _, _ = self.request("GET", path)
            taken = time.perf_counter() - began
            self.times.append((kind, taken))
            if status != 200:
                self.errors.append(f"{status} {path}")
            time.sleep(max(0.0, self.chance.expovariate(1 / PAUSE) - taken))


def addresses(port: int, username: str, password: str) -> list[tuple[str, str]]:
    """Addresses of every kind of page, found by following links as a person would."""
    person = Person(port, random.Random(0))
    person.sign_in(username, password)
    found: dict[str, str] = {}
    waiting, seen = ["/"], set()
    while waiting and len(seen) < 120:
        # The kind that was met least often first: pages deep in the site are found as surely as those on its front.
        path = min(waiting, key=lambda link: sum(kind == _kind(link) for kind in found.values()))
        waiting.remove(path)
        if path in seen:
            continue
        seen.add(path)
        status, text, onward = person.request("GET", path)
        if status in (301, 302):
            waiting.append(urllib.parse.urlsplit(onward).path)
        if status != 200:
            continue
        found[path] = _kind(path)
        links = [urllib.parse.urlsplit(link.replace("&amp;", "&")) for link in re.findall(r'href="(/[^"#]*)"', text)]
        plain = [link.path for link in links if not link.path.startswith("/static/") and "sign-out" not in link.path]
        waiting += [link for link in plain if link not in seen and _wanted(link, found)]
    return [(kind, path) for path, kind in found.items()]


def _wanted(path: str, found: dict[str, str]) -> bool:
    """At most a dozen addresses of a kind."""
    return sum(kind == _kind(path) for kind in found.values()) < 12


def _kind(path: str) -> str:
    """The kind of a page: its address without what names one measure or one area."""
    parts = [part for part in path.split("/") if part]
    levels = {"force", "district", "neighbourhood", "lsoa"}
    if parts[:1] == ["measures"] and len(parts) > 1:
        level = next((part for part in parts if part in levels), "")
        tail = parts[-1] if "." in parts[-1] or parts[-1] in {"notes", "baseline", "download"} else ""
        return " ".join(word for word in ("measure", level, tail.split(".")[-1]) if word)
    return parts[0] if parts else "overview"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sign_in_words(site: subprocess.Popen[str], who: str = "demo.analyst") -> tuple[str, str]:
    """A sign-in, the analyst's by default, from what `forcesight run` prints."""
    assert site.stdout is not None
    for line in site.stdout:
        words = line.split()
        if words and words[0] == who:
            threading.Thread(target=site.stdout.read, daemon=True).start()
            return words[0], words[1]
    raise SystemExit(
        f"The site did not start (exit code {site.poll()}); {os.fspath(sys.executable)} -m forcesight run says why."
    )
