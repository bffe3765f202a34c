"""Files in a folder, Parquet, and the zip."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet
import pytest
from tests.unit.packs.tables import ROWS, SUMMER, crimes

from forcesight.packs import FORMATS, csv_bytes, csvw_json, parquet_bytes, write_table, zip_bytes
from forcesight.packs import write as module


def test_four_files_are_written_and_named(tmp_path: Path) -> None:
    paths = write_table(crimes(), tmp_path / "made" / "here")
    assert [path.name for path in paths] == [
        "recorded-crime-official.csv",
        "recorded-crime-official.csv-metadata.json",
        "datapackage.json",
        "recorded-crime-official.parquet",
    ]
    assert sorted(path.name for path in (tmp_path / "made" / "here").iterdir()) == sorted(path.name for path in paths)
    assert paths[0].read_bytes() == csv_bytes(crimes())
    assert paths[1].read_text("utf-8") == csvw_json(crimes())


def test_only_the_formats_asked_for(tmp_path: Path) -> None:
    assert [path.suffix for path in write_table(crimes(), tmp_path, formats=("parquet", "csv"))] == [".csv", ".parquet"]


@pytest.mark.parametrize(
    ("formats", "message"), [(("xlsx",), "'xlsx' is none"), (("csvw",), "write csv"), (("datapackage",), "write csv")]
)
def test_formats_that_make_no_sense_write_nothing(tmp_path: Path, formats: tuple[str, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        write_table(crimes(), tmp_path, formats=formats)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_holds_many_tables_in_one_package(tmp_path: Path) -> None:
    write_table(crimes(), tmp_path)
    write_table(crimes(name="calls"), tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert [each["path"] for each in package["resources"]] == ["calls-official.csv", "recorded-crime-official.csv"]


def test_a_package_of_another_make_stops_the_export_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text("{}", "utf-8")
    with pytest.raises(ValueError, match="not written by Forcesight"):
        write_table(crimes(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["datapackage.json"]


def test_a_write_that_fails_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (before,) = write_table(crimes(rows=ROWS[:1]), tmp_path, formats=("csv",))
    kept = before.read_bytes()

    def full(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_table(crimes(), tmp_path, formats=("csv",))
    assert before.read_bytes() == kept
    assert [path.name for path in tmp_path.iterdir()] == [before.name]


def test_parquet_has_the_types_and_the_rows() -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(parquet_bytes(crimes())))
    assert [(field.name, str(field.type)) for field in table.schema] == [
        ("month", "string"), ("area", "string"), ("crimes", "int64"), ("rate", "double"), ("settled", "bool"),
        ("counted", "date32[day]"), ("loaded_at", "timestamp[ms, tz=UTC]"), ("marking", "string"),
    ]  # fmt: skip
    assert table.to_pylist()[1] == {
        "month": "2024-01", "area": '=HYPERLINK("x")', "crimes": 3, "rate": 1e-7, "settled": False,
        "counted": date(2024, 2, 1), "loaded_at": SUMMER.replace(microsecond=0), "marking": "OFFICIAL",
    }  # fmt: skip
    assert table.column("rate").to_pylist() == [-0.1, 1e-7, 3.0, None]


def test_parquet_carries_definition_marking_units_and_descriptions() -> None:
    schema = pyarrow.parquet.read_schema(io.BytesIO(parquet_bytes(crimes())))
    stated = {key.decode(): value.decode() for key, value in schema.metadata.items()}
    assert stated["marking"] == "OFFICIAL"
    assert stated["definition"] == "Crimes recorded in the month, by police.uk type."
    assert (stated["snapshot"], stated["period"]) == ("12", "2024-01 to 2024-02")
    assert json.loads(stated["primary_key"]) == ["month", "area"]
    assert schema.field("rate").metadata[b"unit"] == b"per 1,000 people"
    assert schema.field("rate").metadata[b"description"] == b"Crimes for each 1,000 people."


def test_duckdb_reads_the_parquet_and_its_marking(tmp_path: Path) -> None:
    path = write_table(crimes(), tmp_path, formats=("parquet",))[0]
    assert duckdb.sql(f"SELECT count(*), sum(crimes), any_value(marking) FROM '{path}'").fetchall() == [
        (4, 22, "OFFICIAL")
    ]
    stated = dict(duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall())
    assert stated[b"marking"] == b"OFFICIAL"


def test_csv_and_parquet_hold_the_same_figures(tmp_path: Path) -> None:
    csv_path, parquet_path = write_table(crimes(), tmp_path, formats=("csv", "parquet"))
    columns = "month, crimes, rate, settled, counted, marking"
    found = [
        duckdb.sql(f"SELECT {columns} FROM {source} ORDER BY ALL").fetchall()
        for source in (f"read_csv('{csv_path}', types={{'month': 'VARCHAR'}})", f"'{parquet_path}'")
    ]
    assert found[0] == found[1]


def test_empty_text_is_no_value_in_either_format() -> None:
    column = crimes().columns[1]
    table = crimes(columns=(column,), rows=[("",), (None,)], primary_key=())
    assert csv_bytes(table) == b"area,marking\r\n,OFFICIAL\r\n,OFFICIAL\r\n"
    assert pyarrow.parquet.read_table(io.BytesIO(parquet_bytes(table))).column("area").null_count == 2


def test_a_table_without_rows_keeps_its_types() -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(parquet_bytes(crimes(rows=()))))
    assert (table.num_rows, str(table.schema.field("crimes").type)) == (0, "int64")


def test_the_zip_holds_all_four_and_is_the_same_each_time() -> None:
    data = zip_bytes(crimes())
    assert data == zip_bytes(crimes())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len(FORMATS)
        assert archive.read("recorded-crime-official.csv") == csv_bytes(crimes())
        assert archive.getinfo("datapackage.json").date_time == (2024, 3, 5, 9, 0, 0)
