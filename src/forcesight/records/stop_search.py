"""Stop and search, as data.police.uk publishes it."""

from __future__ import annotations

from typing import ClassVar

from forcesight.records.contract import Operational, boolean, code, integer, number, period, text


SEARCH_TYPES = ("Person search", "Person and Vehicle search", "Vehicle search")


class StopSearch(Operational):
    """One row for each stop and search.

    Instants are published in UTC; the month and the hour are those of Europe/London. Some forces publish dates
    only, which then read 00:00: such a time is "unknown" and stays out of hour-of-day pictures. Whether an outcome
    was linked to the object of the search is mostly blank for some forces: unknown, never "no".
    """

    table = "stop_search"
    title = "Stop and search (data.police.uk)"
    flags: ClassVar[dict[str, str]] = {
        "no_location": "The row has no coordinates",
        "zero_latitude": "The latitude was 0 and was set to empty",
        "bad_coordinates": "The coordinates were not numbers on Earth and were set to empty",
        "midnight": "The time is 00:00 exactly, so it may be unknown",
        "unknown_type": "The search type is not one that this contract knows",
    }

    month = period("The month of the search in Europe/London", required=True)
    hour = integer("The hour of the search in Europe/London; empty when the time may be unknown", unit="hour")
    search_type = code("What was searched", *SEARCH_TYPES)
    part_of_operation = boolean("Whether the search was part of a policing operation")
    operation = text("The name of the operation")
    latitude = number("Latitude of the snap point", unit="degrees", minimum=-90, maximum=90)
    longitude = number("Longitude of the snap point", unit="degrees", minimum=-180, maximum=180)
    gender = code("Gender of the person")
    age_range = code("Age band of the person")
    self_defined_ethnicity = code("Ethnicity as the person defined it")
    officer_defined_ethnicity = code("Ethnicity as the officer saw it")
    legislation = code("The power used")
    object_of_search = code("What was looked for")
    outcome = code("The outcome of the search")
    outcome_linked = boolean("Whether the outcome was linked to the object of the search")
    clothing_removed = boolean("Whether more than outer clothing was removed")
