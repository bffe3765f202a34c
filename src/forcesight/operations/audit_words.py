"""The audit log in plain words: what its identifiers are called today.

The log keeps identifiers (`measure:burglary/district:E07000192`): they stay true whatever is renamed, and hold no text
from the records. A reader is told names. What has no name any more is told by its identifier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Protocol

from forcesight.access import ROLES, Event, Unit
from forcesight.catalogue import Catalogue, Measure
from forcesight.measures.file_words import file_words
from forcesight.measures.formats import day, listing, month
from forcesight.measures.months import month_of
from forcesight.records import REGISTRY


@dataclass(frozen=True)
class Names:
    """Where names come from: the catalogue, the home's areas, the kinds of job, the offices."""

    catalogue: Catalogue
    area: Callable[[Unit], str] = attrgetter("words")
    jobs: Mapping[str, str] = field(default_factory=dict)
    office: Callable[[str], str] = str


class Row(Protocol):
    """The part of a row of the log that its sentence is made of."""

    event: str
    actor: str
    target: str
    old: str
    new: str


def sentence(row: Row, names: Names) -> str:
    """A row as a person would say it: who did what to what, and what changed."""
    target, old, new = (in_words(text, names) for text in (row.target, row.old, row.new))
    changed = f"from {old} to {new}" if old and new else old or new
    return f"{_done(row, target)} ({changed})" if changed else _done(row, target)


def _done(row: Row, target: str) -> str:
    try:
        return Event(row.event).sentence(row.actor, target)
    except ValueError:  # a newer version of Forcesight wrote the row
        return f"{row.actor}: {row.event.replace('_', ' ')} {target}".strip()


def in_words(text: str, names: Names) -> str:
    """An identifier or a state of the log in plain words; what is neither comes back as it is."""
    kind, found, identifier = text.partition(":")
    if found and kind in _SAID:
        return _SAID[kind](identifier, names)
    for pattern, say in _STATES.items():
        if told := pattern.fullmatch(text):
            return say(told, names)
    return text


def _itself(identifier: str, _: Names) -> str:
    return identifier


def _measure(identifier: str, names: Names) -> str:
    """A measure, or a note or new baseline of it, in the area that it is about: `burglary/district:D1/…`."""
    measure, _, rest = identifier.partition("/")
    versions = names.catalogue.history(Measure, measure)
    name = versions[-1].name if versions else measure.replace("_", " ")
    return f"{name} in {_unit(rest.partition('/')[0], names)}" if rest else name


def _job(identifier: str, names: Names) -> str:
    kind = identifier.partition("/")[0]
    return names.jobs.get(kind, kind)


def _office(identifier: str, names: Names) -> str:
    return f"the office ‘{names.office(identifier)}’"


def _experiment(identifier: str, names: Names) -> str:
    """An experiment by its office: `county_force/…`; what it says is not for the log."""
    return f"an experiment on {_office(identifier.partition('/')[0], names)}"


def _file(identifier: str, names: Names) -> str:
    return file_words(identifier, names.catalogue.force_name)


def _files(kind: str, _: Names) -> str:
    return "all files" if kind == "all" else f"files of {'data.police.uk' if kind == 'police-uk' else kind}"


def _tables(identifier: str, _: Names) -> str:
    """Tables by their titles, which may have commas of their own."""
    named = [f"‘{REGISTRY[name].title}’" if name in REGISTRY else name for name in identifier.split(",") if name]
    return listing(named) or "no table"


def _unit(text: str, names: Names) -> str:
    try:
        return names.area(Unit.parse(text))
    except ValueError:  # a level that this version does not know
        return text


def _grant(told: re.Match[str], names: Names) -> str:
    """A role over a unit, between dates."""
    role = ROLES[told["role"]].name if told["role"] in ROLES else told["role"].replace("_", " ")
    since = day(date.fromisoformat(told["since"]))
    until = ", with no last day" if told["until"] == "open" else f" to {day(date.fromisoformat(told['until']))}"
    return f"{role} for {_unit(told['unit'], names)} from {since}{until}"


# What each kind of identifier is called; see `web.audit.log.write`.
_SAID: Mapping[str, Callable[[str, Names], str]] = {
    "account": _itself,
    "measure": _measure,
    "note": _measure,
    "rebase": _measure,
    "job": _job,
    "office": _office,
    "experiment": _experiment,
    "sender": lambda identifier, _: f"the sender {identifier}",
    "file": _file,
    "files": _files,
    "tables": _tables,
    "backup": _itself,
    "hold": lambda identifier, _: f"the hold {identifier}",
    "snapshot": lambda identifier, _: f"snapshot {identifier}",
}

_DAY = r"\d{4}-\d\d-\d\d"
_STATES: Mapping[re.Pattern[str], Callable[[re.Match[str], Names], str]] = {
    re.compile(rf"(?P<role>\w+) (?P<unit>\w+:\S+) (?P<since>{_DAY}) to (?P<until>{_DAY}|open)"): _grant,
    re.compile(r"\d{4}-(?:0[1-9]|1[0-2])"): lambda told, _: month(month_of(told[0])),
}
