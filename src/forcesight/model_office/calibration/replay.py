"""A desk run for dates that are over: what the calibrated office would have predicted for each hour.

Each replication draws calls, staff, service and patience anew: calls as `load` tells, staff in each half hour as the
roster's number times the share that was at work while calls waited, with the spread of half hours about it. So an
interval holds what the log leaves open, and not chance alone.

Source: Steckley, Henderson and Mehrotra, "Forecast errors in service systems", Probability in the Engineering and
Informational Sciences 23 (2009) 305-332 (why a forecast's own uncertainty belongs in); Gourieroux, Monfort and Renault,
"Indirect inference", Journal of Applied Econometrics 8 (1993) S85-S118 (matching what a log cannot tell directly).
Assumptions: the roster of the dates is known, as planners know it; days of one kind are alike but for chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from forcesight.model_office.calibration.lengths import Floats
from forcesight.model_office.calibration.load import Load, Whole
from forcesight.model_office.desk import plan_desk, run_desk
from forcesight.model_office.flow import LOST, Flow, Record
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Demand, Desk, DeskWork, Group, Job, Office


_WEEK_HALF_HOURS = 336


@dataclass(frozen=True)
class AtWork:
    """The share of the people on the roster who are at work while calls wait, and how far half hours differ.

    `spread` is the standard deviation of the number at work about the share of the roster; `n` is of half hours. The
    log alone leaves the share between `least`, those with a call in hand while others wait, and `most`, those who are
    there by the gaps between their calls: who is between two calls, ready or not, is in no log of calls.
    """

    share: float
    spread: float
    n: int
    least: float
    most: float


def fit_at_work(
    seen: Floats, present: Floats, busy_while_waiting: Floats, waiting: Floats, *, least: float = 10.0
) -> AtWork:
    """Fit the share from half hours in which calls waited for `least` minutes or more (arrays of one length).

    The arrays are those of `staffing`, of all days together. The share told is the middle of what the log leaves open;
    `match_at_work` finds which of them gives the losses that were seen.

    Raises ValueError where there are none: then the log cannot say how many were at work.
    """
    used = (waiting >= least) & np.isfinite(busy_while_waiting) & (seen > 0)
    if not used.any():
        raise ValueError("Calls never waited for long enough to tell how many people were at work.")
    weight = waiting[used]
    share = float((busy_while_waiting[used] * weight).sum() / (seen[used] * weight).sum())
    most = max(float((present[used] * weight).sum() / (seen[used] * weight).sum()), share)
    apart = busy_while_waiting[used] - share * seen[used]
    spread = float(np.sqrt((weight * apart**2).sum() / weight.sum()))
    return AtWork((share + most) / 2, spread, int(used.sum()), share, most)


def match_at_work(
    days: Sequence[Day], work: Sequence[DeskWork], found: AtWork, gave_up: float, *, seeds: Sequence[int]
) -> AtWork:
    """The share between `least` and `most` with which the desk loses as many of these days' calls as were lost.

    `days` have their calls as they came, and `gave_up` is the share of those that gave up.
    """
    low, high = found.least, found.most
    for _ in range(8):
        middle = (low + high) / 2
        told = predict(days, work, replace(found, share=middle), seeds=seeds)
        lost = float(np.nansum(told.calls * told.gave_up) / np.nansum(told.calls))
        low, high = (middle, high) if lost > gave_up else (low, middle)
    return replace(found, share=(low + high) / 2)


@dataclass(frozen=True)
class Day:
    """One date to predict: the roster by half hour (48), and its calls, drawn (`load`) or as they came (`calls`)."""

    on: date
    roster: Floats
    load: Load | None = None
    calls: tuple[Floats, Whole] | None = None


@dataclass(frozen=True)
class Predicted:
    """By replication, day and hour (24): calls, the share that gave up, the mean wait in minutes; NaN without calls."""

    calls: Floats
    gave_up: Floats
    wait: Floats


def predict(days: Sequence[Day], work: Sequence[DeskWork], at_work: AtWork, *, seeds: Sequence[int]) -> Predicted:
    """Run the desk for these dates, once for each seed. The classes of calls are the jobs of `work`, in its order."""
    told = [_replication(days, work, at_work, seed) for seed in seeds]
    calls, gone, wait = (np.array([one[part] for one in told]) for part in range(3))
    return Predicted(calls, gone, wait)


def _replication(
    days: Sequence[Day], work: Sequence[DeskWork], at_work: AtWork, seed: int
) -> tuple[Floats, Floats, Floats]:
    """Calls, share that gave up and mean wait of one replication, by day and hour. Every day begins empty."""
    found = np.full((3, len(days), 24), np.nan)
    for place, day in enumerate(days):
        rng = np.random.default_rng([seed, day.on.toordinal()])
        at, kind = day.load.draw(rng) if day.load else day.calls or (np.empty(0), np.empty(0, dtype=np.int64))
        there = at_work.share * day.roster + at_work.spread * rng.standard_normal(len(day.roster))
        # Whole people: a fraction is there by chance; whoever is on the roster is not all away.
        staff = np.floor(there.clip(min=0) + rng.random(len(there))).clip(min=1) * (day.roster > 0)
        record = _run(at, kind, np.minimum(staff, day.roster), work, seed)
        found[:, place] = _by_hour(record)
    return found[0], found[1], found[2]


def _run(at: Floats, kind: Whole, staff: Floats, work: Sequence[DeskWork], seed: int) -> Record:
    """One day as the Monday of an office of one week."""
    week = tuple(np.pad(staff, (0, _WEEK_HALF_HOURS - len(staff))).tolist())
    jobs = tuple(each.job for each in work)
    desk = Desk(id="desk", groups=(Group(id="people", staff=week, serves=jobs),), work=tuple(work))
    office = Office(
        id="replay", name="Replay", starts=date(2024, 1, 1), weeks=1, jobs=tuple(Job(id=job) for job in jobs),
        demand=(Demand(id="calls", job=jobs[0], to="desk", per_week=float(len(at))),), stations=(desk,),
    )  # fmt: skip
    nowhere = np.full(len(at), -1, dtype=np.int64)
    flow = Flow(at, np.arange(len(at), dtype=np.int64), kind.astype(np.int64), nowhere)
    return run_desk(plan_desk(desk, office, Codes.of(office)), flow, seed)


def _by_hour(record: Record) -> Floats:
    hour = np.minimum((record.arrived // 60).astype(np.int64), 23)
    count = np.bincount(hour, minlength=24).astype(np.float64)
    gone = record.outcome == LOST
    # Until the answer, or until they gave up; who still waits at the end of the week never got through.
    waited = np.where(gone, record.left, record.began) - record.arrived
    known = np.isfinite(waited)
    rests = np.bincount(hour[known], minlength=24)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.bincount(hour, gone, minlength=24) / count
        wait = np.bincount(hour[known], waited[known], minlength=24) / rests
    return np.stack([count, share, wait])
