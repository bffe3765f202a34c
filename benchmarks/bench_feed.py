"""The live feed under load: 200 events a second, while 7 million rows are loaded, twenty people read, and the feed
is killed ten times.

The home holds two million events already. Senders send again what was not answered, and some of what was. At the
end the table must hold each event once. How long an event takes from its acknowledgement to a page is told by a reader
who asks for the feed's page four times a second: the page says how many events there are.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.bench_pages import Person, addresses, free_port, sign_in_words
from benchmarks.common import WORK, median, percentile, result, say, street_files
from benchmarks.large import archive, load
from benchmarks.senders import Sender, send


HOME = WORK / "feed-home"
BEFORE = 2_000_000
RATE = 200
SENDERS = 10
PEOPLE = 20
KILLS = 10
LOAD_AFTER = 5.0
# How long after the last event everything must have been seen.
PATIENCE = 60.0


def run(*, quick: bool = False) -> list[dict[str, Any]]:
    """Start the site and the feed, then everything at once."""
    seconds = 20.0 if quick else 60.0
    token = _home(BEFORE // 10 if quick else BEFORE)
    files = archive()
    with Running.site() as site:
        feed = Feed(free_port())
        feed.start()
        try:
            return _measure(site, feed, token, files, seconds)
        finally:
            feed.stop()


def _measure(site: Running, feed: Feed, token: str, files: Path, seconds: float) -> list[dict[str, Any]]:
    people = [Person(site.port, random.Random(number)) for number in range(PEOPLE + 1)]
    for person in people:
        person.sign_in(*site.sign_in)
    pages = addresses(site.port, *site.sign_in)
    watcher = Watcher(people.pop())
    senders = [Sender(n, feed.port, token, RATE / SENDERS, random.Random(100 + n)) for n in range(SENDERS)]
    say(f"{len(pages)} addresses for {PEOPLE} readers; {SENDERS} senders; {KILLS} kills in {seconds:.0f} s")
    began = time.perf_counter()
    reading = [threading.Thread(target=p.read, args=(pages, began + seconds)) for p in people]
    watching = threading.Thread(target=watcher.watch)
    for thread in (*reading, watching):
        thread.start()
    sending = send(senders, seconds)
    killing = threading.Thread(target=feed.kill_now_and_then, args=(began, seconds))
    killing.start()
    loading = _load(files, began)
    for thread in (*sending, killing):
        thread.join()
    acknowledged = sorted(moment for sender in senders for moment in sender.acknowledged)
    watcher.wait_for(len(acknowledged))
    for thread in (*reading, watching):
        thread.join()
    loaded = loading.wait()
    say(f"the load took {loading.seconds:.0f} s; {feed.kills} kills; answers {dict(_sum(s.answers for s in senders))}")
    return [*_kept(senders, loaded), *_seen(acknowledged, watcher, senders), *_read(people)]


def _kept(senders: list[Sender], loaded: int) -> list[dict[str, Any]]:
    """What was sent, against what the table holds."""
    from forcesight.store import reading

    sent = {name for sender in senders for name in sender.sent}
    with reading(HOME) as session:
        rows = session.rows("SELECT source_id, count(*) FROM event_history WHERE source_file LIKE 'feed/%' GROUP BY 1")
        (crimes,) = session.one("SELECT count(*) FROM recorded_crime")
    held = dict(rows)
    failures = dict(_sum(sender.failures for sender in senders))
    return [
        result("feed, events sent", len(sent), "events", note=f"requests that failed: {failures}"),
        result("feed, events lost", len(sent - held.keys()), "events", target=0),
        result("feed, events doubled", sum(count > 1 for count in held.values()), "events", target=0),
        result("feed, events that nobody sent", len(held.keys() - sent), "events", target=0),
        result("feed, rows loaded meanwhile", crimes, "rows", target=loaded, at_most=False),
    ]


def _seen(acknowledged: list[float], watcher: Watcher, senders: list[Sender]) -> list[dict[str, Any]]:
    """How long each event took from its acknowledgement to the page, and each request to its answer."""
    delays = watcher.delays(acknowledged)
    waits = [wait for sender in senders for wait in sender.waits]
    return [
        result("feed, acknowledged to visible in a page, p50", median(delays), "s"),
        result("feed, acknowledged to visible in a page, p95", percentile(delays, 0.95), "s"),
        result("feed, acknowledged to visible in a page, largest", max(delays), "s", target=5),
        result("feed, request to answer, p50", 1000 * median(waits), "ms"),
        result("feed, request to answer, p95, kills included", 1000 * percentile(waits, 0.95), "ms"),
        result("feed, pages seen by the watcher", len(watcher.looks), "pages"),
    ]


def _read(people: list[Person]) -> list[dict[str, Any]]:
    times = [seconds for person in people for _, seconds in person.times]
    errors = Counter(error for person in people for error in person.errors)
    return [
        result("feed, 20 readers, p95 of a page", 1000 * percentile(times, 0.95), "ms", note=f"{len(times)} pages"),
        result("feed, 20 readers, errors", sum(errors.values()), "errors", target=0, note=str(dict(errors))),
    ]


def _sum(counters: Any) -> Counter[str]:
    return sum(counters, Counter())


def _home(events: int) -> str:
    """A home of the real files, with events that an extract brought; a sender's token."""
    from forcesight.operations import Platform
    from forcesight.records import Event
    from forcesight.store import Home
    from forcesight.store.senders import add_sender
    from forcesight.store.writer import Writer

    load(street_files()[0].parent, HOME)
    home = Home.open(HOME)
    say(f"writing {events:,} events of earlier years")
    with Writer.open(home) as writer:
        for start in range(0, events, 500_000):
            source = EARLIER.format(start=start, end=min(events, start + 500_000), clock=writer.clock())
            writer.add(Event.table, f"SELECT {', '.join(Event.names())} FROM ({Event.completed_select(source)})")
        writer.publish("events of earlier years", Platform(home).builders)
    return add_sender(home, "cad")


EARLIER = """(
    SELECT 'staffordshire' AS force, 'cad' AS source_system, 'old-' || range AS source_id,
        'extract/cad@2024-01' AS source_file, NULL::TIMESTAMPTZ AS happened_at, {clock} AS loaded_at,
        TIMESTAMPTZ '2021-01-01 00:00:00+00' + to_seconds(range * 40) AS occurred_at, NULL::TIMESTAMPTZ AS known_at,
        NULL::TIMESTAMPTZ AS superseded_at, '' AS quality_flags, NULL AS month, NULL::DATE AS local_date,
        NULL::BIGINT AS hour, NULL::BIGINT AS weekday, NULL::VARCHAR AS place_id, NULL::VARCHAR AS location,
        NULL::DOUBLE AS longitude, NULL::DOUBLE AS latitude, NULL::VARCHAR AS lsoa_code,
        NULL::VARCHAR AS neighbourhood_code, NULL::VARCHAR AS district_code, 'incident:I-' || (range // 7) AS cases,
        'unit_at_scene' AS activity, 'AB' || (range % 80) AS resource, NULL::VARCHAR AS officer_id,
        NULL::VARCHAR AS attributes
    FROM range({start}, {end})
)"""


@dataclass
class Running:
    """The site, with its worker."""

    process: subprocess.Popen[str]
    port: int
    sign_in: tuple[str, str] = ("", "")

    @classmethod
    def site(cls) -> Running:
        """Serve the home."""
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "forcesight",
            "run",
            "--home",
            str(HOME),
            "--port",
            str(port),
            "--workers",
            "2",
        ]
        process = subprocess.Popen([*command, "--demo-accounts"], stdout=subprocess.PIPE, text=True)
        return cls(process, port)

    def __enter__(self) -> Running:
        self.sign_in = sign_in_words(self.process)
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)


@dataclass
class Feed:
    """The feed's processes, which are killed and started again."""

    port: int
    process: subprocess.Popen[bytes] | None = None
    kills: int = 0

    def start(self) -> None:
        """Start the feed in a process group of its own."""
        command = [sys.executable, "-m", "forcesight", "feed", "--home", str(HOME), "--port", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)

    def kill_now_and_then(self, began: float, seconds: float) -> None:
        """`kill -9` at random moments, ten times, and each time a new start at once."""
        chance = random.Random(20240603)
        for moment in sorted(chance.uniform(3.0, seconds - 3.0) for _ in range(KILLS)):
            time.sleep(max(0.0, began + moment - time.perf_counter()))
            self._kill()
            self.kills += 1
            self.start()

    def stop(self) -> None:
        """End it."""
        self._kill()

    def _kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Watcher:
    """A reader who asks for the feed's page four times a second, and notes how many events it tells of."""

    person: Person
    looks: list[tuple[float, int]] = field(default_factory=list)
    _until: float = float("inf")

    def watch(self) -> None:
        """Look until told to stop."""
        while time.perf_counter() < self._until:
            status, text, _ = self.person.request("GET", "/quality/feed?still")
            told = re.search(r"data-events>([\d,]+)<", text)
            if status == 200:
                self.looks.append((time.perf_counter(), int(told[1].replace(",", "")) if told else 0))
            time.sleep(0.25)

    def wait_for(self, count: int) -> None:
        """Watch until so many events have been seen, or patience is at its end."""
        deadline = time.perf_counter() + PATIENCE
        while time.perf_counter() < deadline and (not self.looks or max(n for _, n in self.looks) < count):
            time.sleep(0.1)
        self._until = 0.0

    def delays(self, acknowledged: list[float]) -> list[float]:
        """For each event, in order of acknowledgement, how long until the page told of so many."""
        found, place = [], 0
        for count, moment in enumerate(acknowledged, 1):
            while place < len(self.looks) and self.looks[place][1] < count:
                place += 1
            seen = self.looks[place][0] if place < len(self.looks) else moment + PATIENCE
            found.append(max(0.0, seen - moment))
        return found


@dataclass
class Load:
    """The load of the archive."""

    process: subprocess.Popen[bytes]
    began: float
    seconds: float = 0.0

    def wait(self) -> int:
        """How many rows it was to load."""
        if self.process.wait():
            raise SystemExit("The load failed; its words are above.")
        return int(next(WORK.glob("archive/*.made")).read_text())

    def time_it(self) -> None:
        """Note when it ends."""
        self.process.wait()
        self.seconds = time.perf_counter() - self.began


def _load(files: Path, began: float) -> Load:
    time.sleep(max(0.0, began + LOAD_AFTER - time.perf_counter()))
    command = [sys.executable, "-m", "forcesight", "load", "police-uk", str(files), "--home", str(HOME)]
    loading = Load(subprocess.Popen(command, stdout=subprocess.DEVNULL), time.perf_counter())
    threading.Thread(target=loading.time_it, daemon=True).start()
    return loading
