"""Areas that police.uk files imply: a home with nothing but crimes still has districts.

Every published row carries its LSOA's code and name, and the name begins with the district's ("Stafford 003B"). So
new LSOAs give areas of their own, and districts by their names: a district of the home where one has that name, or
else a derived one, whose code is its name as a slug. Derived rows have the vintage `police.uk` and give way as soon
as a look-up or map says the same (`derived_links`).

A district belongs to the force that records in it as it does at home. Published rows also lie in other forces'
districts, but thinly: over 41 forces and 21 months, a force's rows for each LSOA seen were at least 0.38 times its
mean in its own districts, and at most 0.31 times in others' (one place with 39 rows; all else below 0.2). The line is
drawn at a third.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from forcesight.records import RecordedCrime
from forcesight.store.query import files_sql, first, quote, run
from forcesight.store.writer import Writer


DERIVED = "police.uk"
SOURCE = "data.police.uk"
LEAST_DENSITY = 1 / 3
# The transport police records everywhere and has no area of its own.
_WITHOUT_AREA = "'btp'"


def name_key(column: str) -> str:
    """SQL for a district's name as a slug that does not mind how a publisher writes it.

    "Bristol, City of" and "Bristol", "The Vale of Glamorgan" and "Vale of Glamorgan" are the same.
    """
    bare = f"regexp_replace(lower(strip_accents({column})), '(, (city|county) of)$|^the |''', '', 'g')"
    return f"trim(regexp_replace(replace({bare}, '&', ' and '), '[^a-z0-9]+', '-', 'g'), '-')"


def district_name(column: str) -> str:
    """SQL for the district's name within an LSOA's; NULL where the name has another form."""
    return f"nullif(regexp_extract({column}, '^(.*\\S)\\s+\\d{{3}}[A-Z]$', 1), '')"


def loaded_districts(writer: Writer) -> str:
    """SQL for the districts that a file has given: name key, code and vintage, the newest of each name."""
    return (
        f"(SELECT {name_key('name')} AS key, arg_max(code, vintage || code) AS code, max(vintage) AS vintage "
        f"FROM {writer.source('area')} WHERE level = 'district' AND vintage <> {quote(DERIVED)} GROUP BY 1)"
    )


def put(writer: Writer, table: str, select: str, *, instead_of: str = "false") -> int:
    """Add the rows that `select` gives, in place of those for which `instead_of` holds; returns how many are new."""
    run(writer.connection, f"CREATE OR REPLACE TEMP TABLE put AS {select}")
    (count,) = first(writer.connection, "SELECT count(*) FROM put")
    if count:
        kept = f"SELECT * FROM {writer.source(table)} WHERE NOT ({instead_of})"
        writer.rewrite(table, f"{kept} UNION ALL BY NAME SELECT *, {writer.clock()} AS loaded_at FROM put")
    return int(count)


def derive_areas(writer: Writer, new_files: Sequence[Path]) -> int:
    """Add the LSOAs, districts and look-ups that these new data files imply; returns how many rows were added.

    `new_files` are Parquet files of `recorded_crime`, and only their distinct LSOAs are read. Call before publishing.
    """
    if not new_files:
        return 0
    run(writer.connection, f"CREATE OR REPLACE TEMP TABLE seen AS {_seen(new_files)}")
    run(writer.connection, f"CREATE OR REPLACE TEMP TABLE unlinked AS {_unlinked(writer)}")
    return put(writer, "area", _new_areas(writer)) + put(writer, "area_link", _LINKS) + _put_owners(writer)


def _seen(new_files: Sequence[Path]) -> str:
    """SQL for the LSOAs of the new files, with their rows for each force; grouped before the names are looked at."""
    return f"""
        SELECT force, code, name, n, {district_name("name")} AS district FROM (
            SELECT force, lsoa_code AS code, lsoa_name AS name, count(*) AS n
            FROM {files_sql(new_files, RecordedCrime)} GROUP BY ALL
        ) WHERE code IS NOT NULL AND district IS NOT NULL
    """


def _unlinked(writer: Writer) -> str:
    """SQL for the LSOAs that have no district yet: their commonest name, and their district's code."""
    linked = "child_level = 'lsoa' AND parent_level = 'district'"
    return f"""
        SELECT s.code, s.name, s.district, coalesce(d.code, {name_key("s.district")}) AS district_code
        FROM seen s LEFT JOIN {loaded_districts(writer)} d ON d.key = {name_key("s.district")}
        WHERE s.code NOT IN (SELECT child_code FROM {writer.source("area_link")} WHERE {linked})
        QUALIFY row_number() OVER (PARTITION BY s.code ORDER BY s.n DESC, s.name) = 1
    """


def _new_areas(writer: Writer) -> str:
    """SQL for the LSOAs and districts that the home does not know."""
    known = f"SELECT level, code FROM {writer.source('area')}"
    return f"""
        SELECT level, code, min(name) AS name, {quote(DERIVED)} AS vintage, {quote(SOURCE)} AS source
        FROM (
            SELECT 'lsoa' AS level, code, name FROM unlinked
            UNION ALL SELECT 'district', district_code, district FROM unlinked
        ) WHERE (level, code) NOT IN ({known}) GROUP BY level, code
    """


_LINKS = f"""
    SELECT 'lsoa' AS child_level, code AS child_code, 'district' AS parent_level, district_code AS parent_code,
        {quote(DERIVED)} AS vintage, 'name' AS method, {quote(SOURCE)} AS source
    FROM unlinked
"""


def _put_owners(writer: Writer) -> int:
    """Give each district that was seen to its force; returns how many were given."""
    run(writer.connection, f"CREATE OR REPLACE TEMP TABLE owner AS {_owners(writer, 'seen')}")
    if first(writer.connection, "SELECT count(*) FROM owner WHERE held IS NOT NULL")[0]:
        # Another force records there than the one that came first: now all rows count, not only the new ones.
        rows = f"(SELECT force, lsoa_code AS code, count(*) AS n FROM {writer.source('recorded_crime')} "
        rows += "WHERE superseded_at IS NULL GROUP BY ALL)"
        run(writer.connection, f"CREATE OR REPLACE TEMP TABLE owner AS {_owners(writer, rows)}")
    moved = f"child_level = 'district' AND vintage = {quote(DERIVED)} AND child_code IN (SELECT district FROM owner)"
    return put(writer, "area_link", _OWNER_LINKS, instead_of=moved)


def _owners(writer: Writer, rows: str) -> str:
    """SQL for the force of each district by `rows` (force, LSOA, count), where the home does not say the same."""
    links = writer.source("area_link")
    return f"""
        WITH placed AS (
            SELECT r.force, r.code, r.n, l.district FROM {rows} r JOIN (
                SELECT child_code AS code, arg_max(parent_code, vintage) AS district FROM {links}
                WHERE child_level = 'lsoa' AND parent_level = 'district' GROUP BY 1
            ) l USING (code)
        ),
        home AS (SELECT force, sum(n) / count(DISTINCT code) AS density FROM placed GROUP BY 1),
        there AS (
            SELECT district, force, sum(n) AS n, sum(n) / count(DISTINCT code) AS density FROM placed GROUP BY 1, 2
        ),
        thickest AS (
            SELECT t.district, t.force FROM there t JOIN home h USING (force)
            WHERE t.density >= h.density * {LEAST_DENSITY} AND t.force NOT IN ({_WITHOUT_AREA})
            QUALIFY row_number() OVER (PARTITION BY t.district ORDER BY t.n DESC, t.force) = 1
        )
        SELECT t.district, t.force, l.parent_code AS held
        FROM thickest t LEFT JOIN {links} l
            ON l.child_level = 'district' AND l.child_code = t.district AND l.parent_level = 'force'
        WHERE l.parent_code IS NULL OR (l.vintage = {quote(DERIVED)} AND l.parent_code <> t.force)
    """


_OWNER_LINKS = f"""
    SELECT 'district' AS child_level, district AS child_code, 'force' AS parent_level, force AS parent_code,
        {quote(DERIVED)} AS vintage, 'records' AS method, {quote(SOURCE)} AS source
    FROM owner
"""
