"""How many units teams have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.amount import Amount, plain
from forcesight.model_office.experiments.levers.apportion import apportion
from forcesight.model_office.experiments.levers.whose import (
    chosen,
    only_one_way,
    people_in_words,
    with_people,
)
from forcesight.model_office.office.description import Office, Team


@dataclass(frozen=True, kw_only=True)
class TeamUnits(Amount):
    """Change the units of teams, by their ids (`of`) or by their function.

    `set` and `add` are for each team. A factor is for all of them together: they share the whole number that comes out
    in proportion to their size. A team that has no unit left is taken out.
    """

    of: tuple[str, ...] = ()
    function: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        only_one_way("units", self.of, self.function)
        if self.factor is None and not self.applied(0).is_integer():
            raise InputRefused(f"{plain(self.applied(0))} units cannot be: write a whole number.")

    @property
    def words(self) -> str:
        """The change in words."""
        each = " in each team" if self.factor is None else " in the teams"
        return f"{self.change('unit', 'units')}{each} {people_in_words(self.of, self.function)}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the new units. Raises InputRefused where there is no such team, or fewer than no units."""
        teams = chosen(office, self.of, self.function, (Team,))
        before = [cast(Team, held.people).units for held in teams]
        notes: list[str] = []
        if self.factor is None:
            after = [int(self.applied(units)) for units in before]
        else:
            exact = self.applied(sum(before))
            after, _ = apportion(round(exact), before)
            if abs(exact - sum(after)) > 1e-9:
                notes.append(f"{plain(exact)} units in all are rounded to {sum(after)}.")
        lacking = [held.people.id for held, units in zip(teams, after, strict=True) if units < 0]
        if lacking:
            raise InputRefused(f"{', '.join(lacking)}: there are not so many units to give: take fewer.")
        notes += [
            f"{held.people.id} has no unit left and is taken out."
            for held, units in zip(teams, after, strict=True)
            if units == 0
        ]
        changed = {
            held.at: replace(cast(Team, held.people), units=units) if units else None
            for held, units in zip(teams, after, strict=True)
        }
        return with_people(office, changed), tuple(notes)
