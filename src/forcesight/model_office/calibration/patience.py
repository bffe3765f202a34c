"""How long people would wait before they give up, from those who did and those who were answered first.

Who was answered after 40 seconds would have waited longer: such waits are cut off, not thrown away. The curve is Kaplan
and Meier's; the hazard is how many give up in each stretch of waiting, over the time waited in it; the exponential
estimate is all who gave up over all the time waited; a family is chosen as for other times. Where none follows the
curve, patience is a table of the curve itself, and beyond it people give up at the rate of its last part.

Sources: Brown et al., "Statistical analysis of a telephone call center", JASA 100 (2005) 36-50; Mandelbaum and Zeltyn,
"Data-stories about (im)patient customers in tele-queues", Queueing Systems 75 (2013) 115-146.
Assumptions: how long somebody would wait has nothing to do with how long the queue makes them wait; somebody who was
answered at once has told us nothing. The log cannot tell of waits longer than it saw: how much of the distribution that
leaves open is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from forcesight.measures.interval import Interval
from forcesight.measures.rates import poisson_count
from forcesight.model_office.calibration.choosing import AT_RISK, TABLE, Choice, choose
from forcesight.model_office.calibration.lengths import SECOND, Lengths, lengths
from forcesight.model_office.calibration.survival import Survival, kaplan_meier
from forcesight.model_office.office.description import Duration


STRETCHES: Final = (0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 90.0, 120.0, 180.0, 240.0, 360.0, 600.0, 1200.0)
"""Where stretches of waiting begin, in seconds."""
LEAST: Final = 20
"""With fewer who gave up, only the exponential family's one number is told."""


@dataclass(frozen=True, slots=True)
class Hazard:
    """One stretch of waiting, in minutes: how many give up a minute, of those who still wait."""

    since: float
    until: float
    rate: Interval
    minutes_waited: float


@dataclass(frozen=True)
class Patience:
    """What the log says of patience; `choice` is None, and the duration exponential, where too few gave up.

    `reason` says why the duration is what it is, and `words` what the log cannot tell.
    """

    gave_up: int
    answered: int
    mean: Interval
    curve: Survival
    hazards: tuple[Hazard, ...]
    choice: Choice | None
    duration: Duration
    reason: str
    words: tuple[str, ...]


def fit_patience(waits: ArrayLike, gave_up: ArrayLike, *, unit: float = SECOND) -> Patience:
    """Fit patience to waits in minutes; `gave_up` says which ended so, the others were answered.

    Raises ValueError where nobody waited.
    """
    minutes, left = np.asarray(waits, dtype=np.float64), np.asarray(gave_up, dtype=bool)
    waited = np.isfinite(minutes) & ((minutes > 0) | left)
    observed = lengths(minutes[waited], unit=unit, cut=~left[waited])
    gone, curve = observed.ended, kaplan_meier(observed)
    mean = exponential_mean(observed)
    if gone < LEAST:
        told = Duration(family="exponential", mean=mean.estimate) if gone else Duration(family="never")
        why = f"{gone} gave up: too few for more than the exponential family's one number."
        return Patience(
            gone, observed.n - gone, mean, curve, hazards(observed), None, told, why, _words(observed, curve)
        )
    choice, stretches = choose(observed), hazards(observed)
    duration, reason = _decide(choice, observed, curve)
    return Patience(gone, observed.n - gone, mean, curve, stretches, choice, duration, reason, _words(observed, curve))


def _decide(choice: Choice, observed: Lengths, curve: Survival) -> tuple[Duration, str]:
    best = choice.best
    if best.close:
        return best.fit.duration, choice.reason
    off = f"{best.fit.family.name} is the nearest: up to {100 * best.distance:.1f} percentage points off"
    return by_curve(observed, curve), (
        f"no family follows the curve ({off}), so patience is the curve itself, then the rate of its last part."
    )


def exponential_mean(observed: Lengths) -> Interval:
    """The mean patience in minutes if people give up at one rate however long they have waited."""
    count = poisson_count(observed.ended)
    method = "exponential: time waited over those who gave up, Garwood"
    if not observed.ended:
        return Interval(inf, observed.total / count.high, inf, 0, method)
    high = observed.total / count.low if count.low else inf
    return Interval(observed.total / observed.ended, observed.total / count.high, high, observed.ended, method)


def hazards(observed: Lengths, stretches: Sequence[float] = STRETCHES) -> tuple[Hazard, ...]:
    """How many give up a minute in each stretch of waiting (edges in seconds)."""
    edges = np.asarray(stretches) / 60
    until = np.where(observed.seen, observed.middle, observed.low)
    found = []
    for since, end in zip(edges, [*edges[1:], inf], strict=True):
        waited = float(((until.clip(since, end) - since) * observed.count).sum())
        if waited > 0:
            gone = float(observed.count[observed.seen & (until > since) & (until <= end)].sum())
            found.append(Hazard(float(since), float(end), poisson_count(gone).scaled(1 / waited), waited))
    return tuple(found)


def by_curve(observed: Lengths, curve: Survival, *, least: int = 10, size: int = TABLE) -> Duration:
    """Patience as a table of quantiles: the curve as far as enough people were still there, then one hazard for all.

    That hazard is of all the time waited since the last stretch in which `least` gave up began.
    """
    stretches = hazards(observed)
    known = max((place for place, each in enumerate(stretches) if each.rate.n >= least), default=0)
    rest = stretches[known:]
    tail = sum(each.rate.n for each in rest) / sum(each.minutes_waited for each in rest)
    order = np.argsort(-observed.middle, kind="stable")
    still = np.cumsum(observed.count[order])
    until = float(observed.middle[order][np.searchsorted(still, min(AT_RISK, still[-1]))])
    used = curve.time <= until
    time, gone = curve.time[used], 1 - curve.share[used]
    # Nobody gives up between two times at which somebody did.
    at = np.concatenate([[0.0], np.stack([time - observed.unit, time], axis=1).ravel().clip(0), [until]])
    share = np.concatenate([[0.0, 0.0], np.repeat(gone, 2)])
    # The topmost quantile would be infinite: it is that of all but one in a thousand.
    wanted = np.minimum(np.linspace(0, 1, size), 0.999)
    beyond = until + np.log((1 - share[-1]) / (1 - wanted)) / tail
    quantiles = np.where(wanted > share[-1], beyond, np.interp(wanted, share, at))
    return Duration(family="observed", quantiles=tuple(np.round(quantiles, 6).tolist()))


def _words(observed: Lengths, curve: Survival) -> tuple[str, ...]:
    """What the log cannot tell."""
    gone, n = observed.ended, observed.n
    if not gone:
        return (f"Nobody of {n} who waited gave up: patience cannot be identified, only that it is mostly longer.",)
    told = []
    if gone < LEAST:
        told.append(f"Only {gone} gave up: one rate can be told, the shape of patience cannot.")
    unknown = f"{100 * (1 - curve.known_share):.0f} %"
    if curve.known_share <= 0.99:
        told.append(
            f"The tail cannot be identified: nobody was followed beyond {curve.followed:.1f} minutes, and {unknown} "
            "would have waited longer than anybody was seen to give up. What follows at longer waits rests on the "
            "chosen shape alone."
        )
    return tuple(told)
