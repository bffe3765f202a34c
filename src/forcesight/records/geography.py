"""Areas, the dated look-ups between them, their boundaries and their populations."""

from __future__ import annotations

from forcesight.records.contract import Contract, day, instant, integer, number, text
from forcesight.records.contract import code as codes


LEVELS = ("force", "district", "neighbourhood", "lsoa")


class Area(Contract):
    """One row for each area of a vintage: force, district, neighbourhood (ward or policing team), LSOA.

    A force's code is its data.police.uk slug; `statistical_code` carries its GSS code. Codes keep their vintage.
    """

    table = "area"
    title = "Areas"
    key = ("level", "code", "vintage")

    level = codes("force, district, neighbourhood or lsoa", *LEVELS, required=True)
    code = text("The area's code", required=True)
    name = text("The area's name", required=True)
    statistical_code = text("The GSS code where it differs from the code")
    vintage = text("The year of the geography", required=True)
    valid_from = day("First day on which the area exists, where known")
    valid_to = day("Last day on which the area exists, where it has ended")
    source = text("Where the row comes from", required=True)
    loaded_at = instant("When this home loaded the row", required=True, volatile=True)


class AreaLink(Contract):
    """A dated look-up: this child area lies in that parent area.

    `method` says how it is known: `published` (a look-up file), `name` (an LSOA's name begins with its district's),
    `centre` (the child's centre lies inside the parent's boundary) or `records` (of all forces with records here, this
    one records in the district as it does at home). The vintage is the parent's.
    """

    table = "area_link"
    title = "Area look-ups"
    key = ("child_level", "child_code", "parent_level", "vintage")

    child_level = codes("Level of the child", *LEVELS, required=True)
    child_code = text("Code of the child", required=True)
    parent_level = codes("Level of the parent", *LEVELS, required=True)
    parent_code = text("Code of the parent", required=True)
    vintage = text("The year of the geography", required=True)
    valid_from = day("First day on which the look-up holds, where known")
    valid_to = day("Last day on which the look-up holds, where it has ended")
    method = codes("How the look-up is known", "published", "name", "centre", "records", required=True)
    source = text("Where the row comes from", required=True)
    loaded_at = instant("When this home loaded the row", required=True, volatile=True)


class Boundary(Contract):
    """The outline of an area, simplified for drawing, in WGS 84 longitude and latitude."""

    table = "boundary"
    title = "Boundaries"
    key = ("level", "code", "vintage")

    level = codes("Level of the area", *LEVELS, required=True)
    code = text("Code of the area", required=True)
    vintage = text("The year of the geography", required=True)
    geometry = text("GeoJSON MultiPolygon coordinates", required=True)
    centre_longitude = number("Longitude of a point inside the area", unit="degrees")
    centre_latitude = number("Latitude of a point inside the area", unit="degrees")
    source = text("Where the row comes from", required=True)
    loaded_at = instant("When this home loaded the row", required=True, volatile=True)


class Population(Contract):
    """Residents of an area in the middle of a year.

    A year without an estimate carries the last one forward, and the screen says so.
    """

    table = "population"
    title = "Population"
    key = ("level", "code", "year")

    level = codes("Level of the area", *LEVELS, required=True)
    code = text("Code of the area", required=True)
    year = integer("Calendar year of the estimate", required=True, unit="year")
    population = integer("Residents", required=True, unit="people", minimum=0)
    source = text("Where the row comes from", required=True)
    loaded_at = instant("When this home loaded the row", required=True, volatile=True)
