"""Identifiers that repeat: every row is kept, and each repeat is told with its occurrence and what differs.

data.police.uk repeats some Crime IDs, within a month's file and across months, mostly with another place or outcome.
"""

from __future__ import annotations


# What two rows of one identifier may differ in, each with the columns that say it.
DIFFERENCES = {
    "place": ("location", "lsoa_code", "longitude", "latitude"),
    "outcome": ("last_outcome",),
    "type": ("crime_type",),
}


def repeated_ids_sql(source: str) -> str:
    """SQL for the rows of `source` (rows of `recorded_crime`) whose identifier is not their own.

    Columns: `source_id`, `force`, `month`, `source_file`, `occurrence` (1, 2, … by month, file and the row's place in
    it), `of_occurrences`, and `differs_in`: place, outcome, type, several of them joined by commas, or none.

    Memory stays small: identifiers are first counted by their hash, and only rows with a repeated hash are looked at.
    `source` is read twice, so it should be a table, a view or a file.
    """
    differs = ", ".join(
        f"CASE WHEN {' OR '.join(_varies(column) for column in columns)} THEN '{word}' END"
        for word, columns in DIFFERENCES.items()
    )
    columns = ", ".join(column for columns in DIFFERENCES.values() for column in columns)
    return f"""
        WITH often AS (
            SELECT hash(source_id) AS h FROM {source} WHERE source_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1
        ), likely AS (
            SELECT source_id, force, month, source_file, {columns}, row_number() OVER () AS place_in_file
            FROM {source} WHERE source_id IS NOT NULL AND hash(source_id) IN (SELECT h FROM often)
        )
        SELECT source_id, force, month, source_file,
            row_number() OVER (PARTITION BY source_id ORDER BY month, source_file, place_in_file) AS occurrence,
            count(*) OVER same AS of_occurrences,
            coalesce(nullif(concat_ws(',', {differs}), ''), 'none') AS differs_in
        FROM likely
        WINDOW same AS (PARTITION BY source_id)
        QUALIFY of_occurrences > 1
    """


def _varies(column: str) -> str:
    """SQL that holds where the rows of an identifier do not all say the same, nothing being something."""
    said = f"coalesce(CAST({column} AS VARCHAR), chr(0))"
    return f"min({said}) OVER same <> max({said}) OVER same"
