"""One line of the live feed: an event that a force's system sends, as a JSON object, or the withdrawal of one.

    {"event_id": "4711-3", "cases": ["incident:4711"], "activity": "unit_at_scene",
     "occurred_at": "2024-06-03T09:15:00+01:00", "known_at": "2024-06-03T09:15:04+01:00", "resource": "AB12"}
    {"event_id": "4711-3", "op": "withdraw", "known_at": "2024-06-03T09:20:00+01:00"}

The fields are the columns of `Event`, where `event_id` is `source_id`. A line that cannot be counted is refused with a
sentence; any other fault is an empty cell with a quality flag. Sentences say nothing of what the line holds.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from forcesight.records.contract import REGISTRY, Column
from forcesight.records.event import Event


# A line that is longer in bytes is refused; it is as much as the reject table keeps of one.
LONGEST_LINE: Final = 1 << 16
LONGEST_ID: Final = 200
# Systems fill a missing date with one before this.
EARLIEST: Final = datetime(1901, 1, 1, tzinfo=UTC)
# Clocks differ a little; what happened later than this from now has not happened.
CLOCKS_DIFFER: Final = timedelta(hours=1)

ID, OP = "event_id", "op"
_COLUMNS: Final = {column.name: column for column in Event.read_columns()}
FIELDS: Final = (ID, OP, *(name for name in _COLUMNS if name != "source_id"))
_NEEDED: Final = {"put": ("cases", "activity", "occurred_at"), "withdraw": ()}


class LineRefused(ValueError):
    """Why a line cannot be counted, as a sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """A line that can be counted: what it does (`put` or `withdraw`), and its cells by column of `Event`."""

    op: str
    cells: dict[str, Any]
    flags: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The event's identifier in its source."""
        return str(self.cells["source_id"])


def read_line(line: bytes, now: datetime) -> EventLine:
    """The line that came at `now`; LineRefused where it cannot be counted."""
    told = _as_object(line)
    if not told.keys() <= set(FIELDS):
        raise LineRefused(f"A field is none of an event's, which are {', '.join(FIELDS)}.")
    op = told.get(OP, "put")
    if not isinstance(op, str) or op not in _NEEDED:
        raise LineRefused("op is neither put nor withdraw.")
    cells = _Cells(now)
    cells.told["source_id"] = _identifier(told.get(ID))
    wanted = _COLUMNS if op == "put" else {"known_at": _COLUMNS["known_at"]}
    for name in wanted.keys() - {"source_id"}:
        cells.read(wanted[name], told.get(name))
    for name in _NEEDED[op]:
        if cells.told.get(name) is None:
            raise LineRefused(f"{name} is missing or cannot be read: {_FORMS[name]}.")
    if op == "put" and cells.is_future(cells.told["occurred_at"]):
        raise LineRefused("occurred_at is in the future; set the sender's clock.")
    return EventLine(op, {name: v for name, v in cells.told.items() if v is not None}, tuple(sorted(cells.flags)))


def _as_object(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise LineRefused(f"The line is longer than {LONGEST_LINE:,} bytes.")
    try:
        told = json.loads(line.decode(), parse_constant=_no_number)
        # Half of a pair of surrogates is valid JSON, but no text.
        json.dumps(told, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise LineRefused("The line is not JSON in UTF-8.") from None
    if not isinstance(told, dict):
        raise LineRefused("The line is not a JSON object.")
    return told


def _no_number(_: str) -> float:
    raise ValueError


def _identifier(told: Any) -> str:
    text = _text(told)
    if not text or len(text) > LONGEST_ID:
        raise LineRefused(f"event_id is missing or is no text of at most {LONGEST_ID} characters.")
    return text


@dataclass(slots=True)
class _Cells:
    """The cells of a line as they are read, and what was wrong with them."""

    now: datetime
    told: dict[str, Any] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    def read(self, column: Column, told: Any) -> None:
        """One cell; one that cannot be read is empty and flagged."""
        if told is None or told == "":
            return
        value = (_OWN.get(column.name) or _BY_TYPE[column.type.name])(told)
        if value is None or not _in_range(column, value) or (column.name == "known_at" and self.is_future(value)):
            self.flags.add(f"bad_{column.name}")
            return
        self.told[column.name] = value
        if column.name == "cases" and not {part.partition(":")[0] for part in value.split(";")} <= case_kinds():
            self.flags.add("unknown_cases")

    def is_future(self, moment: datetime) -> bool:
        """Whether a moment has not come yet, however clocks differ."""
        return moment > self.now + CLOCKS_DIFFER


def case_kinds() -> frozenset[str]:
    """The kinds of case that have a table; another is kept and flagged."""
    return frozenset(contract.case for contract in REGISTRY.values() if contract.case)


def _in_range(column: Column, value: Any) -> bool:
    lowest = column.minimum is None or value >= column.minimum
    return lowest and (column.maximum is None or value <= column.maximum)


def _text(told: Any) -> str | None:
    if isinstance(told, int) and not isinstance(told, bool):
        return str(told)
    return told.strip() if isinstance(told, str) and told.strip() and "\0" not in told else None


def _number(told: Any) -> float | None:
    if isinstance(told, bool) or not isinstance(told, int | float):
        return None
    try:
        return float(told) if math.isfinite(told) else None
    except OverflowError:
        return None


def _instant(told: Any) -> datetime | None:
    """A moment in UTC; None where it has no offset: whose local time it is cannot be guessed."""
    try:
        moment = datetime.fromisoformat(told)
        return moment.astimezone(UTC) if moment.tzinfo and moment.astimezone(UTC) >= EARLIEST else None
    except (TypeError, ValueError, OverflowError):
        return None


def _cases(told: Any) -> str | None:
    """Cases as the contract joins them, in order and each once."""
    parts = told.split(";") if isinstance(told, str) else told
    if not isinstance(parts, list) or not parts or not all(isinstance(part, str) for part in parts):
        return None
    cases = [tuple(word.strip() for word in part.partition(":")) for part in parts]
    if not all(kind and case and ";" not in kind + case and "\0" not in kind + case for kind, _, case in cases):
        return None
    return ";".join(sorted({f"{kind}:{case}" for kind, _, case in cases}))


def _attributes(told: Any) -> str | None:
    """A JSON object, written in one way, so that the same one again is the same."""
    if not isinstance(told, dict):
        return None
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


_OWN: Final[dict[str, Callable[[Any], Any]]] = {"cases": _cases, "attributes": _attributes}
_BY_TYPE: Final[dict[str, Callable[[Any], Any]]] = {
    "text": _text, "code": _text, "number": _number, "instant": _instant
}  # fmt: skip
_FORMS: Final = {
    "cases": 'write each as kind:identifier, like ["incident:4711"]',
    "activity": "write a word of the event log's vocabulary",
    "occurred_at": "write a moment with its offset, like 2024-06-03T09:15:00+01:00",
}
