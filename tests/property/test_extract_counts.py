"""Whatever an extract holds, rows read are rows loaded, rejected and already loaded, as an obvious count says."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.records.extract_home import HEADER, ExtractHome, counts


IDENTIFIERS = st.sampled_from(["", " ", "I-1", "I-2", "I-3", "I-4", "1.2E+11", "#REF!", "NULL", 'é, "quoted"'])
MOMENTS = st.sampled_from(
    ["", "04/03/2024 09:00", "05/03/2024 10:30", "2024-03-06 11:00", "31/03/2024 01:30", "no date"]
)
TEXTS = st.one_of(
    st.sampled_from(["", "x", "two\r\nlines", "semi;colon", 'a "word"', "BURG"]), st.text('ab,"\n ', max_size=4)
)
ROWS = st.one_of(
    st.tuples(IDENTIFIERS, MOMENTS, MOMENTS, TEXTS, TEXTS, TEXTS),
    st.tuples(IDENTIFIERS, MOMENTS, MOMENTS, TEXTS, TEXTS),
    st.tuples(IDENTIFIERS, MOMENTS, MOMENTS, TEXTS, TEXTS, TEXTS, TEXTS),
    st.tuples(*[st.just("")] * 6),
)
GOOD_MOMENTS = {"04/03/2024 09:00", "05/03/2024 10:30", "2024-03-06 11:00"}


def written(rows: list[tuple[str, ...]], end: str) -> str:
    """The rows as CSV under the usual header."""
    out = io.StringIO()
    out.write(HEADER + end)
    csv.writer(out, lineterminator=end).writerows(rows)
    return out.getvalue()


def identifier(row: tuple[str, ...]) -> str:
    """The identifier of a row; empty where it has none that can be used."""
    told = row[0].strip()
    return "" if told in ("NULL", "1.2E+11", "#REF!") else told


def said(row: tuple[str, ...]) -> tuple[str, ...]:
    """What a row comes to; all moments that cannot be read come to the same."""
    name, opened, closed, *texts = row
    return (name, opened, closed if closed in GOOD_MOMENTS or not closed else "bad", *texts)


def expected(extracts: list[list[tuple[str, ...]]]) -> list[tuple[int, int, int, int]]:
    """What must become of each extract's rows, one after the other: read, loaded, rejected, already loaded."""
    held: dict[str, tuple[str, ...]] = {}
    told = []
    for extract in extracts:
        rows = [tuple(cell.strip() for cell in row) for row in extract if any(cell.strip() for cell in row)]
        good = [said(row) for row in rows if len(row) == 6 and identifier(row) and row[1] in GOOD_MOMENTS]
        last = {row[0]: row for row in good}
        loaded = sum(held.get(name) != row for name, row in last.items())
        rejected = len(rows) - len(good) + sum(row != last[row[0]] for row in good)
        told.append((len(rows), loaded, rejected, len(rows) - loaded - rejected))
        held |= last
    return told


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(ROWS, min_size=1, max_size=12), min_size=1, max_size=2), st.sampled_from(["\n", "\r\n"]))
def test_every_row_of_any_extract_is_counted_once(extracts: list[list[tuple[str, ...]]], end: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        home = ExtractHome.create(Path(place))
        for number, (extract, told) in enumerate(zip(extracts, expected(extracts), strict=True), 1):
            home.write(written(extract, end))
            report = home.load(extracted=f"2024-07-{number:02d}")
            assert counts(report) == told
            ((in_force,),) = home.ask("SELECT count(*) FROM incident")
            ((of_files,),) = home.ask("SELECT sum(rows_read - rows_rejected)::BIGINT FROM source_file")
            assert in_force <= of_files
            assert home.ask("SELECT source_id FROM incident GROUP BY 1 HAVING count(*) > 1") == []
