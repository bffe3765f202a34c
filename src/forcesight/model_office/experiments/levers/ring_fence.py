"""Teams that stay in their own area, or no longer do; and what they may be sent to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from forcesight.model_office.experiments.levers.places import refuse_faults
from forcesight.model_office.experiments.levers.whose import (
    Held,
    chosen,
    only_one_way,
    people_in_words,
    with_people,
)
from forcesight.model_office.office.description import Office, Team, Units


@dataclass(frozen=True, kw_only=True)
class RingFence:
    """Ring-fence teams, by their ids (`of`) or by their function: they go to no other area than their own.

    With `fenced = false` they are set free. `serves` lists the jobs that they take from now on; without it, they take
    what they take now.
    """

    of: tuple[str, ...] = ()
    function: str = ""
    fenced: bool = True
    serves: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        only_one_way("ring_fence", self.of, self.function)

    @property
    def words(self) -> str:
        """The change in words."""
        where = "stay in their own area" if self.fenced else "may go to every area"
        what = f" and take {', '.join(self.serves)} only" if self.serves else ""
        return f"the teams {people_in_words(self.of, self.function)} {where}{what}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the teams' new rule. Raises InputRefused where there is no such team or job."""
        teams = chosen(office, self.of, self.function, (Team,))
        changed = with_people(office, {held.at: self._ruled(cast(Team, held.people)) for held in teams})
        for held in teams:
            refuse_faults(changed, ("stations", held.station, "teams", held.place))
        return changed, self._notes(office, teams)

    def _ruled(self, team: Team) -> Team:
        return replace(team, own_area_only=self.fenced, serves=self.serves or team.serves)

    def _notes(self, office: Office, teams: Sequence[Held]) -> tuple[str, ...]:
        notes = []
        if all(self._ruled(cast(Team, held.people)) == held.people for held in teams):
            notes.append("The teams do so already: nothing changes.")
        not_listed = [held.people.id for held in teams if not self.fenced and _is_left_out(office, held)]
        if not_listed:
            notes.append(
                f"{', '.join(not_listed)}: not in every area's order of despatch, so not sent everywhere; a lever "
                "despatch gives a new order."
            )
        return tuple(notes)


def _is_left_out(office: Office, held: Held) -> bool:
    station = office.stations[held.station]
    return isinstance(station, Units) and any(held.people.id not in row for row in station.preference)
