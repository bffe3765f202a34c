"""Tables that leave Forcesight

An export is one table: a header line of column names, then rows. Its marking is in the file name, in the metadata
and in a last column, so that a renamed or pasted file still says what it is. Text that a spreadsheet would run as a
formula gets an apostrophe in front; numbers stay numbers. A companion file in the CSVW standard names the type, unit
and meaning of each column, the definition of the figures and the snapshot they come from.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from tests.spec.tables import rows

from forcesight.packs import (
    OGL,
    PackColumn,
    PackTable,
    Provenance,
    csv_bytes,
    csvw_json,
    file_name,
    harmless,
    restored,
)


COLUMNS = (
    PackColumn(name="month", datatype="month", description="Month of the search."),
    PackColumn(name="found", datatype="integer", description="Searches that found something.", unit="searches"),
    PackColumn(name="find_rate", datatype="number", description="Share of searches that found something.", unit="%"),
    PackColumn(name="note", datatype="string", description="What an analyst wrote."),
)


def searches(text: str, **more: object) -> PackTable:
    """A table of searches, typed as text."""
    typed = [
        (date.fromisoformat(f"{row['month']}-01"), row["found"], row["find_rate"], row["note"]) for row in rows(text)
    ]
    fields = {
        "name": "stop-and-search",
        "title": "Stop and search",
        "description": "Searches by month.",
        "columns": COLUMNS,
        "rows": typed,
        "marking": "OFFICIAL",
        "provenance": Provenance(
            definition="Searches with an outcome linked to their object, of all searches.",
            snapshot=7,
            period="2024",
            generated_at=datetime(2024, 5, 1, tzinfo=UTC),
        ),
    }
    return PackTable(**(fields | more))


YEAR = """
    month   | found | find_rate | note
    2024-01 | 24    | 25.5      | as usual
    2024-02 | -     | -         | =1+1
"""


def test_a_csv_is_one_table_and_bears_its_marking() -> None:
    """No value is an empty cell; the formula is text again."""
    assert csv_bytes(searches(YEAR)).decode().splitlines() == [
        "month,found,find_rate,note,marking",
        "2024-01,24,25.5,as usual,OFFICIAL",
        "2024-02,,,'=1+1,OFFICIAL",
    ]


def test_the_file_name_bears_the_marking() -> None:
    """Whoever saves the file sees what it is."""
    assert file_name(searches(YEAR), "csv") == "stop-and-search-official.csv"
    sensitive = searches(YEAR, marking="OFFICIAL-SENSITIVE")
    assert file_name(sensitive, "csv") == "stop-and-search-official-sensitive.csv"


def test_text_that_would_run_is_made_harmless_and_can_be_restored() -> None:
    """The apostrophe goes in front of = + - @; taking it off gives back what was there."""
    table = rows("""
        was           | written
        =SUM(A1:A9)   | '=SUM(A1:A9)
        +44 1785      | '+44 1785
        - unknown -   | '- unknown -
        @stafford     | '@stafford
        '=already     | ''=already
        Stone = Stoke | Stone = Stoke
    """)
    for row in table:
        assert harmless(row["was"]) == row["written"]
        assert restored(row["written"]) == row["was"]


def test_numbers_stay_numbers() -> None:
    """A fall of 3.5 per cent is a number, minus sign and all."""
    line = csv_bytes(searches("month | found | find_rate | note\n2024-01 | -4 | -3.5 | fall")).decode().splitlines()[1]
    assert line == "2024-01,-4,-3.5,fall,OFFICIAL"


def test_the_companion_file_says_what_each_column_is() -> None:
    """Type, unit and meaning of a column, and the definition and snapshot of the figures."""
    metadata = json.loads(csvw_json(searches(YEAR)))
    rate = metadata["tableSchema"]["columns"][2]
    assert (rate["datatype"], rate["schema:unitText"]) == ("double", "%")
    assert rate["dc:description"] == "Share of searches that found something."
    assert metadata["dc:provenance"].endswith("of all searches. Read from snapshot 7.")


def test_a_sensitive_table_cannot_be_published_as_open_data() -> None:
    """OFFICIAL-SENSITIVE and the Open Government Licence contradict each other."""
    with pytest.raises(ValueError, match="cannot carry the Open Government Licence"):
        searches(YEAR, marking="OFFICIAL-SENSITIVE", licence=OGL)
