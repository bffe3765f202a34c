"""The mean of a duration: what an office can be expected to take, before anything is run or compiled."""

from __future__ import annotations

import math

from forcesight.model_office.office.description import Duration


def mean_of(duration: Duration) -> float:
    """The mean in minutes; infinite for "never", and for a log-logistic tail too heavy to have a mean."""
    match duration.family:
        case "uniform":
            return (duration.low + duration.high) / 2
        case "weibull":
            return duration.scale * math.gamma(1 + 1 / duration.shape)
        case "loglogistic":
            turn = math.pi / duration.shape
            return duration.scale * turn / math.sin(turn) if duration.shape > 1 else math.inf
        case "observed":
            return _between(duration.quantiles)
        case "never":
            return math.inf
        case _:
            return duration.mean


def _between(quantiles: tuple[float, ...]) -> float:
    """The mean of what is drawn from quantiles: between two of them, all times are equally likely."""
    if len(quantiles) == 1:
        return quantiles[0]
    return (sum(quantiles) - (quantiles[0] + quantiles[-1]) / 2) / (len(quantiles) - 1)
