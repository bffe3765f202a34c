"""The categories of incidents: how often each is opened, when, how it is graded, and how often it holds a crime.

Weights, grades and qualifiers are ours, of the order that forces publish. The shares of crimes that are recorded are
the estimates of crime data integrity in PEEL 2021/22: 88.4 % of all, 85.8 % of violence, 96.3 % of sexual offences, and
3 of 23 crimes in reports of anti-social behaviour. Domestic abuse grows by 11 % a year, calls with a mental-health
factor by 6.3 % (10,173 in 2018 to almost 13,000 in 2022), missing people by 7 % (force management statement 2019).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forcesight.synthetic.force.demand import Shape
from forcesight.synthetic.force.parameters.shapes import (
    ALL_DAY,
    DAYTIME,
    EVENING,
    NIGHT,
    OFFICE,
    SCHOOL_AGE,
    SHOPS,
    SUMMER_EVENING,
    TRAFFIC,
    WINTER_EVENING,
)


# How often places of each kind (records.codes.people.PLACE_KINDS) are where it happens.
STREET = {"street": 0.8, "open space": 0.1, "other": 0.1}
HOME = {"dwelling": 0.88, "care home": 0.03, "children's home": 0.03, "street": 0.06}
CARE = {"dwelling": 0.6, "care home": 0.08, "children's home": 0.08, "hospital": 0.14, "street": 0.1}
TOWN = {"street": 0.42, "licensed premises": 0.24, "dwelling": 0.24, "shop": 0.06, "open space": 0.04}
SHOP = {"shop": 0.72, "street": 0.14, "dwelling": 0.06, "school": 0.02, "other": 0.06}
MIXED = {"dwelling": 0.42, "street": 0.34, "open space": 0.08, "shop": 0.06, "school": 0.03, "other": 0.07}

_RECORDED, _VIOLENCE, _SEXUAL, _ASB = 0.92, 0.858, 0.963, 3 / 23


@dataclass(frozen=True, slots=True)
class Category:
    """One category: its weights among emergency calls, other contacts and the force's own incidents, in the first year.

    `grades` are the shares of grades 1 to 4 outside emergency calls; `qualifiers` the share that has each. `crime` is
    the share that holds a crime, `recorded` how many of those are recorded, `types` which crime it then is.
    """

    weights: tuple[float, float, float]
    drift: float
    shape: Shape
    grades: tuple[float, float, float, float]
    places: Mapping[str, float]
    qualifiers: Mapping[str, float] = field(default_factory=dict)
    crime: float = 0.0
    recorded: float = _RECORDED
    types: Mapping[str, float] = field(default_factory=dict)


_ASB_TYPES = {"public order": 0.45, "stalking and harassment": 0.25, "criminal damage and arson": 0.3}

CATEGORIES: Mapping[str, Category] = {
    "road collision: death or injury": Category(
        (42, 8, 10), 0.02, TRAFFIC, (0.6, 0.34, 0.05, 0.01), STREET, {"alcohol": 0.04}),
    "road collision: damage only": Category((34, 44, 10), 0.02, TRAFFIC, (0.12, 0.33, 0.33, 0.22), STREET),
    "road-related offence": Category((34, 50, 30), 0.03, TRAFFIC, (0.06, 0.3, 0.34, 0.3), STREET, {"alcohol": 0.08}),
    "highway disruption": Category((38, 34, 20), 0.02, TRAFFIC, (0.22, 0.5, 0.12, 0.16), STREET),
    "abandoned call": Category((62, 4, 0), 0.02, ALL_DAY, (0.06, 0.24, 0.1, 0.6), HOME),
    "alarm": Category((5, 10, 170), 0.02, NIGHT, (0.3, 0.4, 0.08, 0.22), SHOP),
    "animals or wildlife": Category((8, 18, 5), 0.02, DAYTIME, (0.05, 0.3, 0.35, 0.3), STREET),
    "civil dispute": Category((14, 46, 0), 0.02, DAYTIME, (0.02, 0.18, 0.35, 0.45), HOME, {"domestic": 0.08}),
    "collapse illness or injury": Category(
        (42, 10, 10), 0.03, ALL_DAY, (0.42, 0.34, 0.06, 0.18), CARE,
        {"mental health": 0.2, "vulnerable": 0.4, "alcohol": 0.12}),
    "concern for safety": Category(
        (120, 72, 60), 0.063, EVENING, (0.26, 0.42, 0.1, 0.22), CARE,
        {"mental health": 0.34, "vulnerable": 0.45, "alcohol": 0.08, "youth": 0.1}),
    "domestic incident": Category(
        (128, 34, 15), 0.11, EVENING, (0.36, 0.42, 0.17, 0.05), HOME,
        {"domestic": 1.0, "alcohol": 0.25, "mental health": 0.07, "vulnerable": 0.25, "youth": 0.06, "weapon": 0.02},
        0.62, _VIOLENCE,
        {"violence without injury": 0.42, "violence with injury": 0.22, "stalking and harassment": 0.22,
         "criminal damage and arson": 0.07, "public order": 0.04, "rape": 0.02, "miscellaneous": 0.01}),
    "firearms": Category((3, 1, 2), 0.02, NIGHT, (0.7, 0.25, 0.04, 0.01), MIXED, {"weapon": 1.0}),
    "insecure premises or vehicle": Category((3, 10, 10), 0.02, NIGHT, (0.1, 0.5, 0.2, 0.2), SHOP),
    "missing person": Category(
        (20, 26, 60), 0.07, SCHOOL_AGE, (0.12, 0.66, 0.18, 0.04), CARE,
        {"vulnerable": 0.5, "youth": 0.55, "mental health": 0.14}),
    "sudden death": Category((12, 6, 8), 0.02, DAYTIME, (0.34, 0.6, 0.04, 0.02), CARE, {"vulnerable": 0.2}),
    "suspicious circumstances": Category((90, 80, 40), 0.03, NIGHT, (0.18, 0.38, 0.2, 0.24), MIXED, {"youth": 0.06}),
    "wanted person": Category((10, 8, 80), 0.03, EVENING, (0.2, 0.45, 0.25, 0.1), HOME),
    "protest or demonstration": Category((1, 1, 6), 0.02, DAYTIME, (0.1, 0.5, 0.3, 0.1), STREET),
    "personal": Category(
        (24, 50, 3), 0.02, EVENING, (0.06, 0.3, 0.34, 0.3), MIXED,
        {"vulnerable": 0.12, "alcohol": 0.08, "youth": 0.2}, 0.3, _ASB, _ASB_TYPES),
    "nuisance": Category(
        (54, 86, 5), 0.02, SUMMER_EVENING, (0.05, 0.26, 0.34, 0.35), MIXED,
        {"youth": 0.35, "alcohol": 0.1}, 0.14, _ASB, _ASB_TYPES),
    "environmental": Category((4, 15, 2), 0.02, DAYTIME, (0.02, 0.1, 0.38, 0.5), STREET, {}, 0.1, _ASB, _ASB_TYPES),
    "violence": Category(
        (128, 80, 50), 0.05, NIGHT, (0.3, 0.36, 0.24, 0.1), TOWN,
        {"alcohol": 0.28, "domestic": 0.18, "vulnerable": 0.12, "youth": 0.16, "weapon": 0.07, "mental health": 0.05},
        0.74, _VIOLENCE,
        {"violence with injury": 0.42, "violence without injury": 0.44, "stalking and harassment": 0.09,
         "public order": 0.05}),
    "sexual offence": Category(
        (12, 14, 25), 0.06, EVENING, (0.22, 0.4, 0.33, 0.05), TOWN,
        {"vulnerable": 0.35, "youth": 0.3, "alcohol": 0.15, "domestic": 0.12, "mental health": 0.06},
        0.82, _SEXUAL, {"rape": 0.36, "other sexual offences": 0.64}),
    "robbery": Category(
        (10, 2, 2), 0.03, EVENING, (0.55, 0.3, 0.13, 0.02), STREET, {"weapon": 0.25, "youth": 0.25},
        0.8, 0.95, {"robbery": 0.88, "theft from the person": 0.12}),
    "burglary": Category(
        (30, 25, 5), 0.02, WINTER_EVENING, (0.24, 0.38, 0.32, 0.06), HOME, {"vulnerable": 0.05},
        0.8, 0.95, {"residential burglary": 0.68, "other burglary": 0.22, "criminal damage and arson": 0.1}),
    "vehicle crime": Category(
        (16, 40, 3), 0.03, NIGHT, (0.1, 0.16, 0.24, 0.5), STREET, {},
        0.85, 0.95, {"vehicle offences": 0.88, "criminal damage and arson": 0.12}),
    "theft": Category(
        (36, 90, 12), 0.08, SHOPS, (0.08, 0.17, 0.3, 0.45), SHOP, {"youth": 0.08, "vulnerable": 0.04},
        0.84, 0.93,
        {"shoplifting": 0.47, "other theft": 0.4, "theft from the person": 0.04, "bicycle theft": 0.05,
         "vehicle offences": 0.04}),
    "criminal damage or arson": Category(
        (28, 55, 8), 0.02, EVENING, (0.12, 0.22, 0.33, 0.33), MIXED, {"youth": 0.12, "domestic": 0.06, "alcohol": 0.05},
        0.8, 0.92, {"criminal damage and arson": 1.0}),
    "drugs": Category(
        (7, 22, 40), 0.03, EVENING, (0.06, 0.22, 0.27, 0.45), STREET, {"drugs": 1.0, "youth": 0.12},
        0.36, 0.95, {"possession of drugs": 0.75, "trafficking of drugs": 0.25}),
    "weapons": Category(
        (14, 3, 8), 0.05, EVENING, (0.72, 0.2, 0.06, 0.02), TOWN, {"weapon": 1.0, "youth": 0.2, "alcohol": 0.1},
        0.5, 0.92, {"possession of weapons": 0.65, "public order": 0.2, "violence without injury": 0.15}),
    "public order": Category(
        (35, 30, 15), 0.04, NIGHT, (0.24, 0.4, 0.24, 0.12), TOWN,
        {"alcohol": 0.35, "youth": 0.15, "mental health": 0.05},
        0.66, 0.88, {"public order": 0.82, "violence without injury": 0.1, "criminal damage and arson": 0.08}),
    "fraud": Category((3, 35, 2), 0.08, OFFICE, (0.01, 0.08, 0.26, 0.65), HOME, {"vulnerable": 0.2},
                      0.08, 0.9, {"miscellaneous": 0.8, "other theft": 0.2}),
    "hate crime": Category(
        (5, 9, 3), 0.05, EVENING, (0.15, 0.35, 0.35, 0.15), TOWN, {"hate": 1.0, "vulnerable": 0.15},
        0.8, 0.9, {"public order": 0.62, "stalking and harassment": 0.18, "violence without injury": 0.2}),
    "other crime": Category((6, 20, 6), 0.02, DAYTIME, (0.05, 0.2, 0.35, 0.4), MIXED, {},
                            0.5, 0.9, {"miscellaneous": 0.8, "other theft": 0.2}),
    "complaint against police": Category((0, 8, 1), 0.02, OFFICE, (0, 0.02, 0.18, 0.8), HOME),
    "lost or found": Category((0, 30, 1), 0.02, DAYTIME, (0, 0.03, 0.17, 0.8), SHOP),
    "message": Category((3, 26, 20), 0.02, DAYTIME, (0, 0.08, 0.2, 0.72), HOME),
    "pre-planned event": Category((0, 2, 40), 0.02, DAYTIME, (0.02, 0.1, 0.7, 0.18), STREET),
    "contact record": Category((10, 62, 15), 0.02, DAYTIME, (0.01, 0.05, 0.12, 0.82), HOME),
    "duplicate": Category((44, 20, 5), 0.02, ALL_DAY, (0.1, 0.2, 0.1, 0.6), MIXED),
}  # fmt: skip
