"""Contracts: what every table says of itself, in every engine and format."""

from __future__ import annotations

import duckdb
import pytest

from forcesight.records import CRIME_TYPES, REGISTRY, Contract, Operational, RecordedCrime, contract
from forcesight.records.contract import integer, number, text
from forcesight.records.forces import force_slug
from forcesight.records.readers import LAYOUTS
from forcesight.records.types import VALUE_TYPES


@pytest.mark.parametrize("table", sorted(REGISTRY))
def test_every_contract_says_what_an_analyst_must_know(table: str) -> None:
    told = REGISTRY[table]
    assert told.title
    assert len((told.__doc__ or "").split()) > 8
    assert all(column.description for column in told.columns)
    assert len(set(told.names())) == len(told.names())
    assert set(told.key) <= set(told.names())
    assert told.version >= 1


@pytest.mark.parametrize("table", sorted(REGISTRY))
def test_every_contract_has_the_same_columns_in_arrow_and_sql(table: str) -> None:
    told = REGISTRY[table]
    schema = told.arrow_schema()
    assert tuple(schema.names) == told.names()
    assert schema.metadata[b"contract"] == f"{table} {told.version}".encode()
    empty = duckdb.sql(told.empty_select())
    assert tuple(empty.columns) == told.names()
    assert [str(kind) for kind in empty.types] == [column.type.duckdb for column in told.columns]


def test_clock_times_of_our_own_are_left_out_of_content_hashes() -> None:
    ours = {"loaded_at", "superseded_at", "erased_at"}
    for told in REGISTRY.values():
        for column in told.columns:
            if column.name in ours:
                assert column.volatile, f"{told.table}.{column.name}"


def test_every_operational_row_has_its_force_its_source_and_four_times() -> None:
    wanted = {"force", "source_system", "source_id", "happened_at", "known_at", "loaded_at", "superseded_at"}
    for told in REGISTRY.values():
        if issubclass(told, Operational):
            assert wanted <= set(told.names())


def test_a_unit_and_a_description_travel_with_the_column() -> None:
    field = RecordedCrime.arrow_schema().field("longitude")
    assert field.metadata == {b"description": b"Longitude of the snap point", b"unit": b"degrees"}
    assert b"unit" not in RecordedCrime.arrow_schema().field("month").metadata


def test_a_column_has_a_heading() -> None:
    assert RecordedCrime.column("lsoa_code").heading == "LSOA code"
    assert RecordedCrime.column("last_outcome").heading == "Last outcome"


def test_an_unknown_table_or_column_is_told_with_the_known_ones() -> None:
    assert contract("note") is REGISTRY["note"]
    with pytest.raises(KeyError, match=r"There is no table 'crimes'; the tables are .*recorded_crime"):
        contract("crimes")
    with pytest.raises(KeyError, match="recorded_crime has no column 'colour'; it has force, "):
        RecordedCrime.column("colour")


def test_a_contract_may_stand_on_another() -> None:
    class Shape(Contract):
        """Not registered: it names no table."""

        name = text("The name")
        size = integer("The size")

    class Box(Shape):
        """Says size anew, in its old place."""

        size = number("The size", unit="metres")
        colour = text("The colour")

    assert Box.names() == ("name", "size", "colour")
    assert (Box.column("size").unit, Shape.column("size").unit) == ("metres", "")
    assert Shape not in REGISTRY.values()


def test_a_column_cannot_have_the_name_of_something_that_every_contract_has() -> None:
    with pytest.raises(TypeError, match="Wrong: a column cannot be called 'version', which every contract has"):

        class Wrong(Contract):
            """Its version would hide the contract's own."""

            version = text("The version of something else")


def test_every_value_type_has_a_name_in_every_engine() -> None:
    for kind in VALUE_TYPES:
        assert all((kind.duckdb, kind.postgres, kind.spark, kind.csvw, kind.frictionless))
        assert str(kind.arrow())
        assert kind.is_text == (kind.duckdb == "VARCHAR")


@pytest.mark.parametrize("kind", sorted(LAYOUTS))
def test_every_layout_fills_columns_and_flags_of_its_contract(kind: str) -> None:
    layout = LAYOUTS[kind]
    assert set(layout.cells) <= set(layout.contract.names())
    assert set(layout.flags) <= set(layout.contract.flags)
    headers = ", ".join(f'CAST(NULL AS VARCHAR) AS "{name}"' for name in layout.header)
    constants = {"force": "'x'", "source_system": "'x'", "source_file": "'x'", "loaded_at": "now()"}
    select = layout.select(f"(SELECT {headers}, 'x' AS force_name)", constants)
    assert tuple(duckdb.sql(select).columns) == layout.contract.names()


def test_the_crime_types_are_those_of_the_publication() -> None:
    assert len(CRIME_TYPES) == 14
    assert RecordedCrime.column("crime_type").categories == CRIME_TYPES


NAMES = {
    "Staffordshire Police": "staffordshire",
    "West Mercia Police": "west-mercia",
    "Devon & Cornwall Police": "devon-and-cornwall",
    "Metropolitan Police Service": "metropolitan",
    "City of London Police": "city-of-london",
    "Cheshire Constabulary": "cheshire",
    "British Transport Police": "btp",
    "Police Service of Northern Ireland": "northern-ireland",
    "Dyfed-Powys Police": "dyfed-powys",
}


@pytest.mark.parametrize("name, slug", NAMES.items())
def test_a_force_has_one_slug(name: str, slug: str) -> None:
    assert force_slug(name) == slug
