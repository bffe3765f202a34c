"""What the measures of incidents, their grades and their attendance would come to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from forcesight.records.codes.incident import CATEGORIES
from forcesight.synthetic.force.closing import closing_shares
from forcesight.synthetic.force.crime_flow import CrimeFlow
from forcesight.synthetic.force.figure import Figure
from forcesight.synthetic.force.grading import COUNTRY, GRADES, TOWN, Grading
from forcesight.synthetic.force.incident_table import qualifier_shares
from forcesight.synthetic.land import Array


IMMEDIATE, PRIORITY = 0, 1
_AREAS = (TOWN, COUNTRY)


def incident_figures(crimes: CrimeFlow) -> dict[str, Figure]:
    """By measure of `incident`, `grade_change` and `thrive_assessment`."""
    truth = crimes.flow.parameters.response
    grading = Grading(crimes.flow)
    return {
        **_counts(crimes),
        **_response(grading),
        **_regrading(grading),
        "vulnerability_checked": Figure(value=truth.vulnerability_checked),
        "attendance_time_missing": Figure(value=truth.arrival_missing),
        "thrive_recorded": Figure(value=truth.assessment_complete),
    }


def _counts(crimes: CrimeFlow) -> dict[str, Figure]:
    """How many incidents, of all kinds and of some."""
    flow = crimes.flow
    monthly = np.stack([flow.calendar.by_month(column) for column in flow.every_incident.T], axis=1)
    shares = qualifier_shares(flow)
    asb = [place for place, code in enumerate(CATEGORIES.codes) if CATEGORIES.groups[code] == "anti-social behaviour"]
    counted = {
        "incidents": np.ones(len(flow.names)),
        "incidents_domestic": shares["domestic"],
        "incidents_mental_health": shares["mental health"],
        "incidents_asb": (1 - crimes.recorded_share) * closing_shares(crimes)[:, asb].sum(axis=1),
    }
    districts, codes = flow.districts(flow.place_kinds), flow.world.areas.district_codes
    return {name: Figure.by_district(codes, (monthly * share) @ districts) for name, share in counted.items()}


def _response(grading: Grading) -> dict[str, Figure]:
    """How often somebody comes, and how fast."""
    by_month, pressed = grading.flow.calendar.by_month, 1 - grading.flow.parameters.response.arrival_missing
    every = grading.expected.sum(axis=2)
    found = {
        "incidents_attended": Figure(by_month(every @ grading.change @ grading.attended), by_month(every.sum(axis=1)))
    }
    for name, first, areas, limit in (
        ("immediate_in_15_urban", IMMEDIATE, (TOWN,), 900),
        ("immediate_in_20_rural", IMMEDIATE, (COUNTRY,), 1200),
        ("priority_in_60", PRIORITY, _AREAS, 3600),
    ):
        within = _over(grading, first, areas, partial(grading.within, limit=limit))
        found[name] = Figure(by_month(within) * pressed, by_month(_attended(grading, first, areas)))
    seconds = by_month(_over(grading, IMMEDIATE, _AREAS, grading.mean))
    found["minutes_to_attend_immediate"] = Figure(seconds / 60, by_month(_attended(grading, IMMEDIATE, _AREAS)))
    return found


def _attended(grading: Grading, first: int, areas: tuple[int, ...]) -> Array:
    """Attended incidents of a first grade, by hour."""
    return _over(grading, first, areas, lambda _grade, _area: np.ones(len(grading.load)))


def _over(grading: Grading, first: int, areas: tuple[int, ...], share: Callable[[int, int], Array]) -> Array:
    """Attended incidents of a first grade, by hour, of which `share` says how many count or how much each does."""
    found = np.zeros(len(grading.load))
    for area in areas:
        for grade in np.flatnonzero(grading.change[first] * grading.attended):
            likely = grading.change[first, grade] * grading.attended[grade]
            found += grading.expected[:, first, area] * likely * share(int(grade), area)
    return found


def _regrading(grading: Grading) -> dict[str, Figure]:
    """How many grades are lowered, when, and with what reason."""
    truth, by_month = grading.flow.parameters.response.regrading, grading.flow.calendar.by_month
    first, none = grading.expected, np.zeros(len(grading.load))
    changed = np.einsum("hga,gk->hka", first, grading.change)
    # Of attended incidents of a grade, those lowered because the unit would come too late.
    hidden = {
        (grade, area): grading.attended[grade] * grading.too_late(grade, area) * truth.late
        for grade in (IMMEDIATE, PRIORITY)
        for area in _AREAS
    }
    late = sum((changed[:, grade, area] * share for (grade, area), share in hidden.items()), none)
    # A grade that was raised and then lowered is the first again.
    unchanged = sum(
        (first[:, grade, area] * grading.change[grade, grade] * share for (grade, area), share in hidden.items()), none
    )
    lowered = sum((first[:, g].sum(axis=1) * grading.change[g, g + 1] for g in range(GRADES - 1)), none)
    urgent = {g: first[:, g].sum(axis=1) * grading.change[g, g + 1] for g in (IMMEDIATE, PRIORITY)}
    near = sum(
        (urgent[g] * (truth.after.within(most - 180) - truth.after.within(least - 181)) for g, (least, most) in _NEAR),
        none,
    )
    # In the country the time allowed for grade 1 is 20 minutes: those are lowered after the window of 15 has closed.
    in_window = late - changed[:, IMMEDIATE, COUNTRY] * hidden[IMMEDIATE, COUNTRY]
    moved = first.sum(axis=2) @ (1 - np.diag(grading.change))
    silent = moved * truth.without_reason + late * truth.late_without_reason
    return {
        "downgraded": Figure(by_month(lowered + unchanged), by_month(first.sum(axis=(1, 2)))),
        "downgraded_near_limit": Figure(by_month(near + in_window), by_month(sum(urgent.values(), none) + late)),
        "regraded_without_reason": Figure(by_month(silent), by_month(moved + late)),
    }


# For a first grade, the seconds from which to which a change is near the limit: the last fifth of 15 and 60 minutes.
_NEAR = ((IMMEDIATE, (720, 900)), (PRIORITY, (2880, 3600)))
