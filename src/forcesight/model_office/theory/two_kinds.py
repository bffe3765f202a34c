"""Several servers and two kinds of job, quick and slow (M/H2/c): the hyperexponential service time.

The state is how many are there and how many of those in service are slow. Above `servers` the chance of one more is a
matrix times that of one less; the matrix is found by iteration.

Source: Neuts 1981, "Matrix-geometric solutions in stochastic models", chapter 3.
Assumptions: Poisson arrivals; each job is of one of two kinds with exponential times, with balanced means (each kind
has half of the work); nobody gives up.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


Matrix = NDArray[np.float64]


def mean_wait_with_two_kinds(arrivals: float, service: float, cv: float, servers: int) -> float:
    """The mean wait, for a mean service time and its coefficient of variation, 1 or more.

    Raises ValueError where more work arrives than can be done.
    """
    load = arrivals * service
    if load >= servers:
        raise ValueError(f"{load} servers' work for {servers} servers: the queue grows without end")
    quick_share = (1 + math.sqrt((cv * cv - 1) / (cv * cv + 1))) / 2
    rates = (2 * quick_share / service, 2 * (1 - quick_share) / service)
    shares = (quick_share, 1 - quick_share)
    down = _down(servers, rates, shares, all_busy=True)
    busy = np.array([(servers - slow) * rates[0] + slow * rates[1] for slow in range(servers + 1)])
    local = np.diag(-(arrivals + busy))
    ratio = _ratio(arrivals * np.eye(servers + 1), local, down)
    chance = _boundary(arrivals, servers, rates, shares, local + ratio @ down)
    # Of level servers + k, which has k waiting, the chance is that of level `servers` times ratio ** k.
    tail = np.linalg.inv(np.eye(servers + 1) - ratio)
    total = sum(float(each.sum()) for each in chance[:-1]) + float((chance[-1] @ tail).sum())
    return float((chance[-1] @ ratio @ tail @ tail).sum()) / total / arrivals


def _ratio(up: Matrix, local: Matrix, down: Matrix) -> Matrix:
    """The least R with up + R local + R² down = 0."""
    inverse = np.linalg.inv(local)
    ratio = np.zeros_like(up)
    while True:
        following = -(up + ratio @ ratio @ down) @ inverse
        if np.abs(following - ratio).max() < 1e-15:
            return following
        ratio = following


def _down(there: int, rates: tuple[float, float], shares: tuple[float, float], *, all_busy: bool) -> Matrix:
    """Rates from `there` in service, by how many are slow, to one job fewer: the next job is begun if all are busy."""
    rows = there + 1
    moves = np.zeros((rows, rows if all_busy else rows - 1))
    for slow in range(rows):
        for left, rate in ((slow, (there - slow) * rates[0]), (slow - 1, slow * rates[1])):
            if rate and all_busy:
                moves[slow, left] += rate * shares[0]
                moves[slow, left + 1] += rate * shares[1]
            elif rate:
                moves[slow, left] += rate
    return moves


def _up(there: int, arrivals: float, shares: tuple[float, float]) -> Matrix:
    """Rates to one job more, which finds a server free."""
    moves = np.zeros((there + 1, there + 2))
    for slow in range(there + 1):
        moves[slow, slow], moves[slow, slow + 1] = arrivals * shares[0], arrivals * shares[1]
    return moves


def _boundary(
    arrivals: float, servers: int, rates: tuple[float, float], shares: tuple[float, float], last: Matrix
) -> list[Matrix]:
    """The chance of each state with nobody waiting, up to one factor; `last` closes the level of `servers`."""
    first = [0, *np.cumsum([there + 1 for there in range(servers + 1)])]
    moves = np.zeros((first[-1], first[-1]))
    for there in range(servers):
        here, above = slice(first[there], first[there + 1]), slice(first[there + 1], first[there + 2])
        moves[here, above] = _up(there, arrivals, shares)
        moves[above, here] = _down(there + 1, rates, shares, all_busy=False)
    below = slice(0, first[servers])
    moves[below, below] -= np.diag(moves[below].sum(axis=1))
    full = slice(first[servers], first[-1])
    moves[full, full] = last
    equations = np.vstack([moves.T[:-1], np.ones(first[-1])])
    chance = np.linalg.solve(equations, np.append(np.zeros(first[-1] - 1), 1.0))
    return [chance[first[there] : first[there + 1]] for there in range(servers + 1)]
