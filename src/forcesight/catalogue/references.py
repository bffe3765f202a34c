"""What entries say of each other: every table, column, scheme, group, measure and force that is named must exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import singledispatch

from forcesight.catalogue.calendar import CalendarRule, Holiday
from forcesight.catalogue.clock import Clock, PauseReason
from forcesight.catalogue.entry import Entry, in_force
from forcesight.catalogue.expression import names_in, texts_in
from forcesight.catalogue.force import Force
from forcesight.catalogue.measure import POPULATION, Measure
from forcesight.catalogue.outcome_group import OutcomeGroup
from forcesight.catalogue.standard import ComparisonGroup, Margin, Standard
from forcesight.catalogue.weights import WeightScheme
from forcesight.records import REGISTRY, Contract


Ids = dict[type[Entry], set[str]]


def problems_between(entries: Iterable[Entry]) -> list[str]:
    """Every reference that leads nowhere, as a sentence with its file and entry."""
    entries = list(entries)
    ids: Ids = {}
    for entry in entries:
        ids.setdefault(type(entry), set()).add(entry.id)
    return [
        f"{entry.file}: {entry.kind_of_entry} {entry.id!r}: {problem}."
        for entry in entries
        for problem in _dangling(entry, ids)
    ] + [*_outcomes_in_two_groups(entries), *_calendars_at_a_loss(entries), *_limits_that_are_no_time(entries)]


@singledispatch
def _dangling(_entry: Entry, _ids: Ids) -> Iterator[str]:
    yield from ()


@_dangling.register
def _of_measure(entry: Measure, ids: Ids) -> Iterator[str]:
    if entry.table not in REGISTRY:
        yield f"table {entry.table!r} is not a table of records; they are {', '.join(sorted(REGISTRY))}"
        return
    contract = REGISTRY[entry.table]
    for field in ("numerator", "denominator"):
        if getattr(entry, field) != POPULATION:
            yield from (f"{field} {problem}" for problem in _strangers(getattr(entry, field), contract))
    yield from _missing("a weight scheme", entry.weights_used, ids.get(WeightScheme))
    yield from _missing("an outcome group", entry.outcome_groups_used, ids.get(OutcomeGroup))
    yield from _missing("a clock", entry.clocks_used, ids.get(Clock))
    yield from _missing("a measure", [entry.beside] if entry.beside else [], ids.get(Measure))


def _strangers(expression: str, contract: type[Contract]) -> Iterator[str]:
    """Columns that the table does not have, and texts that its coded columns never hold."""
    unknown = [name for name in names_in(expression) if not contract.has(name)]
    if unknown:
        yield f"names {', '.join(unknown)}, but {contract.table} has {', '.join(contract.names())}"
        return
    compared = [column for column in map(contract.column, names_in(expression)) if column.type.is_text]
    # A column without listed codes may hold any text.
    if compared and all(column.categories for column in compared):
        codes = {code for column in compared for code in column.categories}
        for text in [text for text in texts_in(expression) if text not in codes]:
            yield f"compares with {text!r}, which is not a code of the column: they are {', '.join(sorted(codes))}"


@_dangling.register
def _of_margin(entry: Margin, ids: Ids) -> Iterator[str]:
    yield from _missing("a measure", [entry.measure] if entry.measure else [], ids.get(Measure))


@_dangling.register
def _of_standard(entry: Standard, ids: Ids) -> Iterator[str]:
    yield from _missing("a measure", [entry.measure], ids.get(Measure))


@_dangling.register
def _of_group(entry: ComparisonGroup, ids: Ids) -> Iterator[str]:
    named = [*entry.members, *([entry.force] if entry.force else [])]
    yield from _missing("a force", named, ids.get(Force))


@_dangling.register
def _of_clock(entry: Clock, ids: Ids) -> Iterator[str]:
    yield from _missing("a calendar", [entry.calendar] if entry.calendar else [], ids.get(CalendarRule))
    yield from _missing("a pause", entry.pauses, ids.get(PauseReason))


def _missing(what: str, named: Iterable[str], known: set[str] | None) -> Iterator[str]:
    for name in named:
        if name not in (known or set()):
            yield f"{name!r} is not {what} of this catalogue: add it, or correct the id"


def _outcomes_in_two_groups(entries: list[Entry]) -> Iterator[str]:
    """On no day may two groups share an outcome, or shares would add up to more than all."""
    groups = [entry for entry in entries if isinstance(entry, OutcomeGroup)]
    for day in sorted({group.valid_from for group in groups}):
        seen: dict[str, str] = {}
        for group in _groups_on(groups, day):
            for outcome in group.outcomes:
                if outcome in seen:
                    yield (
                        f"{group.file}: outcome_group {group.id!r}: on {day}, {outcome!r} is also in "
                        f"{seen[outcome]!r}: keep it in one."
                    )
                seen[outcome] = group.id


def _groups_on(groups: list[OutcomeGroup], day: date) -> Iterator[OutcomeGroup]:
    for name in dict.fromkeys(group.id for group in groups):
        group = in_force((g for g in groups if g.id == name), day)
        if group is not None:
            yield group


def _calendars_at_a_loss(entries: list[Entry]) -> Iterator[str]:
    """Calendars that name holidays which nobody lists, and clocks that ask a calendar for a start of day it lacks."""
    groups = {entry.group for entry in entries if isinstance(entry, Holiday)}
    silent = {entry.id for entry in entries if isinstance(entry, CalendarRule) and entry.starts_at is None}
    for entry in entries:
        if isinstance(entry, CalendarRule):
            for group in [group for group in entry.holidays if group not in groups]:
                yield f"{entry.file}: calendar {entry.id!r}: no holiday is in the group {group!r}: add one."
        if isinstance(entry, Clock) and entry.unit == "day starts" and entry.calendar in silent:
            yield f"{entry.file}: clock {entry.id!r}: the calendar {entry.calendar!r} has no starts_at: give it one."


def _limits_that_are_no_time(entries: list[Entry]) -> Iterator[str]:
    """Measures that compare with the limit of a clock that counts days, or by a calendar."""
    counted = {entry.id for entry in entries if isinstance(entry, Clock) and entry.seconds is None}
    for entry in entries:
        for clock in entry.clocks_used if isinstance(entry, Measure) else ():
            if clock in counted:
                yield (
                    f"{entry.file}: measure {entry.id!r}: the limit of the clock {clock!r} is not elapsed time: "
                    "compare with a column that says how late a row was."
                )
