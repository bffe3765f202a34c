"""Extracts that are at fault as a whole: refused in a sentence, and nothing is left behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.unit.records.extract_home import (
    COLUMNS,
    GOOD,
    HEADER,
    ExtractHome,
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
    cut_short,
    only_hidden,
    sheet,
    two_sheets,
)

from forcesight.errors import InputRefused


@dataclass(frozen=True)
class Refused:
    """A file that is refused whole, and part of the sentence that says so."""

    file: str | bytes | Callable[[Path], None]
    sentence: str
    mapping: str = field(default_factory=mapping)
    name: str = "incidents.csv"


REFUSED: dict[str, Refused] = {
    "a last line that is cut": Refused(text(*GOOD)[:-30], "line 4: the file ends in the middle of a row"),
    "a quoted cell that never ends": Refused(
        text(FIRST.replace("1 High", '"1 High'), SECOND, THIRD), "line 2: a quoted cell is damaged or never ends"
    ),
    "a quoted cell cut at the end": Refused(
        text(FIRST) + SECOND.replace("2 High Street", '"2 Hi'), "line 3: a quoted cell is damaged or never ends"
    ),
    "NUL bytes": Refused(text(*GOOD).replace("2 High", "2\0High"), "line 3: there is a NUL byte"),
    "UTF-16": Refused(text(*GOOD).encode("utf-16"), 'is UTF-16; write encoding = "utf-16"'),
    "UTF-16 without a mark": Refused(text(*GOOD).encode("utf-16-le"), 'is UTF-16; write encoding = "utf-16"'),
    "Windows letters": Refused(
        text(FIRST, SECOND.replace("High", "Café")).encode("cp1252"), "line 3: this is not UTF-8"
    ),
    "a letter cut in half": Refused(
        text(FIRST.replace("Street", "Straße")).rstrip().encode()[:-2], "middle of a letter"
    ),
    "not the encoding of the mapping": Refused(
        text(*GOOD).encode("utf-8") + b"\xff", "is not ascii", mapping(said='encoding = "ascii"')
    ),
    "semicolons between cells": Refused(text(*GOOD).replace(",", ";"), "seem to be separated by ';'"),
    "a missing column": Refused(text(*GOOD).replace("GRADE", "PRIO"), "this header lacks 'GRADE'"),
    "two header rows": Refused(text(*GOOD, header=f",Times,,What,,\n{HEADER}"), "row 1: this header lacks 'REF'"),
    "a name of a column that stands twice": Refused(
        text(*(f"{row},x" for row in GOOD), header=f"{HEADER},type"), "the header has 'TYPE' more than once"
    ),
    "no names in the row of the mapping": Refused(
        text(*GOOD), "no names of columns in row 9", mapping(said="header_row = 9")
    ),
    "an empty file": Refused("", "is empty; export it again"),
    "a page saved as CSV": Refused("<html><body>Sign in</body></html>", "is not a text file"),
    "a workbook named CSV": Refused(sheet(["I-1", OPENED, CLOSED, "BURG", "I", "x"]), "is not a text file"),
    "a CSV file named as a workbook": Refused(text(*GOOD), "is not a workbook that can be read", name=XLSX),
    "a workbook that is cut": Refused(cut_short, "is not a workbook that can be read", name=XLSX),
    "a sheet that is hidden": Refused(
        only_hidden, "no visible sheet like 'Incidents'", mapping(said='sheets = ["Incidents"]'), XLSX
    ),
    "several sheets": Refused(two_sheets, "has the sheets 'Sheet', 'Other': say in the mapping which", name=XLSX),
    "a file that is no Parquet": Refused("PAR1", "is not a whole Parquet file", name="incidents.parquet"),
    "an old workbook": Refused("x", "is neither CSV, .xlsx nor Parquet", name="incidents.xls"),
    "a header that is no CSV": Refused('REF,"OPENED" x,CLOSED\n', "the header cannot be read"),
    "rows of which none is of this table": Refused(
        text(*("x" * 100_000 + ",,,,," for _ in range(700))), "more than 64 MiB of its rows cannot be counted"
    ),
}


@pytest.mark.parametrize("kind", REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_at_fault_as_a_whole_is_refused(tmp_path: Path, kind: Refused) -> None:
    place = ExtractHome.create(tmp_path)
    if callable(kind.file):
        kind.file(place.folder / kind.name)
    else:
        place.write(kind.file, kind.name)
    place.write(text(*GOOD), "others.csv")
    more = mapping(COLUMNS, files="others.csv", table="incident").split("[[table]]")[1]
    with pytest.raises(InputRefused) as refused:
        place.load(f"{kind.mapping}\n[[table]]{more}")
    assert kind.sentence in str(refused.value)
    assert place.ask("SELECT count(*) FROM source_file") == [(0,)]
    assert list((place.home.path / "records").glob("*/*.parquet")) == []
    assert list((place.home.path / "staging").iterdir()) == []
