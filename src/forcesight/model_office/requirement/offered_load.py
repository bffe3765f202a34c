"""How many people would be at work at each moment if nobody ever had to wait: the load that a desk is offered.

Work lags behind calls: whoever rang a service time ago is still being served. So the load at a time is not the rate
then times the mean service, but the callers of the past who are still there,

    m(t) = E[ arrivals between t - S and t ],   S a service time,

exactly the mean number busy at a desk without limit. It goes round with the week, and for service times short beside
the changes of the rate it is the old product.

Sources: Jennings, Mandelbaum, Massey and Whitt 1996, "Server staffing to meet time-varying demand"; Green, Kolesar and
Whitt 2007, "Coping with time-varying demand when setting staffing requirements for a service system" (lags, and the
greatest load of each period). Assumption: the service time's 400 quantiles stand for its distribution.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.distributions import Law, quantile
from forcesight.model_office.office.hours import HALF_HOURS


QUANTILES: Final = 400
STEP: Final = 5
"""Minutes between the moments at which the load is found."""


def load_now(rate: NDArray[np.float64], mean_service: float) -> NDArray[np.float64]:
    """The load of each half hour as if its rate held for ever: shape (336,), from jobs per minute in each half hour."""
    return rate * mean_service


def load_lagged(rate: NDArray[np.float64], service: Law, mean_service: float) -> NDArray[np.float64]:
    """The greatest load within each half hour, with the lag of service times: shape (336,)."""
    week = HALF_HOURS * 30.0
    edges = np.arange(HALF_HOURS + 1) * 30.0
    arrived = np.concatenate([[0.0], np.cumsum(rate * 30.0)])

    def until(time: NDArray[np.float64]) -> NDArray[np.float64]:
        weeks = np.floor(time / week)
        return np.asarray(weeks * arrived[-1] + np.interp(time - weeks * week, edges, arrived))

    moments = np.arange(0, week, STEP)
    lengths = np.array([quantile(*service, (i + 0.5) / QUANTILES) for i in range(QUANTILES)])
    # The tail beyond the last quantile is given back, so that the load's mean over the week is exact.
    lengths *= mean_service / lengths.mean() if lengths.mean() > 0 else 1.0
    load = np.zeros(len(moments))
    for length in lengths:
        load += until(moments) - until(moments - length)
    steps = (load / QUANTILES).reshape(HALF_HOURS, -1)
    # The load is nearly straight between two moments: the greatest of a half hour lies among its moments and its end.
    return np.asarray(np.maximum(steps.max(axis=1), np.roll(steps[:, 0], -1)))
