"""The line of every table and field of a TOML text, however it is written."""

from __future__ import annotations

import tomllib

import pytest

from forcesight.toml_lines import lines_of


TEXT = '''\
# A comment with [[brackets]] and a = sign.
title = "a # no comment"

[office]
words = """
[not.a.table] ]
"quoted" \\""""
literal = \'\'\'
it's = [a]
\'\'\'
[[office.desk]]   # the first
id = "one"
"odd key".inner = 3
'plain key' = 1e3
"\\u0041\\t" = true
[[office.desk.work]]
job = "call"
service = { family = "lognormal", mean = 6, "cv" = 0.8 }
staff = [
  1, 2, # two of them
  3,
]
[[office.desk.work]]
job = \'letter\'
shifts = [
  { day = 0, starts = 07:00:00 }, { day = 1, starts = 08:00:00 },
]
[[office.desk]]
id = "two"
[office.desk.sub.below]
rows = [["a"], ["b",
  "c"]]
'''
EXPECTED = {
    ("title",): 2,
    ("office",): 4,
    ("office", "words"): 5,
    ("office", "literal"): 8,
    ("office", "desk"): 11,
    ("office", "desk", 0): 11,
    ("office", "desk", 0, "odd key"): 13,
    ("office", "desk", 0, "odd key", "inner"): 13,
    ("office", "desk", 0, "plain key"): 14,
    ("office", "desk", 0, "A\t"): 15,
    ("office", "desk", 0, "work", 0): 16,
    ("office", "desk", 0, "work", 0, "service", "cv"): 18,
    ("office", "desk", 0, "work", 0, "staff"): 19,
    ("office", "desk", 0, "work", 0, "staff", 2): 21,
    ("office", "desk", 0, "work", 1): 23,
    ("office", "desk", 0, "work", 1, "shifts", 1, "starts"): 26,
    ("office", "desk", 1): 28,
    ("office", "desk", 1, "sub", "below"): 30,
    ("office", "desk", 1, "sub", "below", "rows", 1, 1): 32,
}


@pytest.mark.parametrize("place", EXPECTED, ids=lambda place: ".".join(map(str, place)))
def test_a_place_has_its_line(place: tuple[str | int, ...]) -> None:
    assert lines_of(TEXT)[place] == EXPECTED[place]


def test_the_text_is_the_toml_that_it_seems_to_be() -> None:
    found = tomllib.loads(TEXT)
    for place in EXPECTED:
        part = found
        for step in place:
            part = part[step]


def test_windows_line_ends_count_once() -> None:
    assert lines_of(TEXT.replace("\n", "\r\n")) == lines_of(TEXT)


def test_a_text_that_was_not_read_before_is_an_error() -> None:
    with pytest.raises(ValueError, match="line 2: this is not the TOML that was read"):
        lines_of("a = 1\n= 3\n")
