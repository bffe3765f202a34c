"""Codes of stops, use of force, custody and bail."""

from __future__ import annotations

from forcesight.records.codes.code_list import CodeList, words


SEARCH_POWERS = CodeList(
    "Power of search",
    "PACE 1984, Misuse of Drugs Act 1971, Criminal Justice and Public Order Act 1994, Terrorism Act 2000",
    "high",
    {
        "PACE s1": "Stolen or prohibited articles, blades, articles for damage",
        "MDA s23": "Controlled drugs",
        "CJPOA s60": "Serious violence is anticipated: no suspicion needed",
        "TACT s43": "Suspected terrorist",
        "TACT s47A": "Authorisation against terrorism: no suspicion needed",
        "Firearms s47": "Firearms",
        "PSA s7": "Psychoactive substances (Psychoactive Substances Act 2016)",
        "other": "Another power",
    },
)
SEARCH_OBJECTS = words(
    "Object of a search",
    "stolen property", "drugs", "offensive weapon", "firearm", "article for theft", "criminal damage", "fireworks",
    "psychoactive substance", "anything to threaten or harm", "other",
)  # fmt: skip
SEARCH_OUTCOMES = words(
    "Outcome of a search",
    "arrest", "no further action", "community resolution", "warning", "penalty notice", "summons", "caution",
    "seizure", "other",
    source="Best Use of Stop and Search Scheme (2014), outcomes", confidence="medium",
)  # fmt: skip
GROUNDS_VERDICTS = words(
    "Verdict on the grounds of a search", "reasonable", "not reasonable", "insufficient information"
)
_NPCC = "NPCC use of force form (from April 2017), part of the Home Office Annual Data Requirement"
FORCE_LOCATIONS = words(
    "Place of use of force",
    "street", "public transport", "retail premises", "licensed premises", "sports or event ground", "hospital",
    "mental health setting", "police vehicle with prisoner cage", "police vehicle without prisoner cage", "dwelling",
    "police station excluding custody", "custody block", "ambulance", "open ground", "other",
    source=_NPCC, confidence="medium",
)  # fmt: skip
IMPACT_FACTORS = words(
    "Impact factor of use of force",
    "alcohol", "drugs", "mental health", "possession of a weapon", "size gender or build", "prior knowledge", "crowd",
    "acute behavioural disturbance", "other",
    source=_NPCC,
)  # fmt: skip
FORCE_REASONS = words(
    "Reason for use of force",
    "protect self", "protect public", "protect subject", "protect other officers", "prevent offence", "secure evidence",
    "effect search", "effect arrest", "method of entry", "remove handcuffs", "prevent harm", "prevent escape", "other",
    source=_NPCC, confidence="medium",
)  # fmt: skip
TACTICS = words(
    "Tactic of use of force",
    "tactical communications", "compliant handcuffing", "non-compliant handcuffing", "unarmed skills",
    "ground restraint", "limb or body restraint", "spit guard", "baton drawn", "baton used",
    "irritant spray drawn", "irritant spray used",
    "shield", "dog deployed", "dog bite", "conducted energy device", "attenuating energy projectile", "firearm aimed",
    "firearm fired", "other",
    source=_NPCC,
)  # fmt: skip
DEVICE_USES = CodeList(
    "Highest use of a conducted energy device",
    _NPCC,
    "high",
    {
        "drawn": "Drawn",
        "aimed": "Aimed",
        "arced": "Arced",
        "red dot": "Red dot shown",
        "drive stun": "Drive stun",
        "angled drive stun": "Angled drive stun",
        "fired": "Fired",
    },
)
FORCE_OUTCOMES = words(
    "Outcome for a subject of force",
    "made off", "arrested", "hospitalised", "detained under mental health act", "fatality", "other",
    source=_NPCC,
)  # fmt: skip
INJURIES = words("Injury", "none", "minor", "severe", "death", source=_NPCC)

CUSTODY_DISPOSALS = words(
    "How a stay in custody ended",
    "charged", "charged and remanded", "bailed before charge", "released under investigation", "no further action",
    "cautioned", "community resolution", "to court", "to hospital", "other agency", "other",
)  # fmt: skip
BAIL_KINDS = words(
    "Kind of bail",
    "pre-charge bail", "released under investigation", "post-charge bail", "voluntary attendance",
    source="PACE 1984 Part 4, as amended by the Police, Crime, Sentencing and Courts Act 2022", confidence="high",
)  # fmt: skip
BAIL_AUTHORITIES = words(
    "Authority of bail",
    "custody officer", "inspector", "superintendent", "assistant chief constable", "magistrates",
    source="PACE 1984 ss.47ZA to 47ZM, as amended from 28 October 2022", confidence="high",
)  # fmt: skip
BAIL_ENDS = words(
    "How bail ended", "charged", "no further action", "out of court disposal", "released under investigation",
    "breached", "extended", "other",
)  # fmt: skip
