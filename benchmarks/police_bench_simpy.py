"""PoliceBench in SimPy, as its users would write it: a process for each call and each incident.

A caller whose handler is free does not race with their patience, and a unit that is free is taken without an event: so
no event is made that does not move time.

    python -m benchmarks.police_bench_simpy 1 1      replications, first seed; the figures as JSON
"""

from __future__ import annotations

import json
import math
import random
import sys
import time
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import simpy


WEEKS = 52
END = WEEKS * 7 * 24 * 60.0
CALLS = 600_000
HANDLERS, UNITS_EACH = 11, 7
WEIGHTS = (0.18, 0.15, 0.13, 0.11, 0.10, 0.09, 0.08, 0.07, 0.05, 0.04)
AREAS = range(len(WEIGHTS))
SHARES = list(accumulate(WEIGHTS))
SHAPE = [(1 + 0.55 * math.sin(2 * math.pi * (h % 24 - 9) / 24)) * (1.12 if h >= 96 else 0.95) for h in range(168)]
RATES = [CALLS / WEEKS * each / sum(SHAPE) / 60 for each in SHAPE]
DRIVE = [[6 + 12 * (abs(a % 5 - b % 5) + abs(a // 5 - b // 5)) / 0.8 for b in AREAS] for a in AREAS]
NEAREST = [sorted(AREAS, key=lambda b, a=a: (DRIVE[a][b], b)) for a in AREAS]  # type: ignore[misc]
SCENE = (60.0, 75.0)


def normal(mean: float, cv: float) -> tuple[float, float]:
    """Mean and deviation of the logarithm."""
    variance = math.log1p(cv * cv)
    return math.log(mean) - variance / 2, math.sqrt(variance)


Steps = Generator[simpy.Event, Any, None]
HANDLING, SPREAD, SCENES = normal(6, 0.8), normal(1, 0.3), [normal(mean, 1) for mean in SCENE]


@dataclass
class Seen:
    """What happened in a year."""

    calls: int = 0
    answered: int = 0
    abandoned: int = 0
    answer: float = 0.0
    within: int = 0
    incidents: list[int] = field(default_factory=lambda: [0, 0])
    wait: list[float] = field(default_factory=lambda: [0.0, 0.0])
    response: list[float] = field(default_factory=lambda: [0.0, 0.0])
    own: int = 0

    def figures(self) -> dict[str, float]:
        """The figures that every engine is asked for."""
        return {
            "calls": self.calls,
            "abandoned": 100 * self.abandoned / self.calls,
            "answer_seconds": 60 * self.answer / self.answered,
            "within_20s": 100 * self.within / self.calls,
            "grade_1_wait": self.wait[0] / self.incidents[0],
            "grade_1_response": self.response[0] / self.incidents[0],
            "grade_2_wait": self.wait[1] / self.incidents[1],
            "own_area": 100 * self.own / sum(self.incidents),
        }


class Force:
    """One force, for one year."""

    def __init__(self, seed: int) -> None:
        self.env = simpy.Environment()
        self.chance = random.Random(seed)
        self.desk = simpy.Resource(self.env, HANDLERS)
        self.idle = [UNITS_EACH for _ in AREAS]
        self.waiting: tuple[deque[simpy.Event], deque[simpy.Event]] = (deque(), deque())
        self.seen = Seen()

    def run(self) -> Seen:
        """Let calls come until the year is over."""
        self.env.process(self.arrivals())
        self.env.run(until=END)
        return self.seen

    def arrivals(self) -> Steps:
        """Calls at the hours' rates: a unit-rate process, stretched."""
        env, chance = self.env, self.chance
        now = 0.0
        while True:
            needed = chance.expovariate(1.0)
            while True:
                hour = int(now // 60)
                rate = RATES[hour % 168]
                left = (60 * (hour + 1) - now) * rate
                if needed <= left:
                    break
                needed -= left
                now = 60.0 * (hour + 1)
            now += needed / rate
            yield env.timeout(now - env.now)
            env.process(self.call())

    def call(self) -> Steps:
        """A caller waits for a handler, or gives up; half of the answered calls become incidents."""
        env, chance, seen = self.env, self.chance, self.seen
        arrived = env.now
        seen.calls += 1
        with self.desk.request() as handler:
            if not handler.triggered:
                yield handler | env.timeout(chance.expovariate(1 / 3))
                if not handler.triggered:
                    seen.abandoned += 1
                    return
            wait = env.now - arrived
            seen.answered += 1
            seen.answer += wait
            seen.within += wait <= 20 / 60
            yield env.timeout(chance.lognormvariate(*HANDLING))
        if chance.random() < 0.5:
            env.process(self.incident())

    def incident(self) -> Steps:
        """The nearest free unit goes; when none is, the first that is free takes the first job, grade 1 before 2."""
        env, chance, seen = self.env, self.chance, self.seen
        arrived = env.now
        grade = 0 if chance.random() < 0.3 else 1
        u = chance.random()
        area = next((a for a in AREAS if u < SHARES[a]), AREAS[-1])
        base = next((a for a in NEAREST[area] if self.idle[a]), -1)
        if base < 0:
            turn = env.event()
            self.waiting[grade].append(turn)
            base = yield turn
        else:
            self.idle[base] -= 1
        wait, drive = env.now - arrived, DRIVE[base][area] * chance.lognormvariate(*SPREAD)
        seen.incidents[grade] += 1
        seen.wait[grade] += wait
        seen.response[grade] += wait + drive
        seen.own += base == area
        yield env.timeout(drive + chance.lognormvariate(*SCENES[grade]))
        queue = self.waiting[0] or self.waiting[1]
        if queue:
            queue.popleft().succeed(base)
        else:
            self.idle[base] += 1


def replication(seed: int) -> dict[str, float]:
    """One year: its figures, and the processor seconds that it took."""
    began = time.process_time()
    figures = Force(seed).run().figures()
    return {"seed": seed, **figures, "cpu_seconds": time.process_time() - began}


if __name__ == "__main__":
    count, first = (int(given) for given in (*sys.argv[1:], "1", "1")[:2])
    print(json.dumps([replication(seed) for seed in range(first, first + count)]))
