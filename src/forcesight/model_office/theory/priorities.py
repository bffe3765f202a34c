"""Mean waits by priority, where nothing is interrupted (M/M/c with one mean service time).

Source: Cobham 1954, "Priority assignment in waiting line problems".
Assumptions: Poisson arrivals of each priority, exponential service with the same mean for all, nobody gives up; within
a priority, first come first served.
"""

from __future__ import annotations

from collections.abc import Sequence

from forcesight.model_office.theory.erlang_c import erlang_c


def waits_by_priority(arrivals: Sequence[float], service: float, servers: int) -> list[float]:
    """The mean wait of each priority; `arrivals` are their rates, the most urgent first.

    Raises ValueError where more work arrives than can be done.
    """
    until_free = erlang_c(sum(arrivals), service, servers).waits * service / servers
    waits, more_urgent = [], 0.0
    for rate in arrivals:
        as_urgent = more_urgent + rate * service / servers
        waits.append(until_free / ((1 - more_urgent) * (1 - as_urgent)))
        more_urgent = as_urgent
    return waits
