"""Erlang C: callers who wait for ever (M/M/c).

Source: Erlang 1917, "Løsning af nogle Problemer fra Sandsynlighedsregningen af Betydning for de automatiske
Telefoncentraler"; the recursion for Erlang B as in Cooper 1981, "Introduction to queueing theory", chapter 3.
Assumptions: a Poisson process of arrivals at one rate, exponential service, first come first served, and a queue that
has been there for ever.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErlangC:
    """The steady state: the share that waits, and the mean wait of all."""

    arrivals: float
    service: float
    servers: int
    waits: float
    mean_wait: float

    def served_within(self, time: float) -> float:
        """The share whose wait is at most `time`."""
        spare = self.servers / self.service - self.arrivals
        return 1 - self.waits * math.exp(-spare * time)


def erlang_c(arrivals: float, service: float, servers: int) -> ErlangC:
    """The steady state of `servers` servers for `arrivals` per unit of time with a mean service time.

    Raises ValueError where more work arrives than can be done.
    """
    load = arrivals * service
    if load >= servers:
        raise ValueError(f"{load} servers' work for {servers} servers: the queue grows without end")
    blocked = 1.0
    for each in range(1, servers + 1):
        blocked = load * blocked / (each + load * blocked)
    waits = servers * blocked / (servers - load * (1 - blocked))
    return ErlangC(arrivals, service, servers, waits, waits * service / (servers - load))
