"""Patience like service, and a rate that goes up and down: everybody leaves at the same rate, whether served or not.

So the number there does not depend on the staff. It is a Poisson number, as if there were a server for everybody.

Sources: Eick, Massey and Whitt 1993, "The physics of the M(t)/G/∞ queue"; Feldman, Mandelbaum, Massey and Whitt 2008,
"Staffing of time-varying queues to achieve time-stable performance".
Assumptions: Poisson arrivals, exponential service and patience with one mean, a rate that has always been periodic.
"""

from __future__ import annotations

import math


def mean_there(average: float, swing: float, speed: float, service: float, time: float) -> float:
    """The mean number there at a time, for arrivals at the rate average + swing * sin(speed * time)."""
    angle = speed * service
    wave = (math.sin(speed * time) - angle * math.cos(speed * time)) / (1 + angle * angle)
    return service * (average + swing * wave)


def all_busy(mean: float, servers: int) -> float:
    """The chance that all servers are busy when `mean` are there on average."""
    from scipy.special import gammainc

    return float(gammainc(servers, mean))
