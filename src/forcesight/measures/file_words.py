"""The identity of a loaded file in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from forcesight.measures.formats import day, month
from forcesight.measures.months import month_of


KIND_WORDS = {"street": "Street-level crime", "outcomes": "Outcomes", "stop-and-search": "Stop and search"}
"""The kinds of published file, as headings."""

# kind/force/month@edition, and kind/name@hash of a file of areas, boundaries or population.
PUBLISHED = re.compile(r"(?P<kind>[a-z-]+)/(?P<force>[a-z0-9-]+)/(?P<month>\d{4}-\d\d)@(?P<edition>\d{4}-\d\d)")
# feed/sender/day
FED = re.compile(r"feed/(?P<sender>[a-z0-9-]+)/(?P<day>\d{4}-\d\d-\d\d)")
REFERENCE = re.compile(r"(?P<kind>population|areas|boundaries)/(?P<name>[^/]+)@[0-9a-f]+")


def file_words(source_file: str, force_name: Callable[[str], str]) -> str:
    """`Fairshire street-level crime of December 2025, edition of January 2026`, from the file's identity.

    `force_name` says what a force is called. What is no file's identity comes back as it is.
    """
    if told := PUBLISHED.fullmatch(source_file):
        kind = KIND_WORDS.get(told["kind"], told["kind"]).lower()
        months = [month(month_of(told[name])) for name in ("month", "edition")]
        return f"{force_name(told['force'])} {kind} of {months[0]}, edition of {months[1]}"
    if told := FED.fullmatch(source_file):
        return f"events that {told['sender']} sent on {day(date.fromisoformat(told['day']))}"
    if told := REFERENCE.fullmatch(source_file):
        return f"the {told['kind']} file {told['name']}"
    return source_file
