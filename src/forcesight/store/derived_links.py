"""Look-ups that no file states but that names and maps imply.

An LSOA lies in the district that its name begins with ("Stafford 003B"), or else in the one that holds its centre. It
lies in the neighbourhood that holds its centre, and so does a neighbourhood in its district. What a look-up file
states always stands; what is derived here stands before what published crimes imply (`derived_areas`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forcesight.store.derived_areas import DERIVED, district_name, loaded_districts, name_key, put
from forcesight.store.query import first, quote, run
from forcesight.store.writer import Writer


# Whose centre may tell the parent: child level, parent level.
_BY_CENTRE = (("lsoa", "district"), ("neighbourhood", "district"), ("lsoa", "neighbourhood"))


def derive_links(writer: Writer) -> int:
    """Add the look-ups that the home's areas and boundaries imply; returns how many rows changed.

    Call it after areas or boundaries were put into the tables, and before publishing.
    """
    changed = _give_way(writer) + put(writer, "area_link", _by_name(writer))
    return changed + sum(_by_centre(writer, child, parent) for child, parent in _BY_CENTRE)


def _give_way(writer: Writer) -> int:
    """Let areas and look-ups that published crimes implied give way to those of files."""
    run(writer.connection, f"CREATE OR REPLACE TEMP TABLE loaded AS SELECT * FROM {loaded_districts(writer)}")
    derived = f"vintage = {quote(DERIVED)}"
    was_derived = f"{derived} AND {{0}}_level = 'district' AND {{0}}_code IN (SELECT key FROM loaded)"
    renamed = put(
        writer,
        "area_link",
        f"""
        SELECT l.* EXCLUDE (loaded_at) REPLACE (
            coalesce(c.code, child_code) AS child_code, coalesce(p.code, parent_code) AS parent_code
        ) FROM {writer.source("area_link")} l
        LEFT JOIN loaded c ON child_level = 'district' AND c.key = child_code
        LEFT JOIN loaded p ON parent_level = 'district' AND p.key = parent_code
        WHERE l.{derived} AND (c.code IS NOT NULL OR p.code IS NOT NULL)
        """,
        instead_of=f"({was_derived.format('child')}) OR ({was_derived.format('parent')})",
    )
    key = "(child_level, child_code, parent_level)"
    stated = f"{key} IN (SELECT {key} FROM {writer.source('area_link')} WHERE vintage <> {quote(DERIVED)})"
    known = f"(level, code) IN (SELECT (level, code) FROM {writer.source('area')} WHERE vintage <> {quote(DERIVED)})"
    renewed = f"(level = 'district' AND code IN (SELECT key FROM loaded)) OR {known}"
    return (
        renamed
        + _drop(writer, "area_link", f"{derived} AND {stated}")
        + _drop(writer, "area", f"{derived} AND ({renewed})")
    )


def _drop(writer: Writer, table: str, condition: str) -> int:
    """Take rows out of a table; returns how many."""
    (count,) = first(writer.connection, f"SELECT count(*) FROM {writer.source(table)} WHERE {condition}")
    if count:
        writer.rewrite(table, f"SELECT * FROM {writer.source(table)} WHERE NOT ({condition})")
    return int(count)


def _by_name(writer: Writer) -> str:
    """SQL for the districts of LSOAs that have none, by their names."""
    linked = "child_level = 'lsoa' AND parent_level = 'district'"
    return f"""
        SELECT 'lsoa' AS child_level, a.code AS child_code, 'district' AS parent_level, d.code AS parent_code,
            d.vintage, 'name' AS method, any_value(a.source) AS source
        FROM {writer.source("area")} a JOIN {loaded_districts(writer)} d
            ON d.key = {name_key(district_name("a.name"))}
        WHERE a.level = 'lsoa'
            AND a.code NOT IN (SELECT child_code FROM {writer.source("area_link")} WHERE {linked})
        GROUP BY a.code, d.code, d.vintage
    """


def _by_centre(writer: Writer, child: str, parent: str) -> int:
    """Link the children that no file or name places to the parents that hold their centres; newest maps first."""
    boundaries = writer.source("boundary")
    vintages = run(
        writer.connection,
        f"SELECT DISTINCT vintage FROM {boundaries} WHERE level = {quote(parent)} ORDER BY vintage DESC",
    )
    return sum(_in_vintage(writer, child, parent, vintage) for (vintage,) in vintages)


def _in_vintage(writer: Writer, child: str, parent: str, vintage: str) -> int:
    boundaries = writer.source("boundary")
    centres = run(
        writer.connection,
        f"""
        SELECT code, centre_longitude, centre_latitude, source FROM {boundaries} b
        WHERE level = {quote(child)} AND NOT EXISTS (
            SELECT 1 FROM {writer.source("area_link")} l
            WHERE l.child_level = b.level AND l.child_code = b.code AND l.parent_level = {quote(parent)}
                AND (l.method <> 'centre' OR l.vintage = {quote(vintage)})
        )
        QUALIFY row_number() OVER (PARTITION BY code ORDER BY vintage DESC) = 1 ORDER BY code
        """,
    )
    shapes = run(
        writer.connection,
        f"SELECT code, geometry FROM {boundaries} WHERE level = {quote(parent)} AND vintage = {quote(vintage)} "
        "ORDER BY code",
    )
    fixed = {"child_level": child, "parent_level": parent, "vintage": vintage, "method": "centre"}
    rows = [
        fixed | {"child_code": centres[inner][0], "parent_code": shapes[outer][0], "source": centres[inner][3]}
        for inner, outer in _holders([row[1:3] for row in centres], [row[1] for row in shapes]).items()
    ]
    return writer.upsert("area_link", rows)


def _holders(points: Sequence[tuple[Any, ...]], geometries: Sequence[str]) -> dict[int, int]:
    """For each point (longitude, latitude), the place of the geometry that holds it; points in none are left out."""
    if not points:
        return {}
    import shapely

    polygons = shapely.from_geojson([f'{{"type":"MultiPolygon","coordinates":{text}}}' for text in geometries])
    inner, outer = shapely.STRtree(polygons).query(shapely.points(points), predicate="within")
    found: dict[int, int] = {}
    for place, holder in zip(inner.tolist(), outer.tolist(), strict=True):
        found.setdefault(place, holder)
    return found
