# ruff: noqa: RUF009 (waits and lines of demand are frozen: one default serves all)
"""Stops, use of force, custody and bail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forcesight.synthetic.force.demand import Line
from forcesight.synthetic.force.parameters import shapes
from forcesight.synthetic.force.waiting import Wait


@dataclass(frozen=True, slots=True)
class SearchTruth:
    """The truth of searches: a disparity without an explanation, and one that the place explains.

    `factor` is how many times as often as a white resident of the same district somebody of each group is searched.
    Black people are searched more often and less is found: nothing explains it. Asian people are searched as often as
    their neighbours, and more often in the whole force only because the city, where more of them live, has `city` times
    the searches of elsewhere.
    """

    demand: Line = Line(6_200, 0.04, shapes.EVENING)  # ours
    city: float = 3.0
    factor: Mapping[str, float] = field(
        default_factory=lambda: {"white": 1.0, "mixed": 1.4, "asian": 1.0, "black": 2.8, "other": 1.0}
    )
    found: Mapping[str, float] = field(
        default_factory=lambda: {"white": 0.27, "mixed": 0.25, "asian": 0.27, "black": 0.18, "other": 0.26}
    )
    # Ours: searches whose self-defined ethnicity nobody wrote down, by district from the first on.
    ethnicity_missing: tuple[float, ...] = (0.06, 0.09, 0.12, 0.3, 0.1, 0.08, 0.15, 0.22, 0.07)
    not_stated: float = 0.12
    body_worn_video: float = 0.92
    checked: float = 0.82
    checked_after: Wait = Wait(36 * 3600, 1.2)
    # "Few feedback examples" (PEEL 2021/22); the share is ours.
    feedback: float = 0.08
    # 75.4 % of 240 records had reasonable grounds, 25 of 36 for people of ethnic minorities (PEEL 2021/22).
    sampled: float = 0.04
    reasonable: float = 0.754
    arrested: float = 0.13
    settled: Mapping[str, float] = field(
        default_factory=lambda: {"no further action": 0.78, "community resolution": 0.12, "warning": 0.03,
                                 "penalty notice": 0.01, "summons": 0.02, "caution": 0.01, "seizure": 0.03}
    )  # fmt: skip
    powers: Mapping[str, tuple[str, float]] = field(
        default_factory=lambda: {
            "drugs": ("MDA s23", 0.58), "stolen property": ("PACE s1", 0.14), "offensive weapon": ("PACE s1", 0.14),
            "article for theft": ("PACE s1", 0.08), "anything to threaten or harm": ("CJPOA s60", 0.02),
            "firearm": ("Firearms s47", 0.02), "psychoactive substance": ("PSA s7", 0.02),
        }
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ForceTruth:
    """The truth of the use of force: how often it happens, and how seldom there is a form for it.

    9,311 expected and 1,541 recorded in a year (PEEL 2021/22); that districts differ is ours: `recorded` is by district
    from the first, of the whole force about a sixth.
    """

    demand: Line = Line(9_311, 0.02, shapes.NIGHT)
    recorded: tuple[float, ...] = (0.17, 0.1, 0.24, 0.05, 0.2, 0.3, 0.12, 0.09, 0.26)
    submitted_after: Wait = Wait(9 * 3600, 1.1)
    # How many times as often as a white person somebody of each group meets force; ours.
    factor: Mapping[str, float] = field(
        default_factory=lambda: {"white": 1.0, "mixed": 1.3, "asian": 0.9, "black": 2.0, "other": 1.0}
    )
    body_worn_video: float = 0.85
    effective: float = 0.93


@dataclass(frozen=True, slots=True)
class CustodyTruth:
    """The truth of custody and bail; ours, of the order of published figures of a county force."""

    demand: Line = Line(17_500, 0.02, shapes.EVENING)
    refused: float = 0.004
    # Seconds in custody, of which none are more than `most`.
    detained: Wait = Wait(41_000, 0.55)
    most: int = 96_000
    children: float = 0.075
    appropriate_adult: float = 0.9
    appropriate_adult_after: Wait = Wait(15_000, 0.6)
    vulnerable_adult: float = 0.08
    strip_searched: float = 0.09
    mental_health: float = 0.14
    disposals: Mapping[str, float] = field(
        default_factory=lambda: {
            "charged": 0.26, "charged and remanded": 0.1, "bailed before charge": 0.27,
            "released under investigation": 0.07, "no further action": 0.2, "cautioned": 0.02,
            "community resolution": 0.03, "to court": 0.03, "to hospital": 0.01, "other": 0.01,
        }
    )  # fmt: skip
    # Three months from the day after (PACE 1984, s.47ZB); ended in time, extended, or too late. Shares are ours.
    bail_months: int = 3
    bail_late: float = 0.13
    bail_extended: float = 0.22
    bail_late_days: tuple[int, int] = (1, 60)
    # Ours: days under investigation, of which none are more than `most_days`.
    under_investigation: Wait = Wait(70, 0.8)
    under_investigation_most: int = 600
    breached: float = 0.05
    with_prosecutor: float = 0.12
    domestic: float = 0.32


@dataclass(frozen=True, slots=True)
class StopTruth:
    """Stops, force and custody."""

    search: SearchTruth = field(default_factory=SearchTruth)
    force: ForceTruth = field(default_factory=ForceTruth)
    custody: CustodyTruth = field(default_factory=CustodyTruth)
