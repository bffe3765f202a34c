"""The CSV and its two companions agree with each other and with the table."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.packs.tables import ROWS, SUMMER, crimes

from forcesight.packs import (
    MEDIA_TYPES,
    PackColumn,
    csv_bytes,
    csvw_json,
    datapackage_json,
    file_name,
    harmless,
    restored,
)


def read(data: bytes) -> list[list[str]]:
    """The cells of a CSV as Python's reader finds them."""
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


READERS = {
    "string": restored,
    "integer": int,
    "double": float,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "gYearMonth": lambda text: date.fromisoformat(f"{text}-01"),
    "yearmonth": lambda text: date.fromisoformat(f"{text}-01"),
    "dateTime": datetime.fromisoformat,
    "datetime": datetime.fromisoformat,
}
"""What each type name of the two metadata standards says of the text in a cell."""


def typed(cells: list[list[str]], types: list[str]) -> list[tuple[Any, ...]]:
    """Cells read as their metadata says."""
    return [
        tuple(READERS[kind](cell) if cell else None for kind, cell in zip(types, row, strict=True)) for row in cells
    ]


def expected() -> list[tuple[Any, ...]]:
    """The rows as any reader should have them: instants to the second, and the marking."""
    whole = SUMMER.replace(microsecond=0)
    return [(*row[:6], whole if row[6] else None, "OFFICIAL") for row in ROWS]


def test_the_file_is_rfc_4180_in_utf_8_without_byte_order_mark() -> None:
    data = csv_bytes(crimes())
    header, rest = data.split(b"\r\n", 1)
    assert header == b"month,area,crimes,rate,settled,counted,loaded_at,marking"
    assert data.endswith(b"OFFICIAL\r\n")
    assert "£".encode() in data
    assert b'"Leek, ""north""\r\nand' in rest


def test_a_table_without_rows_is_a_header() -> None:
    assert csv_bytes(crimes(rows=())).count(b"\r\n") == 1


def test_types_said_by_csvw_read_the_csv_back() -> None:
    described = json.loads(csvw_json(crimes()))["tableSchema"]["columns"]
    header, *cells = read(csv_bytes(crimes()))
    assert [column["name"] for column in described] == header
    assert all(column["name"] in column["titles"] for column in described)
    assert typed(cells, [column["datatype"] for column in described]) == expected()


def test_types_said_by_frictionless_read_the_csv_back() -> None:
    resource = json.loads(datapackage_json(crimes()))["resources"][0]
    fields = resource["schema"]["fields"]
    header, *cells = read(csv_bytes(crimes()))
    assert [field["name"] for field in fields] == header
    assert typed(cells, [field["type"] for field in fields]) == expected()


def test_duckdb_finds_the_types_by_itself(tmp_path: Any) -> None:
    path = tmp_path / "crimes.csv"
    path.write_bytes(csv_bytes(crimes()))
    described = duckdb.sql(f"DESCRIBE SELECT * FROM read_csv('{path}')").fetchall()
    kinds = {name: kind for name, kind, *_ in described}
    assert (kinds["crimes"], kinds["rate"], kinds["settled"], kinds["counted"]) == (
        "BIGINT",
        "DOUBLE",
        "BOOLEAN",
        "DATE",
    )
    assert duckdb.sql(f"SELECT sum(crimes), min(rate) FROM read_csv('{path}')").fetchall() == [(22, -0.1)]


def test_csvw_says_what_the_table_is() -> None:
    metadata = json.loads(csvw_json(crimes()))
    assert metadata["@context"][0] == "http://www.w3.org/ns/csvw"
    assert metadata["url"] == "recorded-crime-official.csv"
    assert metadata["dc:accessRights"] == "OFFICIAL"
    assert metadata["dc:license"]["@id"].startswith("https://www.nationalarchives.gov.uk/doc/open-government-licence")
    assert metadata["dc:provenance"].endswith("by police.uk type. Read from snapshot 12.")
    assert metadata["dc:source"] == "data.police.uk"
    assert metadata["dc:created"]["@value"] == "2024-03-05T09:00:00+00:00"
    assert metadata["tableSchema"]["primaryKey"] == ["month", "area"]
    assert "A month without data has no row." in metadata["skos:note"]
    columns = {column["name"]: column for column in metadata["tableSchema"]["columns"]}
    assert columns["rate"]["schema:unitText"] == "per 1,000 people"
    assert [columns[name]["required"] for name in ("month", "crimes", "rate", "marking")] == [True, True, False, True]


def test_csvw_leaves_out_what_the_table_has_not() -> None:
    from dataclasses import replace

    bare = crimes(licence=None, primary_key=(), provenance=replace(crimes().provenance, source=""))
    metadata = json.loads(csvw_json(bare))
    assert not {"dc:license", "dc:source"} & set(metadata)
    assert "primaryKey" not in metadata["tableSchema"]
    resource = json.loads(datapackage_json(bare))["resources"][0]
    assert not {"licenses", "sources"} & set(resource)
    assert "primaryKey" not in resource["schema"]


def test_the_data_package_describes_the_very_bytes() -> None:
    resource = json.loads(datapackage_json(crimes()))["resources"][0]
    data = csv_bytes(crimes())
    assert resource["path"] == "recorded-crime-official.csv"
    assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    assert (resource["marking"], resource["snapshot"], resource["period"]) == ("OFFICIAL", 12, "2024-01 to 2024-02")
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert fields["marking"]["constraints"] == {"required": True, "enum": ["OFFICIAL"]}
    assert fields["crimes"] == {
        "name": "crimes", "type": "integer", "title": "crimes", "description": "Recorded crimes.", "unit": "crimes",
        "constraints": {"required": True},
    }  # fmt: skip


def test_a_second_table_joins_the_package_and_the_first_stays() -> None:
    first = datapackage_json(crimes())
    other = crimes(name="calls", marking="OFFICIAL-SENSITIVE", licence=None)
    package = json.loads(datapackage_json(other, first))
    assert [each["name"] for each in package["resources"]] == ["calls", "recorded-crime"]
    assert package["marking"] == "OFFICIAL-SENSITIVE"
    assert package["name"] == "forcesight-tables"


def test_a_table_written_again_replaces_itself() -> None:
    package = json.loads(datapackage_json(crimes(rows=ROWS[:1]), datapackage_json(crimes())))
    assert [each["bytes"] for each in package["resources"]] == [len(csv_bytes(crimes(rows=ROWS[:1])))]
    assert package["name"] == "recorded-crime"


@pytest.mark.parametrize(
    "before", ["", "[]", "{}", '{"resources": [{"name": "a"}]}', '{"resources": [{"name": "a", "marking": "x"}]}']
)
def test_a_package_of_another_make_is_left_alone(before: str) -> None:
    with pytest.raises(ValueError, match="was not written by Forcesight"):
        datapackage_json(crimes(), before)


def test_file_names_end_with_the_marking() -> None:
    sensitive = crimes(marking="OFFICIAL-SENSITIVE", licence=None)
    assert file_name(sensitive, "csv") == "recorded-crime-official-sensitive.csv"
    assert {file_name(crimes(), suffix) for suffix in MEDIA_TYPES} == {
        "recorded-crime-official.csv",
        "recorded-crime-official.csv-metadata.json",
        "recorded-crime-official.parquet",
        "recorded-crime-official.zip",
    }


@given(st.text())
def test_any_text_comes_back_and_none_is_a_formula(text: str) -> None:
    written = harmless(text)
    assert restored(written) == text
    assert not written.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=5, unique=True))
def test_any_text_survives_the_csv(texts: list[str]) -> None:
    column = PackColumn(name="words", datatype="string", description="Words.")
    table = crimes(columns=(column,), rows=[(text,) for text in texts], primary_key=())
    assert [restored(row[0]) for row in read(csv_bytes(table))[1:]] == texts


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5))
def test_any_number_survives_the_csv_to_the_last_digit(values: list[float]) -> None:
    column = PackColumn(name="rate", datatype="number", description="A rate.")
    table = crimes(columns=(column,), rows=[(value,) for value in values], primary_key=())
    assert [float(row[0]) for row in read(csv_bytes(table))[1:]] == values


def test_whole_numbers_in_a_number_column_have_no_point() -> None:
    column = PackColumn(name="rate", datatype="number", description="A rate.")
    table = crimes(columns=(column,), rows=[(3.0,), (3,), (2.5,)], primary_key=())
    assert [row[0] for row in read(csv_bytes(table))[1:]] == ["3", "3", "2.5"]


def test_instants_are_written_in_utc() -> None:
    assert read(csv_bytes(crimes()))[1][6] == "2024-06-03T09:30:15Z"
    assert datetime(2024, 6, 3, 9, 30, 15, tzinfo=UTC) == SUMMER.replace(microsecond=0)
