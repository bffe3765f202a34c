"""On which line of a TOML file each table and each field stands: what the standard library's reader does not tell.

The text has been read by that reader before, so it is TOML; only what is needed to find places is looked at again.

Source: the TOML specification, version 1.0.0, sections "Table", "Array of Tables", "Inline Table" and "String".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forcesight.toml_tables import Place


_BLANK = re.compile(r"[ \t]*")
# White space, line ends and comments, as they may stand between the items of a list.
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
# Up to two quotes may stand directly before the closing three.
_LONG_TEXT = r'''"""(?:[^\\]|\\.)*?"""(?:"{0,2})'''
_LONG_LITERAL = r"""'''.*?'''(?:'{0,2})"""
_SHORT_TEXT = r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
_TEXT = re.compile(f"{_LONG_TEXT}|{_LONG_LITERAL}|{_SHORT_TEXT}", re.DOTALL)
_PLAIN = re.compile(r"[^,\]}#\r\n]+")


def lines_of(text: str) -> dict[Place, int]:
    """The line (from 1) of every table and field of a TOML text that is well formed, by the way to it."""
    found: dict[Place, int] = {}
    for place, line in _Scan(text).places():
        # What a header or a dotted key passes on its way stands where it is first passed.
        for length in range(1, len(place) + 1):
            found.setdefault(place[:length], line)
    return found


class _Scan:
    """One reading of the text from its beginning to its end."""

    def __init__(self, text: str) -> None:
        # A byte order mark is no part of the text; both kinds of line end count as one line.
        self.text = text.removeprefix("\ufeff")
        self.at = 0
        self.line = 1
        self.counted: dict[Place, int] = {}

    def places(self) -> Iterator[tuple[Place, int]]:
        """Each place with its line, in the order of the text."""
        table: Place = ()
        while self._take(_GAP) is not None and self.at < len(self.text):
            if self.text[self.at] == "[":
                line = self.line
                table = self._header()
                yield table, line
            else:
                yield from self._pair(table)

    def _header(self) -> Place:
        several = self.text.startswith("[[", self.at)
        self._skip(2 if several else 1)
        keys = self._keys("]")
        self._skip(2 if several else 1)
        place: Place = ()
        for number, key in enumerate(keys):
            place = (*place, key)
            if several and number == len(keys) - 1:
                self.counted[place] = self.counted.get(place, -1) + 1
            if place in self.counted:
                place = (*place, self.counted[place])
        return place

    def _pair(self, table: Place) -> Iterator[tuple[Place, int]]:
        line = self.line
        place = (*table, *self._keys("="))
        self._skip(1)
        self._take(_BLANK)
        yield place, line
        yield from self._value(place)

    def _keys(self, until: str) -> list[str]:
        keys = []
        while True:
            self._take(_BLANK)
            keys.append(_plain_key(self._take(_KEY)))
            self._take(_BLANK)
            if self.text[self.at] == until:
                return keys
            self._skip(1)

    def _value(self, place: Place) -> Iterator[tuple[Place, int]]:
        opening = self.text[self.at]
        if opening == "[":
            yield from self._items(place)
        elif opening == "{":
            yield from self._braces(place)
        else:
            self._take(_TEXT if opening in "\"'" else _PLAIN)

    def _items(self, place: Place) -> Iterator[tuple[Place, int]]:
        self._skip(1)
        number = 0
        while self._take(_GAP) is not None and self.text[self.at] != "]":
            yield (*place, number), self.line
            yield from self._value((*place, number))
            number += 1
            self._comma()
        self._skip(1)

    def _braces(self, place: Place) -> Iterator[tuple[Place, int]]:
        self._skip(1)
        while self._take(_GAP) is not None and self.text[self.at] != "}":
            yield from self._pair(place)
            self._comma()
        self._skip(1)

    def _comma(self) -> None:
        self._take(_GAP)
        if self.text[self.at] == ",":
            self._skip(1)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"line {self.line}: this is not the TOML that was read")
        self.at = found.end()
        self.line += found.group().count("\n")
        return found.group()

    def _skip(self, count: int) -> None:
        self.at += count


def _plain_key(written: str) -> str:
    if written.startswith("'"):
        return written[1:-1]
    return _ESCAPE.sub(_unescaped, written[1:-1]) if written.startswith('"') else written


_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def _unescaped(found: re.Match[str]) -> str:
    code = found.group(1)
    return chr(int(code[1:], 16)) if len(code) > 1 else _SHORT.get(code, code)
