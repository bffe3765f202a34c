"""How crimes end: the outcome of each, when it came, and what a court then made of a charge.

A month's crimes therefore fill up over the following months, as published ones do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forcesight.synthetic.crimes import ANTI_SOCIAL, TYPES, Crimes
from forcesight.synthetic.land import Array


UNDER_INVESTIGATION = "Under investigation"
AWAITING_COURT = "Awaiting court outcome"
CHARGED = "Suspect charged"
# Each first outcome with the months that it takes on average.
_DELAYS = {
    "Investigation complete; no suspect identified": 0.6,
    "Unable to prosecute suspect": 1.8,
    CHARGED: 1.6,
    "Local resolution": 1.0,
    "Offender given a caution": 1.2,
    "Action to be taken by another organisation": 2.0,
    "Further investigation is not in the public interest": 2.5,
}
OUTCOMES = tuple(_DELAYS)
COURT = ("Court result unavailable", "Offender sent to prison", "Offender given community sentence", "Offender fined")
_COURT_SHARES = (0.7, 0.1, 0.12, 0.08)
_COURT_DELAY = 3.0
# In the order of OUTCOMES: shares for thefts, for offences against people, and for what police find themselves.
_STOLEN = (0.70, 0.15, 0.09, 0.03, 0.01, 0.01, 0.01)
_HARMED = (0.14, 0.62, 0.11, 0.05, 0.02, 0.04, 0.02)
_FOUND = (0.06, 0.27, 0.31, 0.25, 0.07, 0.02, 0.02)
_SHARES = {
    "Drugs": _FOUND,
    "Possession of weapons": _FOUND,
    "Other crime": _FOUND,
    "Public order": _HARMED,
    "Violence and sexual offences": _HARMED,
}


@dataclass(frozen=True, slots=True)
class Histories:
    """For each crime: its first outcome (-1 has none), the month of it, the court's result, and the month of that.

    Outcomes and results are numbers in OUTCOMES and COURT; months are on the scale of the crimes' months.
    """

    outcome: Array
    month: Array
    result: Array
    result_month: Array


def draw_histories(crimes: Crimes, rng: np.random.Generator) -> Histories:
    """Draw how each crime ends; anti-social behaviour, which is no crime, never does."""
    count = len(crimes)
    shares = np.cumsum([_SHARES.get(name, _STOLEN) for name in TYPES], axis=1)
    outcome = (rng.random(count)[:, None] > shares[crimes.type]).sum(axis=1).clip(max=len(OUTCOMES) - 1)
    outcome[crimes.type == ANTI_SOCIAL] = -1
    month = crimes.month + rng.exponential(np.array(list(_DELAYS.values()))[outcome]).astype(int)
    result_month = month + 1 + rng.exponential(_COURT_DELAY, count).astype(int)
    return Histories(outcome, month, rng.choice(len(COURT), count, p=_COURT_SHARES), result_month)


def last_outcomes(histories: Histories, as_at: int) -> Array:
    """Each crime's last outcome at the end of a month, as a number in LAST; the last of them is none."""
    charged = histories.outcome == OUTCOMES.index(CHARGED)
    known = np.where(charged, LAST.index(AWAITING_COURT), histories.outcome)
    known = np.where(charged & (histories.result_month <= as_at), len(OUTCOMES) + histories.result, known)
    open_ = np.where(histories.month > as_at, LAST.index(UNDER_INVESTIGATION), known)
    return np.where(histories.outcome < 0, len(LAST) - 1, open_)


LAST = (*OUTCOMES, *COURT, AWAITING_COURT, UNDER_INVESTIGATION, None)
