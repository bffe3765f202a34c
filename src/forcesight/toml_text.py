"""A TOML file as its text and its content, or a sentence that says, with the line, why it cannot be read.

A file may come from anybody. So it is neither read when it is larger than any that people write, nor when its tables
lie deeper in each other than any that a program asks for: reading such a file would take minutes, or end the program.

Source: the TOML specification, version 1.0.0; its whole numbers are those of 64 bits.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, NamedTuple

from forcesight.errors import InputRefused
from forcesight.toml_lines import lines_of
from forcesight.toml_tables import Place


MOST_BYTES: Final = 4_000_000
MOST_STEPS: Final = 40
"""How many names and numbers a way to a value may have."""
# So many names with dots between them, wherever a key may begin.
_LONG_KEY = re.compile(
    r"""(?<![A-Za-z0-9_"'-])(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)"""
    f"{{{MOST_STEPS}}}"
)


class TomlRefused(InputRefused):
    """The file cannot be read as TOML. `line` is where, 0 where no line is at fault."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.line = line


class Toml(NamedTuple):
    """What a file says: its name, its tables, and the line of every place in it."""

    name: str
    content: Mapping[str, Any]
    lines: Mapping[Place, int]


def read_toml(source: str | Path, name: str = "") -> Toml:
    """What a file (a Path) or a text (a str) says in TOML; `name` is what to call a text. Raises TomlRefused."""
    name, text = (source.name, text_of(source)) if isinstance(source, Path) else (name, source)
    return Toml(name, content_of(text, name), lines_of(text))


def where(name: str, line: int = 0) -> str:
    """The beginning of a sentence about a line of a file: "name, line 3: "."""
    told = ", ".join(filter(None, (name, f"line {line}" if line else "")))
    return f"{told}: " if told else ""


def text_of(file: Traversable, name: str = "") -> str:
    """The text of a file, without a byte order mark; `name` is what to call it, if not by its path.

    Raises TomlRefused where it cannot be read, is not UTF-8, or is larger than a planner's file ever is.
    """
    name = name or str(file)
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        sentence = f"{name}: the file cannot be read ({error.strerror}): check its name, its place and who may read it."
        raise TomlRefused(sentence) from error
    if len(data) > MOST_BYTES:
        raise TomlRefused(f"{name}: the file has more than {MOST_BYTES // 1_000_000} MB: no file of this kind has.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TomlRefused(f"{name}: the file is not UTF-8 (byte {error.start}): save it as UTF-8.") from error


def content_of(text: str, name: str = "") -> dict[str, Any]:
    """What a text says in TOML. Raises TomlRefused with the line and the reason where it says nothing in TOML."""
    long = _LONG_KEY.search(text)
    if long is not None:
        raise _refused(name, _line_at(text, long.start()), f"a key has more than {MOST_STEPS} names")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(text, name, str(error)) from error
    except RecursionError as error:
        raise _refused(name, 0, "its lists and tables lie too deep in each other") from error
    except ValueError as error:
        # Python makes no whole number of more than 4,300 digits.
        raise _refused(name, 0, "it holds a whole number of thousands of digits") from error
    _check(content, text, name)
    return content


def _not_toml(text: str, name: str, says: str) -> TomlRefused:
    """The reader's own words, with the line first; it says "at end of document" for a text that breaks off."""
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", says)
    line = int(found[1]) if found and found[1] else text.count("\n") + 1
    column = f", column {found[2]}" if found and found[2] else ""
    reason = says[: found.start()] if found else says
    return _refused(name, line, f"{reason}{column}")


def _check(content: dict[str, Any], text: str, name: str) -> None:
    """Refuse what lies too deep, and whole numbers that TOML does not have."""
    ahead: list[tuple[Place, Any]] = [((), content)]
    while ahead:
        place, value = ahead.pop()
        if len(place) > MOST_STEPS:
            raise _refused(name, lines_of(text)[place[:1]], f"{place[0]} holds lists or tables too deep in each other")
        if isinstance(value, dict):
            ahead += (((*place, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            ahead += (((*place, number), inner) for number, inner in enumerate(value))
        elif isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
            raise _refused(name, lines_of(text)[place], f"{place[-1]} is a whole number of more than 64 bits")


def _refused(name: str, line: int, reason: str) -> TomlRefused:
    return TomlRefused(f"{where(name, line)}this is not TOML: {reason}.", line)


def _line_at(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
