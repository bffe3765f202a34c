"""A small home of the layout before the first release, written without today's contracts.

Format 0 had neither journal, catalogue nor erasure key; `recorded_crime` called the identifier `crime_id`, and
`source_file` did not say whether an edition was inferred. The columns are spelled out here, so that this home stays
old whatever today's contracts become.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb


STAMP = "TIMESTAMPTZ '2024-07-02 10:00:00+00'"
NEVER = "CAST(NULL AS TIMESTAMPTZ)"

CRIME = f"""
    SELECT 'fairshire' AS force, 'data.police.uk' AS source_system, crime_id, source_file,
        {NEVER} AS happened_at, {NEVER} AS known_at, {STAMP} AS loaded_at,
        CASE WHEN source_file LIKE '%@2024-05' THEN {STAMP} END AS superseded_at, '' AS quality_flags,
        '2024-05' AS month, 'Burglary' AS crime_type, outcome AS last_outcome, 'On or near Mill Lane' AS location,
        -2.1::DOUBLE AS longitude, 52.9::DOUBLE AS latitude, 'E01000001' AS lsoa_code, 'Fairton 001A' AS lsoa_name,
        'Fairshire Police' AS reported_by, 'Fairshire Police' AS falls_within, CAST(NULL AS VARCHAR) AS context
    FROM (VALUES {{rows}}) told(crime_id, source_file, outcome)
"""
FILE = f"""
    SELECT 'street/fairshire/2024-05@' || edition AS source_file, 'data.police.uk' AS source_system, 'street' AS kind,
        'fairshire' AS force, '2024-05' AS month, edition, '2024-05-fairshire-street.csv' AS file_name,
        content_hash, (rows + bad)::BIGINT AS rows_read, rows::BIGINT AS rows_loaded, bad::BIGINT AS rows_rejected,
        NULL::BIGINT AS rows_added, NULL::BIGINT AS rows_removed, NULL::BIGINT AS outcomes_changed,
        {STAMP} AS loaded_at, CASE WHEN edition = '2024-05' THEN {STAMP} END AS superseded_at
    FROM (VALUES ('2024-05', 'aa', 2, 0), ('2024-06', 'bb', 3, 1)) told(edition, content_hash, rows, bad)
"""
REJECT = f"""
    SELECT 'street/fairshire/2024-05@2024-06' AS source_file, 9::BIGINT AS line, 'the row has no month' AS reason,
        'raw' AS raw, 'cc' AS raw_hash, {STAMP} AS loaded_at, {NEVER} AS superseded_at
"""
OLD, NEW = "street/fairshire/2024-05@2024-05", "street/fairshire/2024-05@2024-06"
TABLES = {
    "recorded_crime": (0, [
        CRIME.format(rows=f"('a1', '{OLD}', 'Under investigation'), ('a2', '{OLD}', NULL)"),
        CRIME.format(rows=f"('a1', '{NEW}', 'Charged'), ('a2', '{NEW}', NULL), (NULL, '{NEW}', NULL)"),
    ]),
    "source_file": (0, [FILE]),
    "reject": (1, [REJECT]),
}  # fmt: skip


def old_home(path: Path) -> Path:
    """Write the home; its contents as today's contracts tell them are in `test_upgrade`."""
    for folder in ("records", "marts", "publish", "snapshots", "logs", "staging"):
        (path / folder).mkdir(parents=True)
    states = [_table(path / "records" / name, name, version, parts) for name, (version, parts) in TABLES.items()]
    snapshot = {
        "number": 4, "published_at": "2024-07-02T10:00:00+00:00", "reason": "load police-uk: 1 files",
        "tables": states, "mart": "", "mart_fingerprint": "",
    }  # fmt: skip
    for name in ("000004.json", "current.json"):
        (path / "snapshots" / name).write_text(json.dumps(snapshot))
    versions = "\n".join(f"{name} = {version}" for name, (version, _) in TABLES.items())
    (path / "home.toml").write_text(f'format = 0\nforce = "fairshire"\n\n[contracts]\n{versions}\n')
    return path


def _table(folder: Path, name: str, version: int, parts: list[str]) -> dict[str, Any]:
    """One Delta table of the parts, each a Parquet file; what a snapshot says of it."""
    from deltalake import Schema
    from deltalake.transaction import AddAction, create_table_with_add_actions

    folder.mkdir()
    adds, files = [], []
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for number, select in enumerate(parts, 1):
            target = folder / f"00000{number}-0001.parquet"
            connection.execute(f"COPY ({select}) TO '{target}' (FORMAT parquet)").fetchall()
            counts = f"SELECT count(*), count(*) FILTER (WHERE superseded_at IS NULL) FROM '{target}'"
            rows, current = connection.execute(counts).fetchall()[0]
            size = target.stat().st_size
            adds.append(AddAction(target.name, size, {}, 1719914400000, True, json.dumps({"numRecords": rows})))
            files.append({"path": target.name, "rows": rows, "current": current, "bytes": size})
        schema = connection.sql(f"SELECT * FROM ({parts[0]}) LIMIT 0").to_arrow_table().schema
    create_table_with_add_actions(str(folder), Schema.from_arrow(schema), adds)
    return {"name": name, "contract": version, "version": 0, "files": files}
