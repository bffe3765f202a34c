"""Codes of incidents: grades, categories, qualifiers."""

from __future__ import annotations

from forcesight.records.codes.code_list import CodeList, words


GRADES = CodeList(
    "Grade of response",
    "Common four-grade scale; each force publishes its own names and times",
    "high",
    {
        "1": "Immediate: an emergency",
        "2": "Priority: prompt attendance",
        "3": "Scheduled: attendance by appointment",
        "4": "Resolution without deployment",
    },
)

_TRANSPORT = ("road collision: death or injury", "road collision: damage only", "road-related offence",
              "highway disruption", "rail air or water")  # fmt: skip
_WELFARE = ("abandoned call", "absconder or absent without leave", "alarm", "animals or wildlife", "bomb threat",
            "civil dispute", "collapse illness or injury", "concern for safety", "domestic incident", "firearms",
            "immigration", "insecure premises or vehicle", "licensing", "missing person", "natural disaster",
            "protest or demonstration", "sudden death", "suspicious circumstances", "suspicious package", "truancy",
            "wanted person")  # fmt: skip
_ASB = ("personal", "nuisance", "environmental")
_CRIME = ("violence", "sexual offence", "robbery", "burglary", "vehicle crime", "theft", "criminal damage or arson",
          "drugs", "weapons", "public order", "fraud", "hate crime", "other crime")  # fmt: skip
_ADMINISTRATION = ("complaint against police", "lost or found", "message", "pre-planned event", "contact record",
                   "duplicate")  # fmt: skip
_FAMILIES = {
    "transport": _TRANSPORT,
    "public safety and welfare": _WELFARE,
    "anti-social behaviour": _ASB,
    "crime": _CRIME,
    "administration": _ADMINISTRATION,
}
CATEGORIES = CodeList(
    "Category of an incident",
    "National Standard for Incident Recording (2011), category families; crime families as forces open them",
    "medium",
    {name: f"{name.capitalize()} ({family})" for family, names in _FAMILIES.items() for name in names},
    {name: family for family, names in _FAMILIES.items() for name in names},
)
CATEGORY_GROUPS = words("Family of incident categories", *_FAMILIES, source=CATEGORIES.source)
QUALIFIERS = words(
    "Qualifier of an incident",
    "alcohol", "domestic", "drugs", "hate", "mental health", "vulnerable", "weapon", "youth",
    source="National Standard for Incident Recording (2011), qualifiers", confidence="medium",
)  # fmt: skip
GRADE_REASONS = words(
    "Reason for a change of grade",
    "new information", "reassessed", "graded in error", "caller agreed", "no unit available", "other",
)  # fmt: skip
RESOURCE_KINDS = words(
    "Kind of unit",
    "response", "neighbourhood", "roads", "dog", "firearms", "investigation", "public protection", "special", "other",
)  # fmt: skip
ELEMENT_LEVELS = CodeList(
    "Level of a THRIVE element",
    "THRIVE: threat, harm, risk, investigation, vulnerability, engagement",
    "medium",
    {"0": "None", "1": "Low", "2": "Medium", "3": "High"},
)
