"""Crimes: those that incidents hold and that are recorded, and those that reach the force otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.crime_flow import PROMPTNESS, CrimeFlow
from forcesight.synthetic.force.demand import HOURS, draw_counts
from forcesight.synthetic.force.flow import draw_places
from forcesight.synthetic.force.incidents import Incidents
from forcesight.synthetic.force.near import Near
from forcesight.synthetic.force.offences import OFFENCES
from forcesight.synthetic.force.waiting import choose_each, seconds
from forcesight.synthetic.land import Array


_DAY = 86_400
CRIME, N100 = range(2)


@dataclass(slots=True)
class Crimes:
    """All crimes in order of recording: numbers of type, place, incident (-1 has none) and people, and instants.

    `kind` is 0 for a crime and 1 for a report of rape that was not recorded as one. `suspect` is -1 where none is
    known. `day` is the local day of recording.
    """

    kind: Array
    type: Array
    incident: Array
    place: Array
    reported: Array
    recorded: Array
    day: Array
    offence: Array
    victim: Array
    suspect: Array

    def __len__(self) -> int:
        return len(self.kind)


def draw_crimes(crimes: CrimeFlow, incidents: Incidents) -> Crimes:
    """Draw the crimes that were recorded within the span."""
    kind, type_, incident, place, reported = _report(crimes, incidents)
    world = crimes.flow.world
    rng = chance(world.seed, "crimes", "recorded")
    recorded = reported + seconds(_delay(crimes, len(kind), rng))
    begin = world.span.instants(np.array([0]), np.array([0]))[0]
    order = np.argsort(recorded, kind="stable")
    order = order[(recorded[order] >= begin) & (recorded[order] <= world.span.end)]
    kind, type_, incident, place = kind[order], type_[order], incident[order], place[order]
    rng = chance(world.seed, "crimes", "people")
    share, lsoa = crimes.flow.parameters.crime.near, world.places.lsoa[place].astype(int)
    victim = Near.people(world, world.people.as_victim).draw(lsoa, share, rng)
    suspect = Near.people(world, world.people.as_suspect).draw(lsoa, share, rng)
    return Crimes(
        kind=kind,
        type=type_,
        incident=incident,
        place=place,
        reported=reported[order],
        recorded=recorded[order],
        day=world.span.local(recorded[order])[0],
        offence=_offences(crimes, type_, rng),
        victim=np.where(crimes.victim_based[type_], victim, -1),
        suspect=suspect,
    )


def _report(crimes: CrimeFlow, incidents: Incidents) -> tuple[Array, Array, Array, Array, Array]:
    """Kind, type, incident, place and report of every crime that may be recorded within the span."""
    flow = crimes.flow
    span, seed = flow.world.span, flow.world.seed
    held = np.flatnonzero(incidents.recorded)
    parts = [(np.zeros(len(held), dtype=np.int8), incident_types(crimes, incidents), held, incidents.place[held],
              incidents.opened[held])]  # fmt: skip
    kinds = np.stack([flow.places(kind.places) for kind in flow.parameters.crime.types.values()])
    rape = crimes.names.index("rape")
    unrecorded = flow.calendar.expected(flow.parameters.crime.reports_of_rape, flow.world.scale)
    for name, kind, expected, first_day in (
        ("direct", CRIME, crimes.direct, 0),
        ("earlier", CRIME, crimes.earlier, -(len(crimes.earlier) // HOURS)),
        ("N100", N100, unrecorded[:, None], 0),
    ):
        rng = chance(seed, "crimes", name)
        count = expected.shape[1]
        drawn = draw_counts(expected.ravel(), rng)
        cell, type_ = np.divmod(drawn, count) if kind == CRIME else (drawn, np.full(len(drawn), rape))
        place = draw_places(flow.world, kinds, type_, rng)
        at = span.instants(cell // HOURS + first_day, cell % HOURS * 3600 + rng.integers(0, 3600, len(cell)))
        parts.append((np.full(len(cell), kind, dtype=np.int8), type_, np.full(len(cell), -1), place, at))
    kinds_, types, incident, place, reported = (np.concatenate(column) for column in zip(*parts, strict=True))
    return kinds_, types.astype(np.int8), incident.astype(np.int32), place, reported


def incident_types(crimes: CrimeFlow, incidents: Incidents) -> Array:
    """The type of crime that each incident holds whose crime is recorded, now or later, in order."""
    rng = chance(crimes.flow.world.seed, "crimes", "type")
    return choose_each(crimes.types, incidents.category[incidents.recorded], rng)


def _delay(crimes: CrimeFlow, count: int, rng: np.random.Generator) -> Array:
    """Seconds from the report to the record."""
    recording = crimes.flow.parameters.crime.recording
    prompt = np.rint(_DAY * rng.random(count) ** PROMPTNESS)
    late = _DAY + 1 + recording.late.draw_up_to(rng, count, recording.most - _DAY)
    return np.where(rng.random(count) < recording.prompt, prompt, late)


def _offences(crimes: CrimeFlow, type_: Array, rng: np.random.Generator) -> Array:
    """The offence of each crime, within its type."""
    shares = np.zeros((len(crimes.names), len(OFFENCES)))
    for number, offence in enumerate(OFFENCES):
        shares[crimes.names.index(offence.offence_subgroup), number] = offence.share
    return choose_each(shares, type_, rng).astype(np.int16)
