# ruff: noqa: RUF009 (waits and lines of demand are frozen: one default serves all)
"""How incidents are graded, attended, re-graded and closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forcesight.synthetic.force.demand import Line
from forcesight.synthetic.force.parameters import shapes
from forcesight.synthetic.force.parameters.categories import CATEGORIES, Category
from forcesight.synthetic.force.waiting import Wait


@dataclass(frozen=True, slots=True)
class Attendance:
    """Attendance of one grade: how often, and the seconds from opening to arrival in town and country.

    `limit` is the time allowed in seconds, in town and country.
    """

    share: float
    town: Wait
    country: Wait
    limit: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Regrading:
    """Changes of grade that are what they say, and the fault: grades lowered shortly before the time allowed runs out.

    `late` is the share of grade 1 and 2 incidents whose unit will come too late that are lowered first, between `since`
    of the time allowed and its end. Shares without a reason are of the changes of each kind.
    """

    raised: float = 0.03
    lowered: float = 0.04
    after: Wait = Wait(420, 1.0)
    without_reason: float = 0.1
    late: float = 0.15
    since: float = 0.8
    late_without_reason: float = 0.65


@dataclass(frozen=True, slots=True)
class ResponseTruth:
    """The truth of incidents."""

    categories: Mapping[str, Category] = field(default_factory=lambda: CATEGORIES)
    # Ours: incidents that officers, alarms and partners bring, not the public.
    own: Line = Line(20_000, 0.02, shapes.EVENING)
    # Calls with a mental-health factor in the first year (force management statement 2019): the categories' shares are
    # multiplied until this comes out.
    mental_health_a_year: float = 10_173
    # By how much an emergency call is more often of grades 1 to 4 than another of its category; ours.
    emergency_grades: tuple[float, float, float, float] = (1.5, 1.1, 0.85, 0.7)
    # Half of all incidents are attended (force management statement 2019): grade 3 makes up what is missing.
    attended: float = 0.5
    # Times are ours, against the limits of the clocks resp_g1_urban, resp_g1_rural, resp_g2 and resp_g3.
    attendance: tuple[Attendance, ...] = (
        Attendance(0.985, Wait(510, 0.5, load=0.25), Wait(790, 0.5, load=0.2), (900, 1200)),
        Attendance(0.76, Wait(1950, 0.85, load=0.35), Wait(2350, 0.8, load=0.3), (3600, 3600)),
        Attendance(0.0, Wait(43_200, 0.9), Wait(54_000, 0.9), (172_800, 172_800)),
        Attendance(0.0, Wait(43_200, 0.9), Wait(54_000, 0.9), (172_800, 172_800)),
    )
    regrading: Regrading = field(default_factory=Regrading)
    # Ours: an arrival for which nobody pressed the button.
    arrival_missing: float = 0.06
    # Ours: who is told of a delay, of those whose unit comes too late ("victims weren't told": PEEL 2021/22).
    told_of_delay: float = 0.3
    # Questions at the first contact; ours ("fails to identify all repeat victims": PEEL 2021/22).
    repeat_checked: float = 0.7
    vulnerability_checked: float = 0.66
    prevention_advice: float = 0.42
    evidence_advice: float = 0.5
    # Ours: incidents assessed by THRIVE at opening and again after a change, and assessments that are complete.
    assessed: float = 0.72
    assessed_again: float = 0.5
    assessment_complete: float = 0.62
    # Ours: which category an incident keeps at closing, and what it is otherwise.
    kept: float = 0.9
    crime_kept: float = 0.3
    otherwise: Mapping[str, float] = field(
        default_factory=lambda: {
            "contact record": 0.34,
            "suspicious circumstances": 0.28,
            "concern for safety": 0.16,
            "civil dispute": 0.1,
            "nuisance": 0.08,
            "personal": 0.04,
        }
    )
    # Units beside the first, by grade, and the share of units that turn back; time at the scene in seconds. Ours, with
    # the scene times of the common benchmark (means of 60 and 75 minutes).
    further_units: tuple[tuple[float, ...], ...] = ((0.45, 0.35, 0.15, 0.05), (0.72, 0.22, 0.06), (0.93, 0.07), (1.0,))
    stood_down: float = 0.07
    at_scene: tuple[Wait, ...] = (Wait(2550, 0.83), Wait(3180, 0.83), Wait(3180, 0.83), Wait(3180, 0.83))
    # Ours: from opening to closing where nobody goes, in seconds, by grade.
    closing: tuple[Wait, ...] = (Wait(3600, 1.0), Wait(10_800, 1.1), Wait(86_400, 1.0), Wait(43_200, 1.2))
