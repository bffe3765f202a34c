"""Places that a force's gazetteer knows."""

from __future__ import annotations

from forcesight.records.codes import people as codes
from forcesight.records.contract import boolean, code, coded, number, text
from forcesight.records.force_record import Dated


class Place(Dated):
    """One row for each place of the force's own gazetteer, in true coordinates.

    Never mixed with the snap points of data.police.uk, which stand for many addresses at once.
    """

    table = "place"
    title = "Places"

    name = text("What the place is called", personal=True)
    place_kind = coded("What kind of place it is", codes.PLACE_KINDS)
    address = text("The address", personal=True)
    postcode = text("The postcode", personal=True)
    property_reference = text("Unique Property Reference Number", personal=True)
    longitude = number("Longitude", unit="degrees", minimum=-180, maximum=180)
    latitude = number("Latitude", unit="degrees", minimum=-90, maximum=90)
    lsoa_code = code("Code of the Lower Layer Super Output Area", label="LSOA code")
    neighbourhood_code = code("Code of the neighbourhood")
    district_code = code("Code of the district")
    rural = boolean("Whether the place is rural by the 2021 rural-urban classification")
