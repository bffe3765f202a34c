"""Tables to export in tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from forcesight.packs import OGL, PackColumn, PackTable, Provenance


COLUMNS = (
    PackColumn(name="month", datatype="month", description="Month in which the crime was recorded.", label="Month"),
    PackColumn(name="area", datatype="string", description="Neighbourhood."),
    PackColumn(name="crimes", datatype="integer", description="Recorded crimes.", unit="crimes", required=True),
    PackColumn(name="rate", datatype="number", description="Crimes for each 1,000 people.", unit="per 1,000 people"),
    PackColumn(name="settled", datatype="boolean", description="No late records are expected."),
    PackColumn(name="counted", datatype="date", description="Day of the count."),
    PackColumn(name="loaded_at", datatype="datetime", description="When the records were loaded."),
)
SUMMER = datetime(2024, 6, 3, 10, 30, 15, 250_000, tzinfo=timezone(timedelta(hours=1)))
ROWS = (
    (date(2024, 1, 1), "Stone", 12, -0.1, True, date(2024, 2, 1), SUMMER),
    (date(2024, 1, 1), '=HYPERLINK("x")', 3, 1e-7, False, date(2024, 2, 1), SUMMER),
    (date(2024, 2, 1), 'Leek, "north"\r\nand £ south', 0, 3, None, None, None),
    (date(2024, 2, 1), "-", 7, None, None, None, None),
)
PROVENANCE = Provenance(
    definition="Crimes recorded in the month, by police.uk type.",
    snapshot=12,
    period="2024-01 to 2024-02",
    generated_at=datetime(2024, 3, 5, 9, 0, 0, tzinfo=UTC),
    source="data.police.uk",
)


def crimes(**more: object) -> PackTable:
    """Crimes by month and area: one column of each type, with gaps, commas, line breaks and a formula."""
    fields = {
        "name": "recorded-crime",
        "title": "Recorded crime by month and area",
        "description": "One row for each month and area.",
        "columns": COLUMNS,
        "rows": ROWS,
        "marking": "OFFICIAL",
        "provenance": PROVENANCE,
        "licence": OGL,
        "primary_key": ("month", "area"),
        "notes": ("A month without data has no row.",),
    }
    return PackTable(**(fields | more))  # type: ignore[arg-type]
