# ruff: noqa: RUF009 (waits and lines of demand are frozen: one default serves all)
"""Crimes by type, how late they are recorded, how they are investigated, and how they end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forcesight.synthetic.force.demand import Line, Shape
from forcesight.synthetic.force.parameters.categories import HOME, MIXED, SHOP, STREET, TOWN
from forcesight.synthetic.force.parameters.shapes import DAYTIME, EVENING, NIGHT, OFFICE, SHOPS
from forcesight.synthetic.force.waiting import Wait


@dataclass(frozen=True, slots=True)
class CrimeType:
    """One type of crime, which is the subgroup of its offences.

    `a_year` is how many the first year records; those that no incident brings are reported straight away to a unit,
    on line or at a counter, with `drift` and `shape`. `closing` is the category that its incident gets at the end,
    `ends` the way in which its investigations end. `bodies` is the share of victims that are businesses.
    """

    a_year: float
    drift: float
    shape: Shape
    places: Mapping[str, float]
    closing: str
    ends: str
    high_risk: float = 0.03
    enhanced: float = 0.1
    flags: Mapping[str, float] = field(default_factory=dict)
    bodies: float = 0.0


_VIOLENT = {"alcohol": 0.2, "knife": 0.035, "domestic": 0.22, "mental health": 0.04}

# 84,678 crimes a year (force management statement 2019); how they are divided, drifts and risks are ours, of the
# order of published figures.
CRIME_TYPES: Mapping[str, CrimeType] = {
    "violence with injury": CrimeType(
        10_100, 0.02, NIGHT, TOWN, "violence", "violence", 0.12, 0.3, {**_VIOLENT, "firearm": 0.004}),
    "violence without injury": CrimeType(13_600, 0.03, EVENING, MIXED, "violence", "violence", 0.06, 0.25, _VIOLENT),
    "stalking and harassment": CrimeType(
        9_800, 0.05, DAYTIME, HOME, "violence", "violence", 0.1, 0.35,
        {"domestic": 0.35, "online": 0.3, "stalking": 0.28}),
    "rape": CrimeType(
        1_150, 0.04, OFFICE, HOME, "sexual offence", "sexual", 0.6, 0.95,
        {"domestic": 0.25, "child sexual abuse": 0.25, "alcohol": 0.12}),
    "other sexual offences": CrimeType(
        2_050, 0.04, OFFICE, MIXED, "sexual offence", "sexual", 0.4, 0.8,
        {"child sexual abuse": 0.4, "child sexual exploitation": 0.05, "online": 0.2}),
    "robbery": CrimeType(820, 0.02, EVENING, STREET, "robbery", "violence", 0.2, 0.3, {"knife": 0.22}),
    "residential burglary": CrimeType(3_000, 0.0, DAYTIME, HOME, "burglary", "acquisitive", 0.04, 0.12),
    "other burglary": CrimeType(1_250, 0.0, DAYTIME, SHOP, "burglary", "acquisitive", bodies=0.85),
    "vehicle offences": CrimeType(5_600, 0.02, NIGHT, STREET, "vehicle crime", "acquisitive"),
    "theft from the person": CrimeType(650, 0.03, EVENING, TOWN, "theft", "acquisitive"),
    "bicycle theft": CrimeType(700, 0.0, EVENING, MIXED, "theft", "acquisitive"),
    "shoplifting": CrimeType(7_700, 0.08, SHOPS, SHOP, "theft", "shop", bodies=0.97),
    "other theft": CrimeType(6_500, 0.02, DAYTIME, MIXED, "theft", "acquisitive", 0.02, 0.08, {"online": 0.04}, 0.25),
    "criminal damage and arson": CrimeType(
        8_100, 0.02, EVENING, MIXED, "criminal damage or arson", "damage", 0.03, 0.1,
        {"domestic": 0.1, "alcohol": 0.05}, 0.2),
    "trafficking of drugs": CrimeType(900, 0.03, EVENING, STREET, "drugs", "found", 0.15, 0.0, {"drugs": 1.0}),
    "possession of drugs": CrimeType(2_200, 0.03, NIGHT, STREET, "drugs", "found", 0.0, 0.0, {"drugs": 1.0}),
    "possession of weapons": CrimeType(1_000, 0.03, EVENING, TOWN, "weapons", "found", 0.1, 0.0, {"knife": 0.6}),
    "public order": CrimeType(
        7_400, 0.03, NIGHT, TOWN, "public order", "order", 0.02, 0.08,
        {"alcohol": 0.3, "domestic": 0.08, "hate": 0.05}),
    "miscellaneous": CrimeType(2_158, 0.02, DAYTIME, MIXED, "other crime", "order", 0.05, 0.05, {"online": 0.1}),
}  # fmt: skip

_LATE_DAYS = 90


@dataclass(frozen=True, slots=True)
class Recording:
    """How long it takes to record a crime: within a day for most; the others take a day and a `late` number of seconds.

    Of late records 88 % take more than a week ("more than a week to record and classify 377 of the 429": PEEL 2021/22,
    read as a share of the late ones); that 80 % are in time is ours. Nothing takes longer than `most` seconds.
    """

    prompt: float = 0.8
    late: Wait = Wait(17.3 * 86_400, 0.9)
    most: int = _LATE_DAYS * 86_400


# Shares of outcome types by the way in which investigations end; ours, of the order of Home Office figures.
ENDS: Mapping[str, Mapping[str, float]] = {
    "violence": {"1": 0.075, "2": 0.004, "3": 0.014, "8": 0.025, "10": 0.012, "13": 0.003, "14": 0.08, "15": 0.2,
                 "16": 0.424, "17": 0.003, "18": 0.13, "20": 0.015, "21": 0.008, "22": 0.007},
    "sexual": {"1": 0.06, "3": 0.005, "10": 0.01, "12": 0.005, "13": 0.005, "14": 0.1, "15": 0.32, "16": 0.3,
               "18": 0.16, "20": 0.02, "21": 0.015},
    "acquisitive": {"1": 0.045, "3": 0.003, "4": 0.004, "8": 0.008, "10": 0.004, "14": 0.06, "15": 0.08, "16": 0.07,
                    "18": 0.72, "21": 0.004, "22": 0.002},
    "shop": {"1": 0.16, "3": 0.01, "6": 0.005, "8": 0.07, "10": 0.012, "14": 0.1, "15": 0.07, "16": 0.063, "18": 0.5,
             "22": 0.01},
    "damage": {"1": 0.055, "3": 0.01, "8": 0.035, "10": 0.01, "14": 0.07, "15": 0.1, "16": 0.14, "18": 0.58},
    "found": {"1": 0.34, "2": 0.03, "3": 0.06, "7": 0.06, "8": 0.2, "10": 0.03, "15": 0.12, "18": 0.09, "21": 0.02,
              "22": 0.05},
    "order": {"1": 0.1, "3": 0.02, "8": 0.05, "10": 0.02, "14": 0.08, "15": 0.17, "16": 0.3, "18": 0.25, "21": 0.01},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class InvestigationTruth:
    """The truth of investigations; delays are in days."""

    # Ours: from recording to an owner, as shares of whole days.
    allocated: tuple[float, ...] = (0.6, 0.25, 0.08, 0.05, 0.02)
    # Ours: from an owner to the outcome; nothing takes more than `most` days.
    charged: Wait = Wait(38, 0.9)
    no_suspect: Wait = Wait(9, 1.0)
    evidential: Wait = Wait(42, 0.8)
    settled: Wait = Wait(24, 0.8)
    most: int = 175
    # "Many investigations … lacked investigation plans" (PEEL 2021/22); the share is ours.
    planned: float = 0.58
    # Not all investigative opportunities were completed in 19 of 70 (PEEL 2021/22).
    lines_open: float = 19 / 70
    # "No evidence of the victim's decision" in most of 19 (PEEL 2021/22); the share is ours.
    decision_recorded: float = 0.36
    # The victim's views were not taken in 11 of 18 cautions (PEEL 2021/22).
    view_taken: float = 7 / 18
    approved: float = 0.78
    # Reviews each 28 days, each 7 where the risk is high (the clocks sup_review_default and sup_review_high_risk).
    review_days: tuple[int, int] = (28, 7)
    reviews_made: float = 0.78
    reviews_in_time: float = 0.72
    # Supervision was not effective in 36 of 60 (PEEL 2021/22).
    directions: float = 24 / 60


@dataclass(frozen=True, slots=True)
class VictimTruth:
    """The truth of contacts with victims; ours, of the order that inspections find."""

    acknowledged: float = 0.9
    needs_assessed: float = 0.42
    referred: float = 0.35
    update_days: int = 28
    updates_made: float = 0.7
    updated_in_time: float = 0.7
    decisions_told: float = 0.84
    told_in_time: float = 0.74
    told_in_time_enhanced: float = 0.58
    reached: float = 0.88
    # Working days after a key decision: Code of Practice for Victims of Crime (2020), right 6.
    decision_days: tuple[int, int] = (5, 1)


@dataclass(frozen=True, slots=True)
class CrimeTruth:
    """The truth of crimes."""

    types: Mapping[str, CrimeType] = field(default_factory=lambda: CRIME_TYPES)
    ends: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: ENDS)
    recording: Recording = field(default_factory=Recording)
    # Ours: cancelled records, by days after recording (up to 80), and why.
    cancelled: float = 0.034
    cancelled_after: Wait = Wait(14, 0.9)
    cancelled_most: int = 80
    # Ours: reports of rape that are not recorded as a crime.
    reports_of_rape: Line = Line(260, 0.02, OFFICE)
    # Ours: victims whose ethnicity nobody recorded ("often not recorded at all": PEEL 2021/22).
    victim_ethnicity_missing: float = 0.46
    # Ours: victims who live near where it happened.
    near: float = 0.6
    investigation: InvestigationTruth = field(default_factory=InvestigationTruth)
    victim: VictimTruth = field(default_factory=VictimTruth)
