"""What the measures of crimes, investigations and victims would come to."""

from __future__ import annotations

import numpy as np

from forcesight.records.codes.crime import OUTCOMES
from forcesight.synthetic.force.crime_flow import CrimeFlow
from forcesight.synthetic.force.demand import HOURS
from forcesight.synthetic.force.due import Due, shifted
from forcesight.synthetic.force.figure import Figure
from forcesight.synthetic.force.investigations import Ends
from forcesight.synthetic.force.victims import SOON
from forcesight.synthetic.force.waiting import delayed
from forcesight.synthetic.land import Array


# How many days beyond the last work may be due that is done before it.
_BEYOND = 8


def crime_figures(crimes: CrimeFlow) -> dict[str, Figure]:
    """By measure of `crime`, `investigation`, `supervisor_review` and `victim_contact`."""
    allocated = _allocated(crimes)
    ends = Ends(crimes)
    truth = crimes.flow.parameters.crime.investigation
    return {
        **_recording(crimes),
        "crimes_charged": _charged(ends, allocated),
        "victim_decision_recorded": Figure(value=truth.decision_recorded),
        "investigation_reviewed_in_time": _reviews(ends, allocated),
        "victim_updated_in_time": _updates(ends, allocated),
        "victim_told_of_decision_in_time": _decisions(ends, allocated),
    }


def _recording(crimes: CrimeFlow) -> dict[str, Figure]:
    """How many crimes are recorded, how soon, and how many stand."""
    flow, by_month = crimes.flow, crimes.flow.calendar.by_month
    truth = flow.parameters.crime
    recorded = crimes.recorded_by_type.sum(axis=1)
    prompt = crimes.recorded(crimes.reported.sum(axis=1), crimes.earlier.sum(axis=1), within_a_day=True)
    days_left = (len(recorded) - np.arange(len(recorded)) - 0.5) / HOURS
    whole = np.floor(days_left)
    low, high = (truth.cancelled_after.within_up_to(whole - back, truth.cancelled_most) for back in (1, 0))
    cancelled = truth.cancelled * (low + (high - low) * (days_left - whole))
    hidden = by_month(flow.every_incident @ crimes.hidden)
    stands = by_month(recorded * (1 - cancelled))
    return {
        "crimes": Figure(
            stands,
            districts=_districts(crimes, 1 - cancelled),
            true=Figure(stands + hidden),
        ),
        "crimes_recorded_in_24h": Figure(by_month(prompt), by_month(recorded)),
        "crimes_cancelled": Figure(by_month(recorded * cancelled), by_month(recorded)),
    }


def _districts(crimes: CrimeFlow, stands: Array) -> dict[str, Figure]:
    """The crimes that stand, by district."""
    flow = crimes.flow
    kinds = np.stack([flow.places(kind.places) for kind in flow.parameters.crime.types.values()])
    of_type, of_category = flow.districts(kinds), flow.districts(flow.place_kinds)
    held = flow.every_incident @ (crimes.recorded_share[:, None] * of_category)
    reported, earlier = held + crimes.direct @ of_type, crimes.earlier @ of_type
    return {
        code: Figure(flow.calendar.by_month(crimes.recorded(reported[:, number], earlier[:, number]) * stands))
        for number, code in enumerate(flow.world.areas.district_codes)
    }


def _allocated(crimes: CrimeFlow) -> Array:
    """Investigations allocated on each day, by type of crime."""
    shares = np.array(crimes.flow.parameters.crime.investigation.allocated)
    daily = [delayed(crimes.flow.calendar.by_day(column), shares) for column in crimes.recorded_by_type.T]
    return np.stack(daily, axis=1)


def _charged(ends: Ends, allocated: Array) -> Figure:
    """Investigations that end with a charge before the records do."""
    truth, by_month = ends.crimes.flow.parameters.crime.investigation, ends.crimes.flow.calendar.by_month
    left = len(allocated) - 1 - np.arange(len(allocated))
    codes = [place for place, code in enumerate(OUTCOMES.codes) if OUTCOMES.groups[code] == "charged"]
    charged = allocated @ ends.outcomes[:, codes].sum(axis=1) * truth.charged.within_up_to(left, truth.most)
    return Figure(by_month(charged), by_month(allocated.sum(axis=1)))


def _still_open(ends: Ends, allocated: Array, weight: Array, step: int) -> Array:
    """Investigations that are still open every so many days after the allocation, by the day on which that is."""
    days = len(allocated)
    due = np.zeros(days + _BEYOND)
    for after in range(step, ends.crimes.flow.parameters.crime.investigation.most + 1, step):
        still = allocated @ (weight * ends.open_after(np.array([after]))[:, 0])
        kept = still[: max(days + _BEYOND - after, 0)]
        due[after : after + len(kept)] += kept
    return due


def _reviews(ends: Ends, allocated: Array) -> Figure:
    truth = ends.crimes.flow.parameters.crime.investigation
    due = np.zeros(len(allocated) + _BEYOND)
    for step, weight in zip(truth.review_days, (1 - ends.high_risk, ends.high_risk), strict=True):
        due += _still_open(ends, allocated, weight, step)
    return _done(ends, Due(truth.reviews_in_time), due * truth.reviews_made)


def _updates(ends: Ends, allocated: Array) -> Figure:
    truth = ends.crimes.flow.parameters.crime.victim
    due = _still_open(ends, allocated, ends.crimes.victim_based.astype(float), truth.update_days)
    return _done(ends, Due(truth.updated_in_time), due * truth.updates_made)


def _done(ends: Ends, work: Due, due: Array) -> Figure:
    """Work by the month in which it is done."""
    by_month = ends.crimes.flow.calendar.by_month
    in_time, every = work.done(due, len(due) - _BEYOND)
    return Figure(by_month(in_time), by_month(every))


def _decisions(ends: Ends, allocated: Array) -> Figure:
    """Victims told of outcomes, by the month in which they are told."""
    flow = ends.crimes.flow
    truth, days = flow.parameters.crime.victim, len(allocated)
    most = flow.parameters.crime.investigation.most
    lasts = -np.diff(ends.open_after(np.arange(-1, most + 1)), axis=1)
    enhanced = np.array([kind.enhanced for kind in flow.parameters.crime.types.values()])
    none = np.zeros(days)
    in_time, every = none, none
    for working_days, share, rights in zip(
        truth.decision_days, (truth.told_in_time, truth.told_in_time_enhanced), (1 - enhanced, enhanced), strict=True
    ):
        weight = ends.crimes.victim_based * rights * truth.decisions_told
        decided = sum((np.convolve(allocated[:, n] * weight[n], lasts[n])[:days] for n in range(len(weight))), none)
        soon = shifted(decided, SOON, 0, 1, days) * share
        due = flow.calendar.due(working_days)
        at_due = np.bincount(due, decided, minlength=days + 1)
        late = shifted(at_due, Due(0.0).late, 1, 1, days) * (1 - share)
        in_time, every = in_time + soon, every + soon + late
    return Figure(flow.calendar.by_month(in_time), flow.calendar.by_month(every))
