"""Outcomes of crimes, as data.police.uk publishes them."""

from __future__ import annotations

from typing import ClassVar

from forcesight.records.contract import Operational, code, number, period, text


class CrimeOutcome(Operational):
    """One row for each outcome that a force assigned to a crime in a month.

    A crime may have several outcomes over time, and the crime itself may lie in an earlier month's street file;
    the two join on the Crime ID.
    """

    table = "crime_outcome"
    title = "Outcomes of crimes (data.police.uk)"
    flags: ClassVar[dict[str, str]] = {
        "no_id": "The row has no Crime ID",
        "no_location": "The row has no coordinates",
        "zero_latitude": "The latitude was 0 and was set to empty",
        "bad_coordinates": "The coordinates were not numbers on Earth and were set to empty",
        "no_lsoa": "The row has no LSOA code",
        "other_force": "The row says that it falls within another force than its file",
    }

    month = period("The month in which the outcome was assigned", required=True)
    outcome_type = code("The published outcome")
    location = text("The published description of the snap point", personal=True)
    longitude = number("Longitude of the snap point", unit="degrees", minimum=-180, maximum=180)
    latitude = number("Latitude of the snap point", unit="degrees", minimum=-90, maximum=90)
    lsoa_code = code("Code of the Lower Layer Super Output Area (2011 or 2021 vintage)", label="LSOA code")
    lsoa_name = text("Name of the Lower Layer Super Output Area", label="LSOA name")
    reported_by = text("The force that published the row")
    falls_within = text("The force in whose figures the row counts")
