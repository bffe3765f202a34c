"""One server and any service time (M/G/1): the Pollaczek–Khinchine formula.

Sources: Pollaczek 1930, "Über eine Aufgabe der Wahrscheinlichkeitstheorie"; Khinchine 1932.
Assumptions: Poisson arrivals, independent service times of any distribution with a variance, nobody gives up.
"""

from __future__ import annotations


def mean_wait_of_one_server(arrivals: float, service: float, cv: float) -> float:
    """The mean wait, for a mean service time and its coefficient of variation.

    Raises ValueError where more work arrives than can be done.
    """
    load = arrivals * service
    if load >= 1:
        raise ValueError(f"{load} servers' work for one server: the queue grows without end")
    return load * service * (1 + cv * cv) / (2 * (1 - load))
