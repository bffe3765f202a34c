"""A group of people at a desk that the office did not have."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

from forcesight.model_office.experiments.levers.amount import plain
from forcesight.model_office.experiments.levers.places import refuse_faults, station_at, with_station
from forcesight.model_office.office.description import Desk, Group, Office
from forcesight.model_office.office.hours import half_hours


@dataclass(frozen=True, kw_only=True)
class NewGroup(Group):
    """Add a group, with the fields that a group of an office has, to a `station` that is a desk.

    The station is needed where the office has several. A job that finds several groups free goes to the first of them,
    and the new one is the last of its desk.
    """

    station: str = ""

    @property
    def words(self) -> str:
        """The change in words."""
        what = ", ".join((*self.serves, *(f"{lend.job} when its queue is long" for lend in self.lends)))
        return f"a new group {self.name or self.id} for {what}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the group. Raises InputRefused for an id that is taken, and for what no group can have."""
        at, station = station_at(office, self.station, Desk)
        group = Group(**{name: getattr(self, name) for name in _FIELDS})
        changed = with_station(office, at, replace(station, groups=(*station.groups, group)))
        refuse_faults(changed, ("stations", at, "groups", len(station.groups)))
        hours = float(half_hours(group.staff).sum()) / 2
        return changed, (f"{group.id} has {plain(round(hours, 1))} rostered hours a week.",)


_FIELDS: Final = tuple(each.name for each in fields(Group))
