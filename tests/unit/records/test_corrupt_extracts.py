"""Extracts with real faults: exactly so many rows are loaded, rejected and flagged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.unit.records.extract_home import (
    COLUMNS,
    GOOD,
    HEADER,
    ExtractHome,
    counts,
    mapping,
    text,
)
from tests.unit.records.faulty_files import (
    CLOSED,
    FIRST,
    OPENED,
    SECOND,
    THIRD,
    XLSX,
    hidden_copy,
    in_1904,
    merged_header,
    renamed,
    sheet,
)


SEMICOLON = 'delimiter = ";"'
UNITS = "REF,LOG,CALLSIGN,SENT,CREW"
CREW = """
source_id = "REF"
incident_id = "LOG"
resource = "CALLSIGN"
allocated_at = "SENT"
crew = "CREW"
"""


@dataclass(frozen=True)
class Kind:
    """One kind of fault: the file, how it is mapped, and what must become of its rows.

    `counts` are rows read, loaded, rejected and already loaded; `reasons` the lines and reasons of rejected rows.
    """

    file: str | bytes | Callable[[Path], None]
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)
    reasons: tuple[tuple[int | None, str], ...] = ()
    flags: Mapping[str, int] = field(default_factory=dict)
    mapping: str = field(default_factory=mapping)
    name: str = "incidents.csv"
    extracted: str = "2024-06-30"
    repeated: int = 0
    # A query over the rows loaded, and what it must give.
    asked: str = ""
    answer: tuple[Any, ...] = ()


LOADED: dict[str, Kind] = {
    "nothing wrong": Kind(text(*GOOD), (3, 3, 0, 0)),
    "a cell too many": Kind(
        text(FIRST, SECOND.replace("2 High", "2, High"), THIRD),
        (3, 2, 1, 0),
        ((3, "the row has 7 cells instead of 6"),),
    ),
    "a cell too few": Kind(
        text(FIRST, "I-2,05/03/2024 23:30,ROBB,P,2 High Street", THIRD),
        (3, 2, 1, 0),
        ((3, "the row has 5 cells instead of 6"),),
    ),
    "columns shifted to the right": Kind(
        text(FIRST, "I-2,,05/03/2024 23:30,06/03/2024 01:15,ROBB,P"),
        (2, 1, 1, 0),
        ((3, "the row has no month: opened_at is empty"),),
    ),
    "columns shifted to the left": Kind(
        text(FIRST, "05/03/2024 23:30,06/03/2024 01:15,ROBB,P,2 High Street,"),
        (2, 2, 0, 0),
        flags={"bad_closed_at": 1, "unknown_opening_category": 1, "unknown_first_grade": 1},
    ),
    "mixed date formats, one of them not mapped": Kind(
        text(FIRST, "I-2,2024-03-05T23:30:00,06-Mar-2024 01:15,ROBB,P,", "I-3,06.03.2024 12:00,,DOMI,S,"),
        (3, 2, 1, 0),
        ((4, "the row has no month: opened_at 06.03.2024 12:00 is no date that the mapping knows"),),
        {"bad_closed_at": 1},
    ),
    "mixed date formats, all mapped": Kind(
        text(FIRST, "I-2,05-Mar-2024,06-Mar-2024 01:15,ROBB,P,", "I-3,06.03.24 12:00,,DOMI,S,"),
        (3, 3, 0, 0),
        mapping=mapping(said='dates = ["%d/%m/%Y %H:%M", "%d-%b-%Y %H:%M", "%d-%b-%Y", "%d.%m.%y %H:%M"]'),
        asked="SELECT strftime(opened_at, '%d %H:%M') FROM incident ORDER BY source_id",
        answer=(("04 09:00",), ("05 00:00",), ("06 12:00",)),
    ),
    "day and month swapped": Kind(
        text(*(f"I-{n},03/{n:02d}/2024 09:00,,BURG,I," for n in range(1, 25))),
        (24, 6, 18, 0),
        tuple(
            (n + 1, f"the row has no month: opened_at 03/{n:02d}/2024 09:00 is later than the extract")
            for n in range(7, 13)
        )
        + tuple(
            (n + 1, f"the row has no month: opened_at 03/{n:02d}/2024 09:00 is no date that the mapping knows")
            for n in range(13, 25)
        ),
    ),
    "two-digit years": Kind(
        text(FIRST, "I-2,05/03/24 23:30,06/03/24 01:15,ROBB,P,"),
        (2, 1, 1, 0),
        ((3, "the row has no month: opened_at 05/03/24 23:30 stands for an unknown date"),),
    ),
    "times in the hour that clocks leave out": Kind(
        text(
            "I-1,31/03/2024 00:59,31/03/2024 01:30,BURG,I,",
            "I-2,31/03/2024 01:30,31/03/2024 02:30,ROBB,P,",
            "I-3,31/03/2024 02:00,,DOMI,S,",
        ),
        (3, 2, 1, 0),
        ((3, "the row has no month: opened_at 31/03/2024 01:30 does not exist: clocks went forward"),),
        {"bad_closed_at": 1},
        asked="SELECT strftime(opened_at, '%H:%M') FROM incident ORDER BY source_id",
        answer=(("00:59",), ("01:00",)),
    ),
    "times in the hour that comes twice": Kind(
        text("I-1,27/10/2024 00:59,27/10/2024 01:30,BURG,I,", "I-2,27/10/2024 01:00,27/10/2024 02:00,ROBB,P,"),
        (2, 1, 1, 0),
        ((3, "the row has no month: opened_at 27/10/2024 01:00 came twice: clocks went back"),),
        {"bad_closed_at": 1},
        extracted="2024-12-31",
    ),
    "times in the hour that comes twice, meant as the earlier": Kind(
        text("I-1,27/10/2024 01:00,27/10/2024 02:00,BURG,I,"),
        (1, 1, 0, 0),
        mapping=mapping(said='repeated_hour = "earlier"'),
        extracted="2024-12-31",
        asked="SELECT strftime(opened_at, '%H:%M'), minutes_open FROM incident",
        answer=(("00:00", 120.0),),
    ),
    "times in the hour that comes twice, meant as the later": Kind(
        text("I-1,27/10/2024 01:00,27/10/2024 02:00,BURG,I,"),
        (1, 1, 0, 0),
        mapping=mapping(said='repeated_hour = "later"'),
        extracted="2024-12-31",
        asked="SELECT strftime(opened_at, '%H:%M'), minutes_open FROM incident",
        answer=(("01:00", 60.0),),
    ),
    "times with offsets among local ones": Kind(
        text("I-1,2024-07-01T09:00:00+01:00,2024-07-01T09:30:00Z,BURG,I,", "I-2,01/07/2024 09:00,,ROBB,P,"),
        (2, 2, 0, 0),
        extracted="2024-07-31",
        asked="SELECT strftime(opened_at, '%H:%M'), strftime(closed_at, '%H:%M') FROM incident ORDER BY source_id",
        answer=(("08:00", "09:30"), ("08:00", None)),
    ),
    "the same rows twice": Kind(text(*GOOD, FIRST, SECOND), (5, 3, 0, 2), repeated=2),
    "the same case twice with other content": Kind(
        text(FIRST, SECOND, FIRST.replace("BURG", "ROBB")),
        (3, 2, 1, 0),
        ((2, "a later row of the extract says otherwise of the same identifier"),),
        repeated=1,
        asked="SELECT opening_category FROM incident WHERE source_id = 'I-1'",
        answer=(("robbery",),),
    ),
    "codes from another system": Kind(
        text(FIRST, SECOND.replace("ROBB", "C-21").replace(",P,", ",1,"), THIRD),
        (3, 3, 0, 0),
        flags={"unknown_first_grade": 1, "unknown_opening_category": 1},
        asked="SELECT opening_category FROM incident WHERE source_id = 'I-2'",
        answer=(("C-21",),),
    ),
    "codes in another case, with spaces": Kind(text(FIRST.replace("BURG,I", " burg , i "), SECOND), (2, 2, 0, 0)),
    "totals below the rows": Kind(
        text(*GOOD, "Total,3,,,,"),
        (4, 3, 1, 0),
        ((5, "the row has no month: opened_at 3 is no date that the mapping knows"),),
    ),
    "totals below the rows, mapped": Kind(
        text(*GOOD, "", "Total: 3 rows", "Printed on 30/06/2024,,,,,"),
        (3, 3, 0, 0),
        mapping=mapping(said='footer = ["total", "Printed"]'),
    ),
    "a word for totals in the middle": Kind(
        text(FIRST, "Total eclipse,05/03/2024 23:30,,ROBB,P,", THIRD),
        (3, 3, 0, 0),
        mapping=mapping(said='footer = ["Total"]'),
    ),
    "blank rows": Kind(text(FIRST, "", SECOND, ",,,,,", "   ", THIRD, " , ,,,,"), (3, 3, 0, 0)),
    "a byte order mark": Kind("\ufeff" + text(*GOOD), (3, 3, 0, 0)),
    "UTF-16, mapped": Kind(text(*GOOD).encode("utf-16"), (3, 3, 0, 0), mapping=mapping(said='encoding = "utf-16"')),
    "Windows letters, mapped": Kind(
        text(FIRST.replace("High", "Café")).encode("cp1252"),
        (1, 1, 0, 0),
        mapping=mapping(said='encoding = "cp1252"'),
        asked="SELECT location FROM incident",
        answer=(("1 Café Street",),),
    ),
    "ends of lines within quoted cells": Kind(
        text(FIRST.replace("1 High", '"1\r\nHigh').rstrip() + '"', "bad", SECOND, end="\r\n"),
        (3, 2, 1, 0),
        ((4, "the row has 1 cell instead of 6"),),
    ),
    "lines that end in two ways": Kind(f"{HEADER}\r\n{FIRST}\r\n{SECOND}\n{THIRD}\r\n", (3, 3, 0, 0)),
    "lines that end as on an old Macintosh": Kind(text(*GOOD, end="\r"), (3, 3, 0, 0)),
    "thousands separators": Kind(
        text('R-1,I-1,AB1,04/03/2024 09:00,"1,234"', "R-2,I-1,AB2,04/03/2024 09:00,2", header=UNITS),
        (2, 2, 0, 0),
        flags={"bad_crew": 1, "unlinked_incident_id": 2},
        mapping=mapping(CREW, table="resource_status"),
    ),
    "thousands separators, mapped, with decimal commas": Kind(
        text(
            "R-1;I-1;AB1;04/03/2024 09:00;1.234,0", "R-2;I-1;AB2;04/03/2024 09:00;1.23", header=UNITS.replace(",", ";")
        ),
        (2, 2, 0, 0),
        flags={"bad_crew": 1, "unlinked_incident_id": 2},
        mapping=mapping(CREW, table="resource_status", said=f'{SEMICOLON}\ndecimal = ","\nthousands = "."'),
        asked="SELECT crew FROM resource_status ORDER BY source_id",
        answer=((1234,), (None,)),
    ),
    "a number outside its range": Kind(
        text("R-1,I-1,AB1,04/03/2024 09:00,-2", "R-2,I-1,AB2,04/03/2024 09:00,1.5", header=UNITS),
        (2, 2, 0, 0),
        flags={"bad_crew": 2, "unlinked_incident_id": 2},
        mapping=mapping(CREW, table="resource_status"),
    ),
    "an incident that is not there": Kind(
        text("R-1,I-9,AB1,04/03/2024 09:00,2", "R-2,,AB2,04/03/2024 09:00,2", header=UNITS),
        (2, 2, 0, 0),
        flags={"bad_incident_id": 1, "unlinked_incident_id": 1},
        mapping=mapping(CREW, table="resource_status"),
    ),
    "identifiers that a spreadsheet has rounded": Kind(
        text(FIRST.replace("I-1", "2.02403E+11"), SECOND.replace("I-2", "2.02403E+11"), THIRD),
        (3, 1, 2, 0),
        tuple(
            (line, "the identifier 2.02403E+11 is no identifier: a spreadsheet has rounded or lost it")
            for line in (2, 3)
        ),
    ),
    "identifiers without their leading zeros": Kind(
        text(FIRST.replace("I-1", "123"), SECOND.replace("I-2", "00000123"), THIRD),
        (3, 2, 1, 0),
        ((2, "a later row of the extract says otherwise of the same identifier"),),
        mapping=mapping(COLUMNS.replace('"REF"', '{ column = "REF", digits = 8 }')),
        repeated=1,
        asked="SELECT source_id FROM incident ORDER BY source_id",
        answer=(("00000123",), ("I-3",)),
    ),
    "identifiers of spaces": Kind(
        text(FIRST.replace("I-1", "  "), SECOND.replace("I-2", " I-2\u00a0"), THIRD.replace("I-3", "")),
        (3, 1, 2, 0),
        tuple((line, "the row has no identifier: REF is empty") for line in (2, 4)),
        asked="SELECT source_id FROM incident",
        answer=(("I-2",),),
    ),
    "NULL as a word": Kind(
        text(
            FIRST.replace("1 High Street", "NULL"), "NULL,05/03/2024 23:30,NULL,ROBB,P,", "I-3,NULL,,DOMI,S,Null Lane"
        ),
        (3, 1, 2, 0),
        ((3, "the row has no identifier: REF is empty"), (4, "the row has no month: opened_at is empty")),
        asked="SELECT location IS NULL FROM incident",
        answer=((True,),),
    ),
    "dates that stand for nothing": Kind(
        text(
            FIRST.replace("04/03/2024 10:00", "01/01/1900 00:00"),
            SECOND.replace("06/03/2024 01:15", "30/12/1899 00:00"),
        ),
        (2, 2, 0, 0),
        flags={"bad_closed_at": 2},
    ),
    "dates that stand for nothing, mapped": Kind(
        text(FIRST.replace("04/03/2024 10:00", "01/01/1900 00:00")),
        (1, 1, 0, 0),
        mapping=mapping(said='nothing = ["01/01/1900 00:00"]'),
    ),
    "dates after the extract": Kind(
        text(
            "I-1,04/03/2024 09:00,01/07/2024 00:00,BURG,I,",
            "I-2,30/06/2024 23:59,31/12/9999 00:00,ROBB,P,",
            "I-3,01/07/2024 00:01,,DOMI,S,",
        ),
        (3, 2, 1, 0),
        ((4, "the row has no month: opened_at 01/07/2024 00:01 is later than the extract"),),
        {"bad_closed_at": 1},
    ),
    "ends before their starts": Kind(
        text(FIRST.replace("04/03/2024 10:00", "04/03/2024 08:00"), SECOND),
        (2, 2, 0, 0),
        flags={"bad_minutes_open": 1},
        asked="SELECT minutes_open, strftime(closed_at, '%H:%M') FROM incident WHERE source_id = 'I-1'",
        answer=((None, "08:00"),),
    ),
    "a column without a name": Kind(text(*(f"{row}," for row in GOOD), header=f"{HEADER},"), (3, 3, 0, 0)),
    "names of columns in another case": Kind(text(*GOOD, header=HEADER.lower().replace("ref", " Ref ")), (3, 3, 0, 0)),
    "lines above the header": Kind(
        text(*GOOD, "bad", header=f'Incidents of "June"\n\n{HEADER}'),
        (4, 3, 1, 0),
        ((7, "the row has 1 cell instead of 6"),),
        mapping=mapping(said="header_row = 3"),
    ),
    "two header rows": Kind(
        text(*GOOD, header=f",Times,,What,,\n{HEADER}"),
        (3, 3, 0, 0),
        mapping=mapping(
            renamed(
                OPENED="Times opened", CLOSED="times closed", TYPE="What type", GRADE="What grade", PLACE="What place"
            ),
            said="header_row = [1, 2]",
        ),
    ),
    "a quoted cell that is damaged": Kind(
        text(FIRST.replace("1 High Street", '"1 "High" Street"'), SECOND),
        (2, 1, 1, 0),
        ((2, "a quoted cell is damaged"),),
    ),
    "a quote in a cell without quotes": Kind(text(FIRST.replace("1 High", '5" High'), SECOND), (2, 2, 0, 0)),
    "a row without end": Kind(
        text(FIRST + "x" * (1 << 20), SECOND), (2, 1, 1, 0), ((2, "the row is longer than 1 MiB"),)
    ),
    "tabs between cells": Kind(
        text(*GOOD, header=HEADER).replace(",", "\t"),
        (3, 3, 0, 0),
        mapping=mapping(said=r'delimiter = "\t"'),
        name="incidents.txt",
    ),
    "a workbook with dates as dates and as text": Kind(
        sheet(["I-1", OPENED, CLOSED, "BURG", "I", "x"], ["I-2", "05/03/2024 23:30", None, "ROBB", "P", None]),
        (2, 2, 0, 0),
        name=XLSX,
        asked="SELECT strftime(opened_at, '%d %H:%M') FROM incident ORDER BY source_id",
        answer=(("04 09:00",), ("05 23:30",)),
    ),
    "a workbook with days as numbers": Kind(
        sheet(["I-1", 45355.375, 45355.4166666667, "BURG", "I", "x"]),
        (1, 0, 1, 0),
        ((2, "the row has no month: opened_at 45355.375 is no date that the mapping knows"),),
        name=XLSX,
    ),
    "a workbook with days as numbers, mapped": Kind(
        sheet(["I-1", 45355.375, 45355.4166666667, "BURG", "I", "x"]),
        (1, 1, 0, 0),
        name=XLSX,
        mapping=mapping(said='dates = ["excel"]'),
        asked="SELECT strftime(opened_at, '%Y-%m-%d %H:%M:%S'), minutes_open FROM incident",
        answer=(("2024-03-04 09:00:00", 60.0),),
    ),
    "a workbook that counts from 1904": Kind(
        in_1904(["I-1", OPENED, 43893.4166666667, "BURG", "I", "x"]),
        (1, 1, 0, 0),
        name=XLSX,
        mapping=mapping(said='dates = ["excel"]'),
        asked="SELECT strftime(opened_at, '%Y-%m-%d %H:%M'), minutes_open FROM incident",
        answer=(("2024-03-04 09:00", 60.0),),
    ),
    "text days of a workbook that counts from 1904": Kind(
        text("I-1,43893.375,,BURG,I,"),
        (1, 1, 0, 0),
        mapping=mapping(said='dates = ["excel-1904"]'),
        asked="SELECT strftime(opened_at, '%Y-%m-%d %H:%M') FROM incident",
        answer=(("2024-03-04 09:00",),),
    ),
    "cells that a spreadsheet could not work out": Kind(
        sheet(["#REF!", OPENED, None, "BURG", "I", "x"], ["I-2", OPENED, "#VALUE!", "#N/A", "I", "#NAME?"]),
        (2, 1, 1, 0),
        ((2, "the identifier #REF! is no identifier: a spreadsheet has rounded or lost it"),),
        {"bad_closed_at": 1, "bad_location": 1, "bad_opening_category": 1},
        name=XLSX,
    ),
    "formulas that were never worked out": Kind(
        sheet(["I-1", OPENED, None, "BURG", "I", '="1 High "&"Street"'], ["=1+1", OPENED, None, "BURG", "I", "x"]),
        (2, 1, 1, 0),
        ((3, "the identifier #FORMULA! is no identifier: a spreadsheet has rounded or lost it"),),
        {"bad_location": 1},
        name=XLSX,
    ),
    "a workbook's number as an identifier": Kind(
        sheet([202403041, OPENED, None, "BURG", "I", "x"], [20240304123456789012, OPENED, None, "BURG", "I", "x"]),
        (2, 1, 1, 0),
        ((3, "the identifier 2.024030412345679E+19 is no identifier: a spreadsheet has rounded or lost it"),),
        name=XLSX,
        asked="SELECT source_id FROM incident",
        answer=(("202403041",),),
    ),
    "a workbook with merged names of columns": Kind(
        merged_header,
        (3, 3, 0, 0),
        name=XLSX,
        mapping=mapping(
            renamed(
                REF="Log Ref",
                OPENED="Times Opened",
                CLOSED="Times Closed",
                TYPE="What Type",
                GRADE="What Grade",
                PLACE="What Place",
            ),
            said="header_row = [1, 2]",
        ),
    ),
    "a workbook with a hidden copy": Kind(
        hidden_copy, (3, 3, 0, 0), name=XLSX, mapping=mapping(said='sheets = ["Incidents*"]')
    ),
    "a workbook with totals, blank rows and a cell beside the table": Kind(
        sheet(
            ["I-1", OPENED, CLOSED, "BURG", "I", "x"],
            [None],
            ["I-2", OPENED, CLOSED, "BURG", "I", "x", None, "a note"],
            ["Total", 2],
            [None, None],
            ["Total of all", 2],
        ),
        (2, 1, 1, 0),
        ((4, "the row has 8 cells instead of 6"),),
        name=XLSX,
        mapping=mapping(said='footer = ["Total"]'),
    ),
}


@pytest.mark.parametrize("kind", LOADED.values(), ids=LOADED)
def test_every_row_of_a_faulty_extract_is_accounted_for(tmp_path: Path, kind: Kind) -> None:
    place = ExtractHome.create(tmp_path)
    if callable(kind.file):
        kind.file(place.folder / kind.name)
    else:
        place.write(kind.file, kind.name)
    report = place.load(kind.mapping, extracted=kind.extracted)
    (told,) = report.tables.values()
    assert counts(report) == kind.counts
    assert place.rejects() == sorted(kind.reasons)
    assert told.flags == dict(kind.flags)
    assert told.rows_repeated == kind.repeated
    if kind.asked:
        assert tuple(place.ask(kind.asked)) == kind.answer
    again = place.load(kind.mapping, extracted=kind.extracted)
    assert counts(again) == (kind.counts[0], 0, kind.counts[2], kind.counts[1] + kind.counts[3])
    assert again.snapshot == report.snapshot, "the same again changes nothing"
