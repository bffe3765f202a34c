"""Street-level crime and anti-social behaviour, as data.police.uk publishes it."""

from __future__ import annotations

from typing import ClassVar

from forcesight.records.contract import Operational, code, number, period, text


CRIME_TYPES = (
    "Anti-social behaviour",
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
)


class RecordedCrime(Operational):
    """One row for each published crime or anti-social behaviour incident.

    The month is the only time. Places are anonymised snap points, never mixed with a force's own coordinates.
    Anti-social behaviour has neither an identifier nor an outcome, so equal rows cannot be told apart and all are
    kept. An identifier may repeat, mostly with another place or outcome: every row is kept and the repeats are
    reported. The last outcome is as at the edition, so recent months are less mature than old ones.
    """

    table = "recorded_crime"
    title = "Recorded crime and anti-social behaviour (data.police.uk)"
    flags: ClassVar[dict[str, str]] = {
        "no_id": "The row has no Crime ID (always so for anti-social behaviour)",
        "no_location": "The row has no coordinates",
        "zero_latitude": "The latitude was 0 and was set to empty",
        "bad_coordinates": "The coordinates were not numbers on Earth and were set to empty",
        "no_lsoa": "The row has no LSOA code",
        "unknown_type": "The crime type is not one that this contract knows",
        "other_force": "The row says that it falls within another force than its file",
    }

    month = period("The month in which the crime was recorded", required=True)
    crime_type = code("The data.police.uk category", *CRIME_TYPES)
    last_outcome = code("The last outcome as at the edition; empty for anti-social behaviour")
    location = text("The published description of the snap point", personal=True)
    longitude = number("Longitude of the snap point", unit="degrees", minimum=-180, maximum=180)
    latitude = number("Latitude of the snap point", unit="degrees", minimum=-90, maximum=90)
    lsoa_code = code("Code of the Lower Layer Super Output Area (2011 or 2021 vintage)", label="LSOA code")
    lsoa_name = text("Name of the Lower Layer Super Output Area", label="LSOA name")
    reported_by = text("The force that published the row")
    falls_within = text("The force in whose figures the row counts")
    context = text("Free text of the publication; empty in every recent file", personal=True)
