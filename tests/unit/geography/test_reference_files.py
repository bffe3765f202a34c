"""Reference files are found, unpacked and checked before anybody asks what they mean."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from forcesight.errors import InputRefused
from forcesight.records.contract import Contract
from forcesight.records.geography import Population
from forcesight.records.readers import reference_file
from forcesight.records.readers.reference_file import MAPS, TABLES, Once, find, read_text


Write = Callable[[str, str], Path]


def test_a_folder_gives_its_files_in_order_and_once(write: Write, tmp_path: Path) -> None:
    second, first = write("in/b/two.csv", "x"), write("in/a/one.csv.gz", "x")
    write("in/readme.txt", "x")
    found = find([tmp_path / "in", first], "population", TABLES)
    assert [item.path for item in found] == [first, second]
    assert [item.named for item in found] == [True, False]


def test_a_named_file_of_another_kind_is_refused(write: Write) -> None:
    with pytest.raises(InputRefused, match=r"people\.xlsx is not a population file: its name must end in \.csv"):
        find([write("people.xlsx", "x")], "population", TABLES)


def test_a_missing_path_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="There is nothing at"):
        find([tmp_path / "nowhere"], "areas", TABLES + MAPS)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputRefused, match="holds no areas file"):
        find([tmp_path / "empty"], "areas", TABLES + MAPS)


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "marked.csv"
    path.write_bytes(b"\xef\xbb\xbfcode,year\n")
    assert read_text(path, "population").text == "code,year\n"


def test_a_gzip_file_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "packed.csv.gz"
    path.write_bytes(gzip.compress(b"code,year\n"))
    file = read_text(path, "population")
    assert file.text == "code,year\n"
    assert file.source_file == f"population/packed.csv.gz@{file.content_hash[:12]}"
    assert file.label == str(path)
    assert not file.is_map


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b" \n", "is empty; download it again"),
        ("a.csv", b"\xef\xbb\xbf <!DOCTYPE html>", "is a web page, not a population file"),
        ("a.csv", b"code\nCaf\xe9\n", r"is not UTF-8 text \(line 2\)"),
        ("a.csv", "code,year\n".encode("utf-16-le"), r"is not UTF-8 text \(line 1\)"),
        ("a.csv.gz", b"code,year\n", "is not a whole gzip file"),
        ("a.csv.gz", gzip.compress(b"code,year\n" * 1000)[:-20], "is not a whole gzip file"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputRefused, match=sentence):
        read_text(path, "population")


def test_a_file_far_too_large_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference_file, "LARGEST", 1 << 20)
    with pytest.raises(InputRefused, match="is larger than 1 MiB, so it is not a population file"):
        read_text(write("large.csv", "x" * (2 << 20)), "population")


def test_a_file_cannot_say_two_things_of_one_area() -> None:
    contract: type[Contract] = Population
    once, row = Once(), {"level": "district", "code": "D1", "year": 2020, "population": 5}
    assert once.offer(contract, row, 2) == ""
    assert once.offer(contract, dict(row), 3) == "the row repeats row 2"
    assert once.offer(contract, row | {"population": 6}, 4) == "the row contradicts row 2"
    assert once.offer(contract, row | {"year": 2021}, 5) == ""
