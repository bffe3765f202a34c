"""The next school day

A school is told of a domestic abuse incident before the next school day starts. Term dates are local: what ships is a
default by rule, marked as low in confidence, which a force replaces by its own dates. A school day starts at 8.30 am
unless the force says otherwise.
"""

from __future__ import annotations

from pathlib import Path

from tests.spec.clocks.shipped import catalogue, london, shipped_calendars, when_due
from tests.spec.tables import rows

from forcesight.catalogue import Catalogue, Holiday
from forcesight.clocks import calendars, due


OWN_TERMS = """
[[holiday]]
id = "summer-2024"
group = "our-terms"
name = "Summer holidays"
falls = "24 July 2024"
days = 41
valid_from = 2023-09-01
source = "County council, term dates 2023/24"
confidence = "high"

[[calendar]]
id = "school-days"
holidays = ["england-and-wales", "our-terms"]
starts_at = 08:50:00
valid_from = 2024-01-01
source = "County council, term dates 2023/24"
confidence = "high"
"""


def test_the_first_start_after_the_incident() -> None:
    """In the night, during school, in the evening, at the weekend."""
    for row in rows("""
        incident         | school told by
        2024-06-12 02:00 | 2024-06-12 08:30
        2024-06-12 08:30 | 2024-06-13 08:30
        2024-06-12 11:00 | 2024-06-13 08:30
        2024-06-14 21:00 | 2024-06-17 08:30
    """):
        assert when_due("encompass", row["incident"]) == row["school told by"]


def test_holidays_by_the_default_rule() -> None:
    """A bank holiday, the week with the last Monday of May, and the summer."""
    for row in rows("""
        incident         | school told by
        2024-05-03 21:00 | 2024-05-07 08:30
        2024-05-24 21:00 | 2024-06-03 08:30
        2024-07-30 12:00 | 2024-09-02 08:30
        2024-12-23 12:00 | 2025-01-06 08:30
    """):
        assert when_due("encompass", row["incident"]) == row["school told by"]


def test_the_default_says_that_it_is_one() -> None:
    """Every school holiday that ships waits for a force to confirm or replace it."""
    terms = [
        versions[-1] for versions in catalogue().versions(Holiday).values() if versions[-1].group == "school-holidays"
    ]
    assert len(terms) == 6
    assert {entry.caveat for entry in terms} == {"This is a default that the force has not confirmed."}


def test_a_force_gives_its_own_dates(tmp_path: Path) -> None:
    """Its dates hold from the day that it says; earlier days keep the default."""
    (tmp_path / "terms.toml").write_text(OWN_TERMS, encoding="utf-8")
    edited = Catalogue.load(overlay=tmp_path)
    own, clock = calendars(edited)["school-days"], edited.clock("encompass")
    assert due(clock, london("2024-07-30 12:00"), calendar=own) == london("2024-09-03 08:50")
    default = shipped_calendars()["school-days"]
    assert due(clock, london("2023-07-30 12:00"), calendar=own) == due(
        clock, london("2023-07-30 12:00"), calendar=default
    )
