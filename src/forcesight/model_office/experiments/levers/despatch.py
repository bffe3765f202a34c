"""Which unit is sent to a job."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.places import refuse_faults, station_at, with_station
from forcesight.model_office.experiments.levers.preference import by_nearness
from forcesight.model_office.office.description import Office, Units


RULE_WORDS: Final = {
    "nearest": "the nearest free unit goes",
    "own area first": "a free unit of the job's own area goes, then the nearest",
    "in order": "teams are asked in order of preference",
}


@dataclass(frozen=True, kw_only=True)
class Despatch:
    """Change the `rule` of despatch of a `station` of units, which is needed where the office has several.

    `preference`, for "in order", has a list of teams for each area, in the order of the areas. Without it, the area's
    own teams are asked first, then the others by their mean drive to it.
    """

    rule: Literal["nearest", "own area first", "in order"]
    station: str = ""
    preference: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        if self.preference and self.rule != "in order":
            raise InputRefused(f'preference is for the rule "in order", not for "{self.rule}": leave it out.')

    @property
    def words(self) -> str:
        """The change in words."""
        return f"{self.station or 'units'}: {RULE_WORDS[self.rule]}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the other rule.

        Raises InputRefused where there is no such station, and for a preference of other teams or areas.
        """
        at, station = station_at(office, self.station, Units)
        notes: tuple[str, ...] = ()
        preference = self.preference
        if self.rule == "in order" and not preference:
            preference = by_nearness(station.teams, office)
            notes = ("Teams are asked in this order: the area's own, then the others by their mean drive to it.",)
        changed = with_station(office, at, replace(station, despatch=self.rule, preference=preference))
        refuse_faults(changed, ("stations", at, "preference"))
        return changed, notes
