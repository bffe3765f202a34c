"""Codes of contacts with the public."""

from __future__ import annotations

from forcesight.records.codes.code_list import words


CHANNELS = words(
    "Channel of a contact",
    "telephone", "web chat", "online report", "social media", "email", "letter", "front counter", "officer", "partner",
)  # fmt: skip
LINES = words("Telephone line", "999", "101", "switchboard", "direct", "alarm")
RIGHT_CARE = words(
    "Right Care Right Person decision",
    "crime to investigate", "risk to life", "risk of serious harm", "not for the police", "not assessed",
    source="National Partnership Agreement, Right Care Right Person, 26 July 2023",
)  # fmt: skip
