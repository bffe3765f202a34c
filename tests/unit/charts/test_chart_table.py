"""Table twins."""

from __future__ import annotations

import pytest

from forcesight.charts import Cell, Column, Table


COLUMNS = (Column("name", "Name"), Column("rate", "Rate", "%", numeric=True, decimals=1), Column("note", "Note"))


def test_cells_are_ready_to_print() -> None:
    table = Table("Find rates", COLUMNS, (("Stone", 12.345, None), ("Leek", None, "few searches")), ("/stone", None))
    assert list(table.cells) == [
        (Cell("Stone", heading=True, href="/stone"), Cell("12.3%", numeric=True), Cell("")),
        (Cell("Leek", heading=True), Cell("no data", numeric=True), Cell("few searches")),
    ]


def test_what_stands_for_a_missing_number_can_be_said() -> None:
    table = Table("t", (Column("x", "X", numeric=True, missing="none"),), ((None,),))
    assert [cell.text for row in table.cells for cell in row] == ["none"]


def test_truth_values_are_words_not_numbers() -> None:
    assert next(Table("t", (Column("x", "X"),), ((True,),)).cells)[0].text == "True"


def test_headings_carry_the_unit() -> None:
    assert [column.heading for column in COLUMNS] == ["Name", "Rate (%)", "Note"]


def test_a_ragged_row_is_refused() -> None:
    with pytest.raises(ValueError, match="3 columns but a row of 2 values"):
        Table("Find rates", COLUMNS, (("Stone", 1.0),))
