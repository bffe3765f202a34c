"""A team of units that the office did not have."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

from forcesight.model_office.experiments.levers.places import refuse_faults, station_at, with_station
from forcesight.model_office.experiments.levers.preference import with_team
from forcesight.model_office.office.description import Office, Team, Units


@dataclass(frozen=True, kw_only=True)
class NewTeam(Team):
    """Add a team, with the fields that a team of an office has, to a `station` of units.

    The station is needed where the office has several. Where teams are asked in order, the new one is the first in its
    own area and the last in every other.
    """

    station: str = ""

    @property
    def words(self) -> str:
        """The change in words."""
        units = "1 unit" if self.units == 1 else f"{self.units:,} units"
        return f"a new team {self.name or self.id} of {units} in {self.area}, for {', '.join(self.serves)}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the team. Raises InputRefused for an id that is taken, and for what no team can have."""
        at, station = station_at(office, self.station, Units)
        team = Team(**{name: getattr(self, name) for name in _FIELDS})
        preference = with_team(station.preference, team, office.areas) if station.preference else ()
        changed = with_station(office, at, replace(station, teams=(*station.teams, team), preference=preference))
        refuse_faults(changed, ("stations", at, "teams", len(station.teams)))
        if not preference:
            return changed, ()
        return changed, (f"{team.id} is asked first in {team.area}, and last in every other area that it goes to.",)


_FIELDS: Final = tuple(each.name for each in fields(Team))
