"""A file that is cut anywhere is refused, or every one of its lines is accounted for."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.store.published_files import crime_id, line, load, rows, text, write

from forcesight.errors import InputRefused
from forcesight.records.readers import PublishedFile
from forcesight.records.readers.inspect import inspect
from forcesight.records.readers.sift import sift
from forcesight.store import Home


# Few examples load a home each; many only go through the readers.
LOADS = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
READS = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))

CELLS = st.sampled_from(["Mill Lane", "", '"a, b"', '"say ""no"""', "Café Row", '"two\nlines"', "x" * 80])
OUTCOMES = st.sampled_from(["", "Under investigation", "Investigation complete; no suspect identified"])


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A street or outcomes file, with bad rows and blank lines among the good ones."""
    kind = draw(st.sampled_from(["street", "outcomes"]))
    last = "Last_outcome_category" if kind == "street" else "Outcome_type"
    lines = [
        draw(
            st.sampled_from(["", "bad,row"])
            | st.builds(
                lambda location, outcome, number=number: line(
                    kind, Crime_ID=crime_id(number), Location=location, **{last: outcome}
                ),
                CELLS,
                OUTCOMES,
            )
        )
        for number in range(draw(st.integers(1, 8)))
    ]
    return kind, text(lines, kind, end=draw(st.sampled_from(["\n", "\r\n"]))).encode()


@LOADS
@given(files(), st.data())
def test_a_cut_file_is_refused_or_every_line_is_accounted_for(file: tuple[str, bytes], data: st.DataObject) -> None:
    kind, content = file
    cut = content[: data.draw(st.integers(0, len(content)), label="cut at")]
    with tempfile.TemporaryDirectory() as folder:
        home = Home.create(Path(folder) / "home", "fairshire")
        path = write(Path(folder) / "in", cut, kind=kind)
        try:
            report = load(home, path)
        except InputRefused:
            assert rows(home, "SELECT count(*) FROM source_file") == [(0,)]
            return
        assert report.rows_loaded + report.rows_rejected == rows_in(cut)
        table = "recorded_crime" if kind == "street" else "crime_outcome"
        assert rows(home, f"SELECT count(*) FROM {table}") == [(report.rows_loaded,)]
        assert rows(home, "SELECT count(*) FROM reject") == [(report.rows_rejected,)]


@READS
@given(files(), st.data())
def test_the_sieve_loses_no_row_of_a_cut_file(file: tuple[str, bytes], data: st.DataObject) -> None:
    """What is kept and what is rejected, line by line, is what the file held."""
    kind, content = file
    cut = content[: data.draw(st.integers(0, len(content)), label="cut at")]
    folder = Path(tempfile.mkdtemp())
    try:
        path = write(folder, cut, kind=kind)
        published = PublishedFile(path, kind, "fairshire", "2024-06", "2024-06")
        if inspect(published, path).faults:
            return
        try:
            sifted = sift(published, path, folder / "clean.csv")
        except InputRefused:
            return
        assert sifted.rows_read == rows_in(cut)
        assert rows_in((folder / "clean.csv").read_bytes()) == sifted.rows_read - len(sifted.rejects)
        for rejected in sifted.rejects:
            assert str(rejected["raw"]).encode() in cut
    finally:
        shutil.rmtree(folder)


def rows_in(content: bytes) -> int:
    """Rows after the header, blank lines apart: a line that ends inside quotes goes on in the next one."""
    count, inside, row = -1, False, b""
    for part in content.replace(b"\r\n", b"\n").split(b"\n"):
        row += part
        inside ^= part.count(b'"') % 2 == 1
        if not inside:
            count += bool(row)
            row = b""
    return count
