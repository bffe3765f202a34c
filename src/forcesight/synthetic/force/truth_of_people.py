"""What the measures of stops, force, custody, referrals, missing people, offenders and the survey would come to."""

from __future__ import annotations

import numpy as np

from forcesight.synthetic.force.bail import months_after
from forcesight.synthetic.force.custody import NIGHT
from forcesight.synthetic.force.demand import HOURS, Line
from forcesight.synthetic.force.figure import Figure
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.force_used import force_districts, recorded_share
from forcesight.synthetic.force.missing import episode_share
from forcesight.synthetic.force.searches import SearchShares
from forcesight.synthetic.land import Array


_DAY = 86_400
# Moments of an hour for which the length of a stay until the night is worked out.
_MOMENTS = 60


def people_figures(flow: Flow) -> dict[str, Figure]:
    """By measure of the tables that are about people in the force's hands or care."""
    truth = flow.parameters.vulnerability
    missing = flow.every_incident[:, flow.names.index("missing person")] * episode_share(flow)
    interview, referral = truth.missing, truth.referral
    return {
        **_searches(flow),
        **_force(flow),
        **_custody(flow),
        **_bail(flow),
        "referrals": _count(flow, truth.referral.demand),
        "referral_assessed_in_time": Figure(
            value=float(referral.higher_triaged * referral.higher.within_up_to(_DAY, referral.most))
        ),
        "missing_episodes": Figure(flow.calendar.by_month(missing)),
        "missing_return_interview_in_72h": Figure(
            value=float(interview.interviewed * interview.interview.within_up_to(3 * _DAY, interview.interview_most))
        ),
        "offender_visits_overdue": Figure(value=1 - truth.offender.visits.in_time),
        "satisfaction": Figure(value=truth.survey.satisfied["overall"]),
    }


def _count(flow: Flow, line: Line) -> Figure:
    return Figure(flow.calendar.by_month(flow.calendar.expected(line, flow.world.scale)))


def _searches(flow: Flow) -> dict[str, Figure]:
    shares, truth = SearchShares(flow), flow.parameters.stops.search
    return {
        "force_searches": _count(flow, truth.demand),
        "force_search_find_rate": Figure(value=float(shares.districts @ shares.groups @ shares.found)),
        "search_ethnicity_missing": Figure(value=float(shares.districts @ shares.ethnicity_missing)),
        "search_body_worn_video": Figure(value=truth.body_worn_video),
    }


def _force(flow: Flow) -> dict[str, Figure]:
    """Forms, of which there are far fewer than uses of force."""
    every = flow.calendar.by_month(flow.calendar.expected(flow.parameters.stops.force.demand, flow.world.scale))
    recorded = np.outer(every, force_districts(flow) * recorded_share(flow))
    return {"use_of_force": Figure.by_district(flow.world.areas.district_codes, recorded, true=Figure(every))}


def _custody(flow: Flow) -> dict[str, Figure]:
    truth, by_month = flow.parameters.stops.custody, flow.calendar.by_month
    expected = flow.calendar.expected(truth.demand, flow.world.scale)
    children = expected * truth.children
    return {
        "custody_records": Figure(by_month(expected)),
        "hours_detained": Figure(value=truth.detained.mean_up_to(truth.most) / 3600),
        "custody_children_overnight": Figure(by_month(children * _overnight(flow)), by_month(children)),
        "custody_appropriate_adult": Figure(value=truth.appropriate_adult),
    }


def _overnight(flow: Flow) -> Array:
    """The share of stays that last until the next night, by hour of the grid."""
    clock = (np.arange(HOURS * _MOMENTS) + 0.5) * 3600 / _MOMENTS
    until = (NIGHT - clock) % _DAY
    lasts = 1 - flow.parameters.stops.custody.detained.within(until - 1)
    hours = np.reshape(lasts, (HOURS, _MOMENTS)).mean(axis=1)
    return np.tile(hours, flow.world.span.days)


def _bail(flow: Flow) -> dict[str, Figure]:
    """Periods of bail that end late, and releases under investigation among all that are released."""
    truth, span = flow.parameters.stops.custody, flow.world.span
    daily = flow.calendar.by_day(flow.calendar.expected(truth.demand, flow.world.scale))
    bailed = daily * truth.disposals["bailed before charge"]
    released = daily * truth.disposals["released under investigation"]
    extended = bailed * (1 - truth.bail_late) * truth.bail_extended
    due = (months_after(span.dates, truth.bail_months) - span.dates[0]).astype(int)
    again = np.bincount(due, extended, minlength=span.days)[: span.days]
    by_month = flow.calendar.by_month
    return {
        "bail_overdue": Figure(value=truth.bail_late),
        "released_under_investigation": Figure(by_month(released), by_month(bailed + again + released)),
    }
