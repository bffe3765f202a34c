"""Offences as crimes are classified with them: Home Office codes, groups and subgroups.

Codes and names are those of the Home Office offence classification (Open Government Licence v3), the commonest of each
subgroup; the share of an offence within its subgroup is ours, of the order that published tables show.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forcesight.synthetic.force.writing import Columns, coded


@dataclass(frozen=True, slots=True)
class Offence:
    """One offence: its code, what it is called and belongs to, and its share of its subgroup."""

    code: str
    name: str
    offence_group: str
    offence_subgroup: str
    crime_type: str
    share: float
    victim_based: bool


@dataclass(frozen=True, slots=True)
class _Subgroup:
    """A subgroup: its group, its data.police.uk category, and its offences as (code, name, share)."""

    name: str
    group: str
    crime_type: str
    offences: tuple[tuple[str, str, float], ...]
    victim_based: bool = True


_SUBGROUPS = (
    _Subgroup("violence with injury", "violence against the person", "Violence and sexual offences", (
        ("5D", "Assault with intent to cause serious harm", 0.07),
        ("8N", "Assault with injury", 0.91),
        ("8P", "Racially or religiously aggravated assault with injury", 0.02),
    )),
    _Subgroup("violence without injury", "violence against the person", "Violence and sexual offences", (
        ("105A", "Assault without injury", 0.86),
        ("104", "Assault without injury on a constable", 0.05),
        ("3B", "Threats to kill", 0.07),
        ("106", "Modern slavery", 0.02),
    )),
    _Subgroup("stalking and harassment", "violence against the person", "Violence and sexual offences", (
        ("8L", "Harassment", 0.42),
        ("8Q", "Stalking", 0.18),
        ("8R", "Malicious communications", 0.4),
    )),
    _Subgroup("rape", "sexual offences", "Violence and sexual offences", (
        ("19C", "Rape of a female aged 16 and over", 0.74),
        ("19D", "Rape of a female child under 16", 0.19),
        ("19F", "Rape of a male aged 16 and over", 0.07),
    )),
    _Subgroup("other sexual offences", "sexual offences", "Violence and sexual offences", (
        ("20A", "Sexual assault on a female aged 13 and over", 0.55),
        ("22B", "Sexual activity involving a child under 16", 0.25),
        ("88E", "Exposure and voyeurism", 0.2),
    )),
    _Subgroup("robbery", "robbery", "Robbery", (
        ("34B", "Robbery of personal property", 0.86),
        ("34A", "Robbery of business property", 0.14),
    )),
    _Subgroup("residential burglary", "theft offences", "Burglary", (
        ("28E", "Burglary residential", 0.82),
        ("28F", "Attempted burglary residential", 0.18),
    )),
    _Subgroup("other burglary", "theft offences", "Burglary", (
        ("30C", "Burglary business and community", 0.85),
        ("30D", "Attempted burglary business and community", 0.15),
    )),
    _Subgroup("vehicle offences", "theft offences", "Vehicle crime", (
        ("45", "Theft from a vehicle", 0.55),
        ("48", "Theft or unauthorised taking of a motor vehicle", 0.33),
        ("126", "Interfering with a motor vehicle", 0.12),
    )),
    _Subgroup("theft from the person", "theft offences", "Theft from the person", (
        ("39", "Theft from the person", 1),
    )),
    _Subgroup("bicycle theft", "theft offences", "Bicycle theft", (
        ("44", "Theft or unauthorised taking of a pedal cycle", 1),
    )),
    _Subgroup("shoplifting", "theft offences", "Shoplifting", (
        ("46", "Shoplifting", 1),
    )),
    _Subgroup("other theft", "theft offences", "Other theft", (
        ("49", "Other theft", 0.72),
        ("40", "Theft in a dwelling", 0.16),
        ("49A", "Making off without payment", 0.12),
    )),
    _Subgroup("criminal damage and arson", "criminal damage and arson", "Criminal damage and arson", (
        ("58A", "Criminal damage to a dwelling", 0.25),
        ("58C", "Criminal damage to a vehicle", 0.37),
        ("58D", "Other criminal damage", 0.33),
        ("56B", "Arson not endangering life", 0.05),
    )),
    _Subgroup("trafficking of drugs", "drug offences", "Drugs", (
        ("92A", "Trafficking in controlled drugs", 1),
    ), victim_based=False),
    _Subgroup("possession of drugs", "drug offences", "Drugs", (
        ("92E", "Possession of cannabis", 0.65),
        ("92D", "Possession of other controlled drugs", 0.35),
    ), victim_based=False),
    _Subgroup("possession of weapons", "possession of weapons", "Possession of weapons", (
        ("10D", "Possession of an article with blade or point", 0.6),
        ("10C", "Possession of other weapons", 0.4),
    ), victim_based=False),
    _Subgroup("public order", "public order offences", "Public order", (
        ("9A", "Public fear, alarm or distress", 0.8),
        ("9B", "Racially or religiously aggravated public fear, alarm or distress", 0.12),
        ("66", "Other offences against the State or public order", 0.08),
    ), victim_based=False),
    _Subgroup("miscellaneous", "miscellaneous crimes", "Other crime", (
        ("95", "Disclosure, obstruction, false or misleading statements", 0.3),
        ("79", "Perverting the course of justice", 0.15),
        ("802", "Dangerous driving", 0.25),
        ("33", "Going equipped for stealing", 0.1),
        ("99", "Other notifiable offences", 0.2),
    ), victim_based=False),
)  # fmt: skip

OFFENCES = tuple(
    Offence(code, name, of.group, of.name, of.crime_type, share, of.victim_based)
    for of in _SUBGROUPS
    for code, name, share in of.offences
)


def offence_rows() -> Columns:
    """The `offence` table."""
    fields = ("code", "name", "offence_group", "offence_subgroup", "crime_type")
    told = {field: coded(np.arange(len(OFFENCES)), [getattr(o, field) for o in OFFENCES]) for field in fields}
    return {
        "source_id": told["code"],
        "offence_code": told.pop("code"),
        **told,
        "victim_based": np.array([offence.victim_based for offence in OFFENCES]),
        "notifiable": True,
    }
