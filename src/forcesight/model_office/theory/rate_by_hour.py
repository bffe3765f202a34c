"""A rate that follows the hour (M(t)/M/c): the chance that all are busy over a day, and the mean wait.

The probabilities of how many are there change by Kolmogorov's forward equations, which are integrated (Runge–Kutta of
fourth order) until a cycle repeats the one before.

Source: Green, Kolesar and Whitt 2007, "Coping with time-varying demand when setting staffing requirements for a service
system".
Assumptions: Poisson arrivals with a periodic rate, exponential service, nobody gives up; the number there is cut at
`most`, which must be so large that nobody is turned away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class RateByHour(NamedTuple):
    """The repeating cycle: shares and means are those of arrivals; `busy` is the chance at each of `time`."""

    waits: float
    mean_wait: float
    most_busy: float
    most_busy_at: float
    time: NDArray[np.float64]
    busy: NDArray[np.float64]


def rate_by_hour(
    rate: Callable[[float], float], cycle: float, service: float, servers: int, *, most: int = 300, steps: int = 4800
) -> RateByHour:
    """The repeating cycle of `servers` servers, for arrivals at `rate` of the time. `steps` divide the cycle."""
    there = np.arange(most + 1)
    leaves = np.minimum(there, servers) / service
    chance = np.zeros(most + 1)
    chance[0] = 1.0
    time = np.linspace(0, cycle, steps + 1)
    states = np.empty((steps + 1, most + 1))
    before = np.full(most + 1, np.inf)
    while np.abs(chance - before).max() > 1e-12:
        before = chance
        for step in range(steps):
            states[step] = chance
            chance = _stepped(chance, leaves, rate, time[step], cycle / steps)
        states[steps] = chance
    rates = np.array([rate(moment) for moment in time])
    busy = states[:, servers:].sum(axis=1)
    # Whoever finds k waiting waits for k + 1 services of the whole group.
    wait = states[:, servers:] @ (np.arange(most + 1 - servers) + 1) * service / servers
    top = int(busy.argmax())
    total = np.trapezoid(rates, time)
    return RateByHour(
        float(np.trapezoid(rates * busy, time) / total),
        float(np.trapezoid(rates * wait, time) / total),
        float(busy[top]),
        float(time[top]),
        time,
        busy,
    )


def _stepped(
    chance: NDArray[np.float64], leaves: NDArray[np.float64], rate: Callable[[float], float], now: float, step: float
) -> NDArray[np.float64]:
    """The probabilities one step later."""

    def change(at: float, there: NDArray[np.float64]) -> NDArray[np.float64]:
        up = rate(at) * there[:-1]
        down = leaves[1:] * there[1:]
        flow = np.zeros_like(there)
        flow[:-1] += down - up
        flow[1:] += up - down
        return flow

    one = change(now, chance)
    two = change(now + step / 2, chance + step / 2 * one)
    three = change(now + step / 2, chance + step / 2 * two)
    four = change(now + step, chance + step * three)
    return chance + step / 6 * (one + 2 * two + 2 * three + four)
