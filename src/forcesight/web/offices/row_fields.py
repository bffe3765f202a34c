"""Small tables that are typed line by line: the shifts of a pattern, the jobs that a group helps with, a break."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import MISSING
from datetime import time
from typing import Any, Final

from django import forms

from forcesight.toml_fields import hints_of


OPTIONAL: Final = " (optional)"


class NumbersField(forms.CharField):
    """Numbers with commas or spaces between them."""

    def clean(self, value: Any) -> list[float] | None:
        """The numbers."""
        try:
            return [float(each) for each in _words(super().clean(value))] or None
        except ValueError:
            raise forms.ValidationError(f"{_called(self)}: write numbers with commas between them") from None

    def prepare_value(self, value: Any) -> Any:
        """Kept numbers as text."""
        return ", ".join(f"{each:g}" for each in value) if isinstance(value, tuple | list) else value


class NamesField(forms.CharField):
    """A list of short names on each line."""

    def clean(self, value: Any) -> list[list[str]] | None:
        """The names of each line."""
        return [_words(line) for line in super().clean(value).splitlines() if line.strip()] or None

    def prepare_value(self, value: Any) -> Any:
        """Kept lists as lines."""
        return value if value is None or isinstance(value, str) else "\n".join(" ".join(names) for names in value)


class RowsField(forms.CharField):
    """A table on each line: its fields in order, with spaces between; those that have a default may be left out."""

    def __init__(self, *, row: type, single: bool = False, **more: Any) -> None:
        super().__init__(**more)
        self.row, self.single = row, single

    def clean(self, value: Any) -> Any:
        """The tables, or the one."""
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        if self.single and len(lines) > 1:
            raise forms.ValidationError(f"{_called(self)}: write one line")
        rows = [self._row(number, line) for number, line in enumerate(lines, start=1)]
        return (rows[0] if self.single else rows) if rows else None

    def prepare_value(self, value: Any) -> Any:
        """Kept tables as lines."""
        if value is None or isinstance(value, str):
            return value
        return "\n".join(" ".join(_typed(row)) for row in ((value,) if self.single else value))

    def _row(self, number: int, line: str) -> dict[str, Any]:
        words, hints, columns = _words(line), hints_of(self.row), dataclasses.fields(self.row)  # type: ignore[arg-type]
        needed = sum(each.default is MISSING for each in columns)
        try:
            if needed <= len(words) <= len(columns):
                return {each.name: _read(word, hints[each.name]) for each, word in zip(columns, words, strict=False)}
        except ValueError:
            pass
        names = ", ".join(each.name.replace("_", " ") for each in columns)
        raise forms.ValidationError(f"{_called(self)}, line {number}: write {names}, with spaces between")


def _called(field: forms.Field) -> str:
    return str(field.label).removesuffix(OPTIONAL)


def _words(text: str) -> list[str]:
    return [each for each in re.split(r"[\s,;]+", text) if each]


def _read(word: str, hint: Any) -> Any:
    return time.fromisoformat(word) if hint is time else hint(word)


def _typed(row: Any) -> Iterator[str]:
    for each in dataclasses.fields(row):
        value = getattr(row, each.name)
        yield f"{value:%H:%M}" if isinstance(value, time) else f"{value:g}" if isinstance(value, float) else str(value)
