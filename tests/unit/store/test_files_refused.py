"""A file that is at fault is refused with a sentence that says what and where, and the home is as it was."""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.unit.store.published_files import archive, crimes, header, line, load, rows, state, text, write

from forcesight.errors import InputRefused
from forcesight.store import Home


GOOD = text(crimes(5))
LATIN = line(Location="Café Row").encode("latin-1")

REFUSED = {
    "another header": (GOOD.replace("Crime type", "Offence", 1), "line 1: this is not the header of a street file"),
    "columns in another order": (GOOD.replace("Crime ID,Month", "Month,Crime ID", 1), "in another order"),
    "a Latin-1 byte near the top": (GOOD.encode() + LATIN + b"\r\n", r"not UTF-8 text \(line 7\)"),
    "a Latin-1 byte far down": (text(crimes(3000)).encode() + LATIN + b"\r\n", "line 3002: this is not UTF-8 text"),
    "UTF-16 with its mark": (GOOD.encode("utf-16"), "not UTF-8 text"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), "not UTF-8 text"),
    "an error page": ("<!DOCTYPE html><html><title>502</title></html>", "is a web page, not a CSV file"),
    "an error page with a mark": ("\ufeff\n<html>", "is a web page, not a CSV file"),
    "an empty file": ("", "is empty"),
    "a header without rows": (text([]), "holds no rows: the download was cut short, or the force published nothing"),
    "a header and blank lines": (text(["", " "]), "a month without a file stays unknown"),
    "a header without its end": (header(), "no line of the file has an end"),
    "old Macintosh line ends": (text(crimes(2), end="\r"), "no line of the file has an end"),
    "a row cut in the middle": (GOOD[:-40], "line 6: the file ends in the middle of a row"),
    "a row of another month": (text([*crimes(2), *crimes(1, month="2024-05", start=9)]), "line 4: the row belongs to"),
    "a quote that never ends": (text([line(Location='"On or near')]), "line 2: a quoted cell is damaged or never ends"),
    "another force's rows": (text(crimes(3, Falls_within="Mercia Police")), "the name says fairshire, the rows say"),
    "a line of three MiB": (text([*crimes(2), "x" * (3 << 20)]), "line 4: the row is longer than 1 MiB"),
}


@pytest.mark.parametrize("content, sentence", REFUSED.values(), ids=REFUSED)
def test_a_file_at_fault_is_refused(home: Home, tmp_path: Path, content: str | bytes, sentence: str) -> None:
    load(home, write(tmp_path / "before", text(crimes(3, month="2024-05")), month="2024-05"))
    before = state(home)
    good = write(tmp_path / "in", text(crimes(4, month="2024-07")), month="2024-07")
    with pytest.raises(InputRefused, match=sentence) as refused:
        load(home, good, write(tmp_path / "in", content))
    assert refused.value.exit_code == 2
    assert "2024-06-fairshire-street.csv" in str(refused.value)
    assert state(home) == before
    assert not list(home.staging.iterdir())


@pytest.mark.parametrize("kind", ["outcomes", "stop-and-search"])
def test_a_file_without_rows_is_refused_whatever_its_kind(home: Home, tmp_path: Path, kind: str) -> None:
    before = state(home)
    with pytest.raises(InputRefused, match="holds no rows"):
        load(home, write(tmp_path, text([], kind), kind=kind))
    assert state(home) == before


def test_an_edition_before_the_file_s_own_month_is_refused(home: Home, tmp_path: Path) -> None:
    before = state(home)
    with pytest.raises(InputRefused, match="cannot be of edition 2024-05: no archive of that month holds 2024-06"):
        load(home, write(tmp_path, GOOD), edition="2024-05")
    assert state(home) == before


def test_every_fault_of_a_folder_is_told_at_once(home: Home, tmp_path: Path) -> None:
    write(tmp_path / "in", "", month="2024-05")
    write(tmp_path / "in", "<html>", month="2024-06")
    with pytest.raises(InputRefused) as refused:
        load(home, tmp_path / "in")
    assert len(refused.value.sentences) == 2


def test_a_search_stamped_in_another_month_is_refused(home: Home, tmp_path: Path) -> None:
    """23:00 UTC on 30 June is July in London; 22:59 is June."""
    late = line("stop-and-search", Date="2024-06-30T22:59:00+00:00")
    path = write(tmp_path, text([late], "stop-and-search"), month="2024-07", kind="stop-and-search")
    with pytest.raises(InputRefused, match="line 2: the row belongs to 2024-06, the file name says 2024-07"):
        load(home, path)


def test_an_outcome_cut_short_is_noticed(home: Home, tmp_path: Path) -> None:
    """The row has all its cells, but the last one is only the beginning of what other rows say."""
    whole = text([line("outcomes", Crime_ID=f"{n:064x}") for n in range(3)], "outcomes")
    with pytest.raises(InputRefused, match="line 4: the file ends in the middle of a row"):
        load(home, write(tmp_path, whole[:-6], kind="outcomes"))
    assert load(home, write(tmp_path, whole.rstrip("\r\n"), kind="outcomes")).rows_loaded == 3


def test_one_broken_quote_among_many_files_refuses_them_all(home: Home, tmp_path: Path) -> None:
    for month in ("2024-04", "2024-05"):
        write(tmp_path / "in", text(crimes(3, month=month)), month=month)
    write(tmp_path / "in", text([*crimes(2), line(Location='"On')]))
    with pytest.raises(InputRefused, match="2024-06"):
        load(home, tmp_path / "in")
    assert state(home)[0] == 0


def test_a_file_with_endless_bad_rows_is_refused(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forcesight.records.readers.sift.RAW_KEPT_IN_ALL", 5000)
    with pytest.raises(InputRefused, match="of its rows cannot be counted"):
        load(home, write(tmp_path, text([*crimes(2), *["a,b,c" * 20] * 100])))
    assert state(home)[0] == 0


def test_a_fault_in_a_newer_archive_leaves_the_older_one_out_too(home: Home, tmp_path: Path) -> None:
    name = "2024-04-fairshire-street.csv"
    old = archive(tmp_path / "2024-05.zip", {name: text(crimes(3, month="2024-04"))})
    new = archive(tmp_path / "2024-06.zip", {name: text([*crimes(3, month="2024-04"), *crimes(1, month="2024-03")])})
    before = state(home)
    with pytest.raises(InputRefused, match="line 5: the row belongs to 2024-03"):
        load(home, old, new)
    assert state(home) == before


def test_a_truncated_archive_is_refused(home: Home, tmp_path: Path) -> None:
    whole = archive(tmp_path / "2024-06.zip", {"2024-06/2024-06-fairshire-street.csv": text(crimes(500))})
    content = whole.read_bytes()
    for cut in (10, len(content) // 2, len(content) - 3):
        whole.write_bytes(content[:cut])
        with pytest.raises(InputRefused, match="is not a whole zip archive"):
            load(home, whole)
    assert state(home)[0] == 0


def test_a_corrupted_member_is_refused(home: Home, tmp_path: Path) -> None:
    path = archive(tmp_path / "2024-06.zip", {"2024-06-fairshire-street.csv": text(crimes(500))})
    content = bytearray(path.read_bytes())
    content[200:260] = bytes(60)
    path.write_bytes(content)
    with pytest.raises(InputRefused, match="cannot be unpacked"):
        load(home, path)
    assert state(home)[0] == 0
    assert not list(home.staging.iterdir())


def test_a_member_that_holds_more_than_it_declares_is_refused(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "2024-06.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        out.writestr("2024-06-fairshire-street.csv", GOOD)
    content = path.read_bytes()
    size = len(GOOD.encode()).to_bytes(4, "little")
    directory = content.rindex(b"PK\1\2")
    path.write_bytes(content[:directory] + content[directory:].replace(size, b"\1\0\0\0"))
    with pytest.raises(InputRefused, match="cannot be unpacked"):
        load(home, path)


def test_an_encrypted_member_is_refused(home: Home, tmp_path: Path) -> None:
    path = archive(tmp_path / "2024-06.zip", {"2024-06-fairshire-street.csv": GOOD})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.rindex(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(InputRefused, match="encrypted"):
        load(home, path)


def test_a_member_that_claims_to_be_enormous_is_refused(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forcesight.records.readers.published.LARGEST_MEMBER", 100)
    with pytest.raises(InputRefused, match="says that it unpacks to"):
        load(home, archive(tmp_path / "2024-06.zip", {"2024-06-fairshire-street.csv": GOOD}))


def test_a_name_that_is_not_ours_is_refused(home: Home, tmp_path: Path) -> None:
    other = tmp_path / "crimes.csv"
    other.write_text(GOOD)
    for path, sentence in [
        (other, "is not named like a data.police.uk file"),
        (tmp_path / "none.csv", "There is nothing at"),
        (tmp_path / "home" / "logs", "No data.police.uk file was found in"),
    ]:
        with pytest.raises(InputRefused, match=sentence):
            load(home, path)
    with pytest.raises(InputRefused, match="is not an edition"):
        load(home, write(tmp_path / "in", GOOD), edition="June")


def test_two_versions_of_a_month_in_one_command_are_refused(home: Home, tmp_path: Path) -> None:
    one, two = write(tmp_path / "one", text(crimes(3))), write(tmp_path / "two", text(crimes(4)))
    with pytest.raises(InputRefused, match="are two versions of the same force and month"):
        load(home, one, two)
    assert state(home)[0] == 0


LONG_LINE = """
import resource, sys
from pathlib import Path
from forcesight.errors import InputRefused
from forcesight.store import Home
from tests.unit.store.published_files import load
limit = 900 << 20
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
try:
    load(Home.open(Path(sys.argv[1])), Path(sys.argv[2]))
except InputRefused as refused:
    print(refused)
    # Not getrusage, which begins with the memory of the process that started this one.
    told = Path("/proc/self/status").read_text().split("VmHWM:")[1]
    print(int(told.split()[0]) >> 10)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_DATA"), reason="needs memory limits of the system")
def test_a_single_line_of_any_length_is_refused_in_bounded_memory(home: Home, tmp_path: Path) -> None:
    path = write(tmp_path / "in", text(crimes(2)))
    with path.open("ab") as out:
        for _ in range(50):
            out.write(b"x" * (1 << 20))
    made = subprocess.run(
        [sys.executable, "-c", LONG_LINE, str(home.path), str(path)], capture_output=True, text=True, check=True
    )
    sentence, peak = made.stdout.strip().splitlines()
    assert sentence.endswith("the row is longer than 1 MiB, so this is not a published file; download it again.")
    assert int(peak) < 1024
    assert rows(home, "SELECT count(*) FROM recorded_crime") == [(0,)]
