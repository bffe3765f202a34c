"""The share of a standard at a queue in its steady state, by Erlang C or, where callers give up, by Erlang A.

Where nobody gives up, a load that the servers cannot do leaves nobody answered in time.
"""

from __future__ import annotations

import math
from functools import lru_cache

from forcesight.model_office.requirement.standard import Standard
from forcesight.model_office.theory import erlang_a, erlang_c


@lru_cache(maxsize=100_000)
def queue_share(standard: Standard, rate: float, service: float, patience: float, servers: int) -> float:
    """What share is answered within the standard's seconds (of those whom it counts), waits, or gives up.

    `rate` is callers per minute, `service` and `patience` mean minutes; patience may be infinite.
    """
    waits, gives_up, within = 1.0, 0.0, 0.0
    if math.isfinite(patience) and servers > 0:
        losing = erlang_a(rate, service, patience, servers)
        waits, gives_up, within = losing.waits, losing.lost, losing.served_within(standard.within_seconds / 60)
    elif math.isfinite(patience):
        gives_up = 1.0
    elif rate * service < servers:
        waiting = erlang_c(rate, service, servers)
        waits, within = waiting.waits, waiting.served_within(standard.within_seconds / 60)
    if standard.measure == "waits":
        return waits
    if standard.measure == "gives up":
        return gives_up
    return within / (1 - gives_up) if standard.of_answered and gives_up < 1 else within
