"""Least staff by half hour, corrected by simulation: add where the standard is missed, then take away all that can go.

1. From the analytic start, people are added until the simulated desk meets the standard: one in each half hour that
   misses it; for a standard over the week, where the analysis gains most (one, two, four …).
2. People are taken away together in half hours that lie six hours apart (where each is judged by the six hours after
   it), or for a standard over the week in the order of what the analysis loses.
3. One at a time, round and round the week, until a whole round has found nobody who can go. So the end of the search is
   its own proof: with one person less in any half hour, the same callers would miss the standard.

Every trial meets the same callers with the same patience, so that two numbers of staff differ by their staff alone.

Sources: Feldman, Mandelbaum, Massey and Whitt 2008, "Staffing of time-varying queues to achieve time-stable
performance" (iterative staffing by simulation); Atlason, Epelman and Henderson 2004, "Call center staffing with
simulation and cutting plane methods" (why half hours cannot be judged alone). Assumption: the minimum is local. Another
pattern, with more people in one half hour and fewer in the next, may have fewer in all.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from forcesight.errors import InputRefused
from forcesight.model_office.office.hours import HALF_HOURS
from forcesight.model_office.requirement.trial import Staff, Trials


APART = 12
"""Half hours between people who are taken away in one trial."""
Worth = Callable[[int, int], float]
"""What the n-th person of a half hour is worth by the analysis: worth(half hour, n)."""
Told = Callable[[str, int], None]


def least_staff(trials: Trials, start: Staff, least: Staff, most: Staff, worth: Worth, told: Told) -> Staff:
    """People by half hour that meet the standard, none of whom can go.

    `least` and `most` bound the search; `told` hears of each step with the people in it. Raises InputRefused where even
    `most` people miss the standard.
    """
    staff = np.clip(start, least, most)
    staff = _add(trials, staff, most, worth, told)
    if trials.standard.over == "week":
        staff = _take_in_order(trials, staff, least, worth)
    else:
        staff = _take_apart(trials, staff, least)
    told("taken away together", int(staff.sum()))
    staff = _take_one_by_one(trials, staff, least, worth)
    told("taken away one by one", int(staff.sum()))
    return staff


def _add(trials: Trials, staff: Staff, most: Staff, worth: Worth, told: Told) -> Staff:
    staff, several = staff.copy(), 1
    while (missed := trials.missed(trials.run(staff))).any():
        told("missed in", int(missed.sum()))
        room = missed & (staff < most)
        if not room.any():
            raise InputRefused(
                f"Desk {trials.desk.id}: even {int(most.max())} people miss the standard in {int(missed.sum())} half "
                "hours. Is the share within reach of any staff, is it this group that answers, and (to be sure) are "
                "there enough weeks?"
            )
        if trials.standard.over == "week":
            gains = [worth(place, int(staff[place]) + 1) if room[place] else -1.0 for place in range(HALF_HOURS)]
            best = np.argsort(gains, kind="stable")[::-1][:several]
            staff[best[room[best]]] += 1
            # Twice as many each time: what is too many is taken away again.
            several *= 2
        else:
            staff[room] += 1
    return staff


def _take_apart(trials: Trials, staff: Staff, least: Staff) -> Staff:
    """Take away people in half hours far apart, as long as any such trial succeeds somewhere."""
    going = True
    while going:
        going = False
        for first in range(APART):
            chosen = np.arange(first, HALF_HOURS, APART)
            chosen = chosen[staff[chosen] > least[chosen]]
            if not len(chosen):
                continue
            missed = trials.missed(trials.run(_less(staff, chosen)))
            after = np.array([missed[(place + np.arange(APART)) % HALF_HOURS].any() for place in chosen])
            fine = chosen[~after]
            if len(fine) and ((len(fine) == len(chosen) and not missed.any()) or trials.meets(_less(staff, fine))):
                staff, going = _less(staff, fine), True
    return staff


def _take_in_order(trials: Trials, staff: Staff, least: Staff, worth: Worth) -> Staff:
    """Take away as many as can go in the order of what the analysis says they are worth, found by halving."""
    left, order = staff.copy(), []
    losses = [worth(place, int(left[place])) if left[place] > least[place] else np.inf for place in range(HALF_HOURS)]
    while (best := int(np.argmin(losses))) >= 0 and np.isfinite(losses[best]):
        order.append(best)
        left[best] -= 1
        losses[best] = worth(best, int(left[best])) if left[best] > least[best] else np.inf
    fine, too_many = 0, len(order) + 1
    while too_many - fine > 1:
        middle = (fine + too_many) // 2
        if trials.meets(_less(staff, np.array(order[:middle]))):
            fine = middle
        else:
            too_many = middle
    return _less(staff, np.array(order[:fine], dtype=np.int64))


def _take_one_by_one(trials: Trials, staff: Staff, least: Staff, worth: Worth) -> Staff:
    """Round the week until every half hour in turn has refused to let one person go."""
    order = sorted(range(HALF_HOURS), key=lambda place: worth(place, int(staff[place])))
    refused = turn = 0
    while refused < HALF_HOURS:
        place = order[turn % HALF_HOURS]
        turn += 1
        fewer = _less(staff, np.array([place]))
        if staff[place] > least[place] and trials.meets(fewer):
            staff, refused = fewer, 0
        else:
            refused += 1
    return staff


def _less(staff: Staff, places: NDArray[np.int64]) -> Staff:
    """One person less in each place, for each time that it is named."""
    return staff - np.bincount(places, minlength=HALF_HOURS)
