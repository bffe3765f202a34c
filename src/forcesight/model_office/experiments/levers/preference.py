"""The order in which teams are asked, where despatch is "in order": a row of teams for each area.

Assumption of a row that nobody wrote: the area's own teams come first, then the others by their mean drive to it, and
of equals the first in the office. A team that is ring-fenced in another area is not in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from forcesight.model_office.office.description import Area, Office, Team
from forcesight.model_office.units.travel import mean_minutes


Rows = tuple[tuple[str, ...], ...]


def by_nearness(teams: Sequence[Team], office: Office) -> Rows:
    """A row for each area of the office. The teams' areas are the office's."""
    minutes = mean_minutes(office.travel, office.areas)
    place = {area.id: number for number, area in enumerate(office.areas)}

    def row(to: int, area: Area) -> tuple[str, ...]:
        come = [team for team in teams if _may_come(team, area)]
        ordered = sorted(come, key=lambda team: (team.area != area.id, float(minutes[place[team.area], to])))
        return tuple(team.id for team in ordered)

    return tuple(row(to, area) for to, area in enumerate(office.areas))


def with_team(rows: Rows, team: Team, areas: Sequence[Area]) -> Rows:
    """The rows with one more team: first in its own area, last in every other that it may come to."""
    return tuple(
        (team.id, *row) if area.id == team.area else (*row, team.id) if _may_come(team, area) else row
        for row, area in zip(rows, areas, strict=True)
    )


def _may_come(team: Team, area: Area) -> bool:
    return team.area == area.id or not team.own_area_only
