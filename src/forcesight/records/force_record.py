"""What all records of a force's own systems have in common.

A row is known by its key: its system and identifier. The same identifier with other content is a correction: the older
row stays, with `superseded_at`. A row that the source withdraws gets `superseded_at` without a successor. A row that
comes late has a late `loaded_at`; nothing is ever put back in time, so "as at" a date shows what was known then.
"""

from __future__ import annotations

from typing import Any, ClassVar

from forcesight.records import derivation
from forcesight.records.contract import Operational, code, day, instant, integer, number, period, reference, text


class ForceRecord(Operational):
    """A row of a force's own system; identifiers of one table are unique within their source system.

    Beside a contract's own quality flags, each column may be flagged: `unknown_<column>` (the code is not on the list
    and was kept), `bad_<column>` (the value could not be read or lay outside its range, and was set to empty) and
    `unlinked_<column>` (no row with that identifier was loaded).
    """

    key: ClassVar[tuple[str, ...]] = ("source_system", "source_id")

    source_id = text("The identifier that the source gave the row", required=True, personal=True)


class Occurrence(ForceRecord):
    """A row that happened at a moment; a subclass says with `at` which of its instants gives the local time buckets.

    `happened` and `known` name the instants that are `happened_at` and `known_at`; without them `happened_at` is the
    instant of the buckets, and `known_at` is read from the source where it has one.
    """

    month = period("The month in Europe/London", required=True)
    local_date = day("The date in Europe/London")
    hour = integer("The hour in Europe/London", unit="hour", minimum=0, maximum=23)
    weekday = integer("The day of the week in Europe/London: 1 is Monday, 7 is Sunday", minimum=1, maximum=7)

    def __init_subclass__(cls, *, at: str = "", happened: str = "", known: str = "", **options: Any) -> None:
        if at:
            cls._bucket(at)
            cls.happened_at = instant(f"When it happened: {happened or at}", derived=derivation.same(happened or at))
        if known:
            cls.known_at = instant(f"When the source came to know it: {known}", derived=derivation.same(known))
        super().__init_subclass__(**options)

    @classmethod
    def _bucket(cls, at: str) -> None:
        cls.month = period(f"The month of {at} in Europe/London", required=True, derived=derivation.local_month(at))
        cls.local_date = day(f"The date of {at} in Europe/London", derived=derivation.local_date(at))
        cls.hour = integer(f"The hour of {at} in Europe/London", unit="hour", derived=derivation.local_hour(at))
        cls.weekday = integer(
            f"The day of the week of {at} in Europe/London: 1 is Monday, 7 is Sunday",
            derived=derivation.local_weekday(at),
        )


class Dated(ForceRecord):
    """A row that holds for a time: a post, a team, an officer's employment.

    A change is a new row of the same identifier from another day; a reference finds the row that holds on the day.
    """

    key = ("source_system", "source_id", "valid_from")

    valid_from = day("First day on which the row holds; empty where the source does not say")
    valid_to = day("Last day on which the row holds; empty while it does")


class Located(ForceRecord):
    """A row that lies somewhere, in the force's own coordinates, which are never mixed with published snap points."""

    place_id = reference("The place, where the source has a gazetteer", "place")
    location = text("The address or place as the source wrote it", personal=True)
    longitude = number("Longitude in the force's own coordinates", unit="degrees", minimum=-180, maximum=180)
    latitude = number("Latitude in the force's own coordinates", unit="degrees", minimum=-90, maximum=90)
    lsoa_code = code("Code of the Lower Layer Super Output Area", label="LSOA code")
    neighbourhood_code = code("Code of the neighbourhood: the area of a policing team")
    district_code = code("Code of the district")
