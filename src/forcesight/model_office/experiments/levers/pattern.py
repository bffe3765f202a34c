"""Teams work another shift pattern: one that the office has, or a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.amount import plain
from forcesight.model_office.experiments.levers.headcount import hours_on_duty
from forcesight.model_office.experiments.levers.places import refuse_faults
from forcesight.model_office.experiments.levers.whose import (
    Held,
    chosen,
    named,
    only_one_way,
    people_in_words,
    with_people,
)
from forcesight.model_office.office.description import Office, Shift, ShiftPattern, Team


@dataclass(frozen=True, kw_only=True)
class AnotherPattern:
    """Let teams, by their ids (`of`) or by their function, work another shift `pattern`.

    It is the id of one that the office has, or of a new one, which is written here: `cycle_days`, and `shifts` with
    their `day` of the cycle (0 is the first), when each `starts`, and its `hours`. Teams keep their `offset_days`;
    `spread` gives those of an area and a function new ones, evenly over the cycle and in their order.
    """

    pattern: str
    of: tuple[str, ...] = ()
    function: str = ""
    cycle_days: int | None = None
    shifts: tuple[Shift, ...] = ()
    spread: bool = False

    def __post_init__(self) -> None:
        only_one_way("pattern", self.of, self.function)
        if (self.cycle_days is None) != (not self.shifts):
            raise InputRefused("pattern: a new pattern needs cycle_days and shifts; one of the office needs neither.")

    @property
    def words(self) -> str:
        """The change in words."""
        new = "the new shift pattern" if self.shifts else "the shift pattern"
        spread = ", spread over its cycle" if self.spread else ""
        return f"{new} {self.pattern} for the teams {people_in_words(self.of, self.function)}{spread}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office in which the teams work the pattern.

        Raises InputRefused where there is no such team or pattern, and where the new pattern cannot be.
        """
        teams = chosen(office, self.of, self.function, (Team,))
        known, pattern = self._with_pattern(office)
        offsets = _spread(teams, pattern.cycle_days) if self.spread else {}
        changed = {}
        for held in teams:
            team = cast(Team, held.people)
            offset = offsets.get(held.at, team.offset_days)
            changed[held.at] = replace(team, pattern=pattern.id, offset_days=offset)
        notes = (*_hours(teams, known, pattern), *_breaks(teams, pattern))
        return with_people(known, changed), notes if self.spread else (*notes, *_kept(teams, known, pattern))

    def _with_pattern(self, office: Office) -> tuple[Office, ShiftPattern]:
        """The office with the pattern, and the pattern."""
        if self.cycle_days is None:
            place = named((each.id for each in office.patterns), self.pattern, "shift pattern")
            return office, office.patterns[place]
        if self.pattern in (each.id for each in office.patterns):
            raise InputRefused(
                f"The office has a shift pattern {self.pattern!r} already: leave out cycle_days and shifts to use it, "
                "or give the new one another id."
            )
        new = ShiftPattern(id=self.pattern, cycle_days=self.cycle_days, shifts=self.shifts)
        with_new = replace(office, patterns=(*office.patterns, new))
        refuse_faults(with_new, ("patterns", len(office.patterns)))
        return with_new, new


def _spread(teams: Sequence[Held], cycle: int) -> dict[tuple[int, int], int]:
    """Each team's days along the cycle: those of one area and function share it evenly, in whole days."""
    return {held.at: place * cycle // len(group) for group in _together(teams) for place, held in enumerate(group)}


def _together(teams: Sequence[Held]) -> list[list[Held]]:
    """The teams of each area and function."""
    together = defaultdict(list)
    for held in teams:
        together[held.station, cast(Team, held.people).area, held.function].append(held)
    return list(together.values())


def _hours(teams: Sequence[Held], office: Office, pattern: ShiftPattern) -> list[str]:
    """What a unit is on duty now and was before, where that is not the same: it is what the change costs."""
    now = hours_on_duty(pattern.id, office)
    before = defaultdict(list)
    for held in teams:
        before[round(hours_on_duty(cast(Team, held.people).pattern, office), 9)].append(held.people.id)
    return [
        f"A unit of {_some(ids)} is on duty {plain(round(now, 1))} hours a week instead of {plain(round(hours, 1))}."
        for hours, ids in before.items()
        if abs(hours - now) > 1e-6
    ]


def _breaks(teams: Sequence[Held], pattern: ShiftPattern) -> list[str]:
    """Teams whose break cannot begin in some of the shifts, as they are over by then."""
    shortest = min(shift.hours for shift in pattern.shifts)
    rests = [(held.people.id, cast(Team, held.people).rest) for held in teams]
    late = [name for name, rest in rests if rest is not None and rest.after_hours >= shortest]
    if not late:
        return []
    return [f"{_some(late)}: a shift of {plain(shortest)} hours ends before a break may begin, so it has none."]


def _kept(teams: Sequence[Held], office: Office, pattern: ShiftPattern) -> list[str]:
    """That offsets were made for a cycle of another length, where several teams share an area."""
    cycles = {each.id: each.cycle_days for each in office.patterns}
    moved = [held for held in teams if cycles.get(cast(Team, held.people).pattern) != pattern.cycle_days]
    if all(len(group) == 1 for group in _together(moved)):
        return []
    return [f"Teams keep their offset_days; with spread they share the new cycle of {pattern.cycle_days} days evenly."]


def _some(ids: Sequence[str]) -> str:
    """The first of some teams, and how many more there are."""
    return ", ".join(ids) if len(ids) <= 3 else f"{ids[0]} and {len(ids) - 1} other teams"
