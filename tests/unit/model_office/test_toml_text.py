"""TOML files that nobody should read: too large, too deep, of numbers that TOML does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.reading import read_experiment
from forcesight.model_office.office.reading import read_office
from forcesight.toml_text import MOST_BYTES, TomlRefused, content_of, read_toml, text_of


BOMBS = (
    ("lists in lists", f"[office]\na = {'[' * 100_000}{']' * 100_000}", 0, "lie too deep in each other"),
    ("tables in tables", f"[office]\na = {'{a = ' * 60}1{'}' * 60}", 1, "office holds lists or tables too deep"),
    ("a long key", f"[office]\n\n{'.'.join(['a'] * 200_000)} = 1", 3, "a key has more than 40 names"),
    ("a long key in quotes", "[office]\n" + ".".join(['"a"', "'b'"] * 30) + " = 1", 2, "a key has more than 40 names"),
    ("a long header", f"[office]\n[{' . '.join(['a'] * 50)}]", 2, "a key has more than 40 names"),
    ("thousands of digits", f"[office]\nweeks = {'9' * 5_000}", 0, "a whole number of thousands of digits"),
    (
        "more than 64 bits",
        "[office]\nid = 1\nweeks = 9223372036854775808",
        3,
        "weeks is a whole number of more than 64",
    ),
    ("a NUL byte", "[office]\nid = '\0'", 2, "Found invalid character"),
)


@pytest.mark.parametrize(("text", "line", "says"), [one[1:] for one in BOMBS], ids=[one[0] for one in BOMBS])
def test_it_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    for read in (content_of, read_office, read_experiment):
        with pytest.raises(InputRefused) as refused:
            read(text, "x.toml")
        place = f"x.toml, line {line}" if line else "x.toml"
        assert str(refused.value).startswith(f"{place}: this is not TOML: ")
        assert says in str(refused.value)


def test_a_file_of_50_mb_is_not_read(tmp_path: Path) -> None:
    large = tmp_path / "large.toml"
    with large.open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(TomlRefused, match=r"large\.toml: the file has more than 4 MB") as refused:
        text_of(large)
    assert refused.value.line == 0
    large.write_text("[office]\n" + "#" * (MOST_BYTES - 9))
    assert read_toml(large).content == {"office": {}}


def test_what_text_and_comments_hold_is_no_key() -> None:
    dots = ".".join(["a"] * 500)
    lines = (
        f"# {'1.2, ' * 100}",
        "[office]",
        f"id = [{'1.5, ' * 500}]",
        "low = -9223372036854775808",
        f"x = '{dots[:60]}'",
    )
    content = content_of("\n".join(lines))
    assert content["office"]["low"] == -(1 << 63)
    assert len(content["office"]["id"]) == 500
