"""Between which numbers each field of an office must lie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from forcesight.model_office.office.description import (
    Appointments,
    Area,
    Break,
    Caseload,
    CaseWork,
    Demand,
    DeskWork,
    Event,
    Group,
    Lend,
    Office,
    Regrade,
    Return,
    Route,
    Slot,
    Team,
    Travel,
    UnitWork,
)


Rule = Callable[[Any], str]
"""What to do about a value; empty where it is well."""


MOST: Final = 1e9
"""Beyond a thousand millions of anything a number is a slip of the pen, and sums of such numbers overflow."""


def _least(least: float, *, strictly: bool = False) -> Rule:
    def rule(value: float | None) -> str:
        if value is None or (value <= MOST and (value > least if strictly else value >= least)):
            return ""
        if value > MOST:
            return f"write {MOST:,.0f} at most"
        return f"write a number above {least:g}" if strictly else f"write {least:g} or more"

    return rule


def _between(least: float, most: float) -> Rule:
    """What arrays are made for: a number beyond is a slip of the pen."""

    def rule(value: float | None) -> str:
        return "" if value is None or least <= value <= most else f"write {least:,g} to {most:,g}"

    return rule


def _share(value: float | None) -> str:
    return "" if value is None or 0 <= value <= 1 else "a share is between 0 and 1, so 5 % is 0.05"


def _part(value: float) -> str:
    return "" if 0 <= value < 1 else "it must be 0 or more and less than 1, so 20 % is 0.2"


_NOT_NEGATIVE, _ABOVE_ZERO = _least(0), _least(0, strictly=True)
MOST_PEOPLE = 100_000
_PEOPLE, _FEW, _WHOLE, _DAYS = _between(1, MOST_PEOPLE), _between(1, 100), _between(-MOST, MOST), _between(1, 36_500)
_PLACE, _SPEED = _between(-40_000, 40_000), _between(0.1, 10_000)

RULES: Final[dict[type, dict[str, Rule]]] = {
    Office: {"weeks": _between(1, 5_200), "warm_up_days": _NOT_NEGATIVE},
    Area: {"x_km": _PLACE, "y_km": _PLACE, "weight": _NOT_NEGATIVE},
    Travel: {"start_minutes": _NOT_NEGATIVE, "km_per_hour": _SPEED, "rural_km_per_hour": _SPEED},
    Event: {"hours": _ABOVE_ZERO, "factor": _NOT_NEGATIVE},
    Demand: {"per_week": _NOT_NEGATIVE, "growth": _NOT_NEGATIVE},
    Return: {"share": _share},
    Lend: {"when_waiting_over": _between(0, MOST), "keeps_free": _between(0, MOST)},
    Group: {"shrinkage": _part, "at_once": _FEW},
    DeskWork: {"priority": _WHOLE, "within_seconds": _ABOVE_ZERO, "standard": _share},
    Break: {"minutes": _between(1, 720), "after_hours": _between(0, 24), "before_hours": _between(0, 24)},
    Team: {
        "units": _between(1, 10_000),
        "crew": _FEW,
        "abstraction": _part,
        "last_job_minutes": _NOT_NEGATIVE,
        "urgent": _WHOLE,
        "offset_days": _between(-36_500, 36_500),
    },
    Regrade: {"share": _share},
    UnitWork: {"priority": _WHOLE, "units": _FEW, "arrest": _share, "within_minutes": _ABOVE_ZERO, "standard": _share},
    CaseWork: {
        "priority": _WHOLE,
        "hours_a_day": _between(0.01, 10_000),
        "within_days": _ABOVE_ZERO,
        "standard": _share,
    },
    Caseload: {
        "staff": _PEOPLE,
        "limit": _between(0.01, MOST),
        "review_days": _DAYS,
        "review_hours": _between(0, 10_000),
        "shrinkage": _part,
    },
    Slot: {"places": _PEOPLE},
    Appointments: {"notice": _NOT_NEGATIVE, "not_kept": _part},
    Route: {"share": _share},
}
