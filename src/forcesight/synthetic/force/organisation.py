"""The organisation of a synthetic force: units, teams, posts, and who holds them from when to when.

About two thousand officers and staff, of whom 550 respond to incidents (PEEL 2021/22); how the others are divided is
ours, of the order of the police workforce statistics of a county force. A force of a smaller scale has smaller teams,
of two at least.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from forcesight.records.codes.people import EMPLOYMENTS, FUNCTIONS, RANKS, TEAM_KINDS
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.span import Span
from forcesight.synthetic.force.staff import SERGEANT, Staff, Team, Unit
from forcesight.synthetic.force.world import Areas
from forcesight.synthetic.land import Array, shared


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the force: its teams' kind, its command, its people, and what its teams serve.

    `employed` gives the kinds of employment with their shares; `shifts` says that five teams take turns round the
    clock.
    """

    kind: str
    command: str
    people: int
    function: str
    serves: Literal["force", "district", "neighbourhood"] = "district"
    shifts: bool = False
    employed: tuple[tuple[str, float], ...] = (("officer", 1.0),)


_CONTACT, _LOCAL, _CRIME, _SUPPORT = (
    "Contact and response",
    "Local policing",
    "Investigations",
    "Operations and support",
)
_STAFF = (("staff", 1.0),)
PARTS = (
    Part("contact", _CONTACT, 185, "dealing with the public", "force", shifts=True, employed=_STAFF),
    Part("control room", _CONTACT, 115, "dealing with the public", "force", shifts=True, employed=_STAFF),
    Part("response", _CONTACT, 550, "local policing", shifts=True),
    Part("neighbourhood", _LOCAL, 253, "local policing", "neighbourhood",
         employed=(("officer", 0.45), ("community support officer", 0.55))),
    Part("offender management", _CRIME, 46, "public protection"),
    Part("investigation", _CRIME, 340, "investigations", employed=(("officer", 0.8), ("designated officer", 0.2))),
    Part("public protection", _CRIME, 160, "public protection", employed=(("officer", 0.85), ("staff", 0.15))),
    Part("custody", _SUPPORT, 60, "criminal justice arrangements", "force", shifts=True,
         employed=(("officer", 0.35), ("designated officer", 0.65))),
    Part("operational support", _SUPPORT, 120, "operational support", "force", shifts=True),
    Part("intelligence", _SUPPORT, 60, "intelligence", "force", employed=(("officer", 0.4), ("staff", 0.6))),
    Part("support", _SUPPORT, 130, "support", "force", employed=_STAFF),
)  # fmt: skip
SHIFTS = 5
# A team has a supervisor for so many people.
_SPAN_OF_CONTROL = 10
# Ours: who leaves within a year, how long a post then stays empty (days), and posts that are empty at the start.
LEAVING, VACANT_DAYS, VACANT = 0.07, (20, 120), 0.03
# A post's turns: holder, vacancy, holder, vacancy, holder.
_TURNS = 5


def make_staff(areas: Areas, span: Span, seed: int, scale: float) -> Staff:
    """The organisation of a force of this scale over a span."""
    units, teams, sizes, of_part = _structure(areas, scale)
    rng = chance(seed, "posts")
    post_team = np.repeat(np.arange(len(teams)), sizes)
    officer, until, held = _holders(len(post_team), span, rng)
    employment = _employments(of_part[post_team], rng)
    return Staff(
        team_kind=np.array([team.kind for team in teams]),
        team_district=np.array([team.district for team in teams]),
        team_neighbourhood=np.array([team.neighbourhood for team in teams]),
        team_shift=np.array([team.shift for team in teams]),
        units=units,
        teams=teams,
        post_team=post_team,
        post_rank=_ranks(post_team, employment),
        post_employment=employment,
        post_function=np.array([FUNCTIONS.codes.index(part.function) for part in PARTS])[of_part[post_team]],
        officer=officer,
        until=until,
        officer_post=held[0],
        officer_from=held[1],
        officer_until=held[2],
    )


def _structure(areas: Areas, scale: float) -> tuple[tuple[Unit, ...], tuple[Team, ...], Array, Array]:
    """The tree of units, the teams, how many posts each team has, and which part it is of."""
    units, teams = [Unit("Northmarch Police", "force", -1)], list[Team]()
    sizes, of_part = list[int](), list[int]()
    commands: dict[str, int] = {}
    for number, part in enumerate(PARTS):
        if part.command not in commands:
            commands[part.command] = len(units)
            units.append(Unit(part.command, "command", 0))
        department = len(units)
        units.append(Unit(part.kind.capitalize(), "department", commands[part.command]))
        served = list(_served(part, areas))
        posts = shared(max(round(part.people * scale), 1), np.array([area.residents for area in served]))
        for area, count in zip(served, posts, strict=True):
            unit = department
            if part.serves != "force":
                unit = len(units)
                units.append(Unit(f"{part.kind.capitalize()} {area.name}", _UNIT_OF[part.serves], department))
            of_area = list(_teams(part, area, unit))
            teams += of_area
            sizes += [max(2, round(count / len(of_area)))] * len(of_area)
            of_part += [number] * len(of_area)
    return tuple(units), tuple(teams), np.array(sizes), np.array(of_part)


_UNIT_OF = {"district": "area", "neighbourhood": "local policing unit"}


def _teams(part: Part, area: _Served, unit: int) -> Iterator[Team]:
    """The teams of a part that serve an area: one, or one a shift."""
    name, kind = f"{part.kind.capitalize()} {area.name}".strip(), TEAM_KINDS.codes.index(part.kind)
    for shift in range(SHIFTS) if part.shifts else (-1,):
        letter = f" {'ABCDE'[shift]}" if part.shifts else ""
        yield Team(name + letter, kind, unit, area.district, area.neighbourhood, shift)


@dataclass(frozen=True, slots=True)
class _Served:
    """What a team serves, with its residents; -1 is the whole force."""

    name: str = ""
    district: int = -1
    neighbourhood: int = -1
    residents: float = 1.0


def _served(part: Part, areas: Areas) -> Iterator[_Served]:
    if part.serves == "force":
        yield _Served()
    elif part.serves == "district":
        for number, name in enumerate(areas.district_names):
            yield _Served(name, number, residents=areas.residents[areas.district == number].sum())
    else:
        for number, name in enumerate(areas.neighbourhood_names):
            residents = areas.residents[areas.neighbourhood == number].sum()
            yield _Served(name, int(areas.district_of_neighbourhood[number]), number, residents)


def _employments(part: Array, rng: np.random.Generator) -> Array:
    """The kind of employment of each post."""
    found = np.empty(len(part), dtype=np.int8)
    for number, of in enumerate(PARTS):
        inside = np.flatnonzero(part == number)
        kinds = np.array([EMPLOYMENTS.codes.index(kind) for kind, _ in of.employed])
        steps = np.cumsum([share for _, share in of.employed])[:-1]
        found[inside] = kinds[np.searchsorted(steps, rng.random(len(inside)))]
    return found


def _ranks(team: Array, employment: Array) -> Array:
    """Sergeants are the first of each team and of every ten in it; of staff nobody has a rank."""
    place = np.arange(len(team)) - np.searchsorted(team, team)
    rank = np.where(place % _SPAN_OF_CONTROL == 0, SERGEANT, RANKS.codes.index("constable"))
    sworn = employment == EMPLOYMENTS.codes.index("officer")
    return np.where(sworn, rank, RANKS.codes.index("not a rank"))


def _holders(posts: int, span: Span, rng: np.random.Generator) -> tuple[Array, Array, tuple[Array, Array, Array]]:
    """Who holds each post in each of its turns and until when; and of each officer the post, first and last day."""
    stays = rng.exponential(365.25 / LEAVING, (posts, 3))
    stays[:, 0] = np.where(rng.random(posts) < VACANT, -1, stays[:, 0])
    gaps = rng.integers(*VACANT_DAYS, (posts, 2))
    lengths = np.column_stack((stays[:, 0], gaps[:, 0], stays[:, 1], gaps[:, 1], np.full(posts, np.inf)))
    until = np.minimum(np.cumsum(lengths.round(), axis=1), 100_000).astype(int)
    began = np.column_stack((-1 - rng.exponential(3600, posts).astype(int), until[:, :-1] + 1))
    served = (np.arange(_TURNS) % 2 == 0) & (began < span.days) & (until >= 0)
    post, turn = np.nonzero(served)
    officer = np.full(served.shape, -1)
    officer[post, turn] = np.arange(len(post))
    return officer, until, (post, began[post, turn], until[post, turn])
