"""Senders of a live feed that never give up: they send on time, and again whatever was not answered."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime


ACTIVITIES = ("unit_allocated", "unit_en_route", "unit_at_scene", "unit_clear", "incident_updated")


@dataclass
class Sender:
    """One system that sends `rate` events a second, ten at a time, some of them twice."""

    number: int
    port: int
    token: str
    rate: float
    chance: random.Random
    sent: set[str] = field(default_factory=set)
    acknowledged: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)

    def run(self, until: float) -> None:
        """Send on schedule; what falls behind while nobody answers is sent as soon as somebody does."""
        due, last = time.perf_counter(), b""
        while (now := time.perf_counter()) < until:
            if now < due:
                time.sleep(due - now)
                continue
            due += 10 / self.rate
            names = [f"{self.number}-{len(self.sent) + place}" for place in range(10)]
            body = b"".join(self._line(name) for name in names)
            self.sent.update(names)
            self._deliver(body, names)
            if last and self.chance.random() < 0.05:
                self._deliver(last, [])
            last = body

    def _line(self, name: str) -> bytes:
        told = {
            "event_id": name,
            "cases": [f"incident:I-{self.number}-{self.chance.randrange(500)}"],
            "activity": self.chance.choice(ACTIVITIES),
            "occurred_at": datetime.now(UTC).isoformat(),
            "known_at": datetime.now(UTC).isoformat(),
            "resource": f"AB{self.chance.randrange(80):02d}",
        }
        return json.dumps(told).encode() + b"\n"

    def _deliver(self, body: bytes, names: list[str]) -> None:
        """Send until it is answered; `names` are the events of it that are new."""
        began = time.perf_counter()
        while not self._answered(body):
            time.sleep(self.chance.uniform(0.05, 0.2))
        now = time.perf_counter()
        self.waits.append(now - began)
        self.acknowledged += [now] * len(names)

    def _answered(self, body: bytes) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("POST", "/events", body, {"Authorization": f"Bearer {self.token}"})
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as fault:
            self.failures[type(fault).__name__] += 1
            return False
        finally:
            connection.close()
        if answer.status != 200:
            self.failures[str(answer.status)] += 1
            return False
        states = [json.loads(line)["state"] for line in text.splitlines()]
        self.answers.update(states)
        return len(states) == body.count(b"\n") and "refused" not in states


def send(senders: list[Sender], seconds: float) -> list[threading.Thread]:
    """Start all of them for so long."""
    until = time.perf_counter() + seconds
    threads = [threading.Thread(target=sender.run, args=(until,)) for sender in senders]
    for thread in threads:
        thread.start()
    return threads
