"""What is wrong with an office, told all at once, each fault with its place in words and its line in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from forcesight.errors import InputRefused
from forcesight.model_office.office.spelling import PLURAL_OF
from forcesight.toml_tables import Fault, Place
from forcesight.toml_text import where


class OfficeRefused(InputRefused, ValueError):
    """The office cannot be run. Each of `problems` is a sentence; `lines` are their lines, 0 where there is no file."""

    def __init__(self, problems: Iterable[str], lines: Iterable[int] = ()) -> None:
        self.problems = tuple(problems)
        self.lines = tuple(lines) or (0,) * len(self.problems)
        super().__init__(*self.problems)


def refusal(faults: Iterable[Fault], raw: Mapping[str, Any], file: str, lines: Mapping[Place, int]) -> OfficeRefused:
    """The refusal for these faults, whose places are those of the file's office table `raw`, in the order of lines."""
    told = sorted({(_line_of(fault.place, lines), _sentence(fault, raw, file, lines)) for fault in faults})
    return OfficeRefused([sentence for _, sentence in told], [line for line, _ in told])


def _line_of(place: Place, lines: Mapping[Place, int]) -> int:
    """The line of the innermost table or field on the way to the place that stands in the file."""
    whole: Place = ("office", *place)
    return next((lines[whole[:end]] for end in range(len(whole), 0, -1) if whole[:end] in lines), 0)


def _sentence(fault: Fault, raw: Mapping[str, Any], file: str, lines: Mapping[Place, int]) -> str:
    line = _line_of(fault.place, lines)
    told = where(file, line) + ": ".join(filter(None, (words_for_place(fault.place, raw), fault.problem)))
    return told if told.endswith("?") else f"{told}."


def words_for_place(place: Place, raw: Any) -> str:
    """The tables on the way to a place, as a planner calls them: desk 'contact', work 'call', service."""
    words: list[str] = []
    name = ""
    for step in place:
        raw = _at(step, raw)
        if isinstance(step, str):
            name = PLURAL_OF.get(step, step)
        if isinstance(raw, dict):
            words.append(_called(name, step, raw))
    return ", ".join(words)


def _at(step: str | int, raw: Any) -> Any:
    if isinstance(raw, dict):
        return raw.get(step)
    return raw[step] if isinstance(raw, list) and isinstance(step, int) and step < len(raw) else None


def _called(name: str, step: str | int, table: dict[str, Any]) -> str:
    if name == "route":
        return f"route of {table.get('job')!r} from {table.get('station')!r}"
    called = table.get("id", table.get("job"))
    if isinstance(called, str):
        return f"{name} {called!r}"
    return f"{name} {step + 1}" if isinstance(step, int) else name
