"""Codes of the force's own people."""

from __future__ import annotations

from forcesight.records.codes.code_list import words


RANKS = words(
    "Rank",
    "constable", "sergeant", "inspector", "chief inspector", "superintendent", "chief superintendent",
    "assistant chief constable", "deputy chief constable", "chief constable", "not a rank",
)  # fmt: skip
EMPLOYMENTS = words(
    "Kind of employment",
    "officer", "community support officer", "designated officer", "staff", "special", "volunteer",
    source="Home Office workforce statistics",
)  # fmt: skip
FUNCTIONS = words(
    "Function of a post",
    "local policing", "dealing with the public", "criminal justice arrangements", "road policing",
    "operational support", "intelligence", "public protection", "investigations",
    "investigative support", "national policing", "support",
    "other",
    source="CIPFA Police Objective Analysis headings",
)  # fmt: skip
TEAM_KINDS = words(
    "Kind of team",
    "contact", "control room", "response", "neighbourhood", "investigation", "public protection", "custody",
    "offender management", "operational support", "intelligence", "support", "other",
)  # fmt: skip
DUTY_KINDS = words(
    "Kind of duty",
    "duty", "overtime", "rest day", "rest day worked", "annual leave", "sickness", "course", "other leave",
)  # fmt: skip
ABSTRACTION_REASONS = words(
    "Reason for an abstraction",
    "response cover", "public order", "event", "custody", "constant supervision", "scene guard", "court", "course",
    "major investigation", "other",
)  # fmt: skip
UNIT_KINDS = words("Kind of organisation unit", "force", "command", "area", "department", "local policing unit", "team")
PLACE_KINDS = words(
    "Kind of place",
    "dwelling", "care home", "children's home", "hospital", "school", "shop", "licensed premises", "police station",
    "prison", "street", "open space", "other",
)  # fmt: skip
