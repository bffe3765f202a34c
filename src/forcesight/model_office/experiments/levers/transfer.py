"""Officers who move from one function to another, and officers who join."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.amount import plain
from forcesight.model_office.experiments.levers.headcount import ALWAYS, HOURS_A_WEEK, officers, spread, with_more
from forcesight.model_office.experiments.levers.whole_people import whole_people
from forcesight.model_office.experiments.levers.whose import (
    Held,
    People,
    chosen,
    only_one_way,
    with_people,
)
from forcesight.model_office.office.description import Group, Office, Team


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Move a `share` of the officers, or so many `officers`, from one place to another. None is lost or made.

    From and to are functions, or ids of groups, teams and caseloads (`from_ids`, `to_ids`). Givers give, and receivers
    take, in proportion to their size. Officers of a team are its units times their crew; only whole crews move.
    """

    share: float | None = None
    officers: int | None = None
    from_function: str = ""
    from_ids: tuple[str, ...] = ()
    to_function: str = ""
    to_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        only_one_way("transfer, from", self.from_ids, self.from_function)
        only_one_way("transfer, to", self.to_ids, self.to_function)
        if (self.share is None) == (self.officers is None):
            raise InputRefused("transfer: say how many move, either as a share or as a number of officers.")
        if self.share is not None and not 0 < self.share <= 1:
            raise InputRefused(f"The share {self.share:g} cannot be: 40 % is 0.4.")
        if self.officers is not None and self.officers < 1:
            raise InputRefused(f"{self.officers} officers cannot move: write 1 or more.")

    @property
    def words(self) -> str:
        """The change in words."""
        come_from = self.from_function or ", ".join(self.from_ids)
        go_to = self.to_function or ", ".join(self.to_ids)
        many = f"{self.officers:,}" if self.officers is not None else f"{plain((self.share or 0) * 100)} % of the"
        return f"{many} officers of {come_from} to {go_to}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office after the move. Raises InputRefused for unknown names, and where there are too few officers."""
        givers = chosen(office, self.from_ids, self.from_function)
        takers = chosen(office, self.to_ids, self.to_function)
        both = {held.at for held in givers} & {held.at for held in takers}
        if both:
            names = ", ".join(held.people.id for held in givers if held.at in both)
            raise InputRefused(f"{names}: officers cannot move to where they are: write another place.")
        wanted = self._wanted(sum(officers(held.people) for held in givers))
        total, gives, takes = _that_fit(math.floor(wanted + 0.5), givers, takers)
        changed: dict[tuple[int, int], People | None] = {}
        for held, number in zip(givers, gives, strict=True):
            changed[held.at] = with_more(held.people, -number)
        for held, number in zip(takers, takes, strict=True):
            changed[held.at] = with_more(held.people, number)
        return with_people(office, changed), _notes(wanted, total, changed, givers, takers)

    def _wanted(self, there: float) -> float:
        if self.officers is None:
            return float(self.share or 0.0) * there
        if self.officers > there:
            raise InputRefused(f"{self.words}: there are {plain(math.floor(there))} officers; move fewer.")
        return float(self.officers)


@dataclass(frozen=True, kw_only=True)
class MoreOfficers:
    """New officers for a function, or for groups, teams and caseloads by their ids (`of`).

    They join in proportion to the sizes, in whole crews.
    """

    officers: int
    of: tuple[str, ...] = ()
    function: str = ""

    def __post_init__(self) -> None:
        only_one_way("more_officers", self.of, self.function)
        if self.officers < 1:
            raise InputRefused(f"{self.officers} officers cannot join: write 1 or more.")

    @property
    def words(self) -> str:
        """The change in words."""
        return f"{self.officers:,} more officers for {self.function or ', '.join(self.of)}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the new officers. Raises InputRefused for unknown names, and for less than one crew."""
        takers = chosen(office, self.of, self.function)
        takes, left = spread(self.officers, takers, taken=False)
        if left == self.officers:
            raise InputRefused(f"{self.words}: they are less than one crew; add more.")
        changed = {held.at: with_more(held.people, number) for held, number in zip(takers, takes, strict=True)}
        return with_people(office, changed), _notes(float(self.officers), self.officers - left, changed, [], takers)


def _that_fit(most: int, givers: Sequence[Held], takers: Sequence[Held]) -> tuple[int, list[int], list[int]]:
    """The greatest number, up to `most`, that whole crews can give and whole crews can take; who gives and takes."""
    for total in range(most, 0, -1):
        gives, kept = spread(total, givers, taken=True)
        takes, over = spread(total, takers, taken=False)
        if not kept and not over:
            return total, gives, takes
    raise InputRefused("Not one officer, or not one whole crew, could move: move more.")


def _notes(
    wanted: float,
    total: int,
    changed: dict[tuple[int, int], People | None],
    givers: Sequence[Held],
    takers: Sequence[Held],
) -> tuple[str, ...]:
    notes = []
    if abs(wanted - total) > 1e-9:
        notes.append(f"{plain(wanted)} officers are {total:,} as whole people and whole crews.")
    notes += [f"{held.people.id} has nobody left and is taken out." for held in givers if changed[held.at] is None]
    people = [held.people for held in (*givers, *takers)]
    if any(isinstance(each, Group) for each in people):
        notes.append(f"One officer at a desk is {plain(HOURS_A_WEEK)} rostered hours a week, spread as its staff are.")
    for held in (*givers, *takers):
        new = changed[held.at]
        if isinstance(held.people, Group) and isinstance(new, Group):
            notes += whole_people(held.people, new)
    return (*notes, *_always_on_duty(people))


def _always_on_duty(people: Sequence[People]) -> tuple[str, ...]:
    """That a unit which is there day and night counts as one crew only."""
    always = [each.id for each in people if isinstance(each, Team) and not each.pattern]
    if not always:
        return ()
    are = "is" if len(always) == 1 else "are"
    return (
        f"{', '.join(always)} {are} always on duty: a unit counts as one crew here, though it takes "
        f"{plain(round(ALWAYS / HOURS_A_WEEK, 1))} crews of {plain(HOURS_A_WEEK)} hours a week to keep one there day "
        "and night. With a shift pattern an officer counts as one.",
    )
