"""The compiled engine: one station after the other, each over the whole time of the office.

A station's record depends on nothing but the flow that reaches it, and its departures come in the order of time. So
there is no list of future events for the whole office: each kernel merges its own few sources of events. Work that goes
round in a circle is run to the fixed point: since nothing can reach back in time, each pass is right for longer than
the one before, and a pass that changes nothing is right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from forcesight.errors import InputRefused
from forcesight.model_office.appointments import plan_appointments, run_appointments
from forcesight.model_office.arrivals import ArrivalPlan, arrivals, plan_arrivals
from forcesight.model_office.caseload import CaseloadDays, no_days, plan_caseloads, run_caseloads
from forcesight.model_office.conservation import check
from forcesight.model_office.delay import plan_delay, run_delay
from forcesight.model_office.desk import plan_desk, run_desk
from forcesight.model_office.flow import Flow, Record
from forcesight.model_office.memory import keep_for_the_next_run
from forcesight.model_office.network import goes_round, reachable, stages, ways
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Appointments, Caseload, Delay, Desk, Office, Station, Units
from forcesight.model_office.routing import RoutePlan, join, plan_routes, send
from forcesight.model_office.units import UnitHours, plan_units, run_units
from forcesight.model_office.units.hours import no_hours


NO_HOURS: Final = no_hours(0)
NO_DAYS: Final = no_days()
PASSES: Final = 200
"""How often work that goes round is run before the office is refused."""


@dataclass(frozen=True, slots=True)
class Served:
    """What one station did, and what its kind tells beside the jobs."""

    record: Record
    hours: UnitHours = NO_HOURS
    days: CaseloadDays = NO_DAYS


@dataclass(frozen=True)
class Run:
    """One replication of an office: everything that happened, by station id."""

    plan: OfficePlan
    seed: int
    flows: dict[str, Flow]
    stations: dict[str, Served]
    # How many came from outside, and how often work that goes round was run.
    arrived: int
    passes: int

    @property
    def office(self) -> Office:
        """The office that was run."""
        return self.plan.office


@dataclass(frozen=True)
class OfficePlan:
    """An office made ready to run: planned once, run for many seeds, from any thread."""

    office: Office

    @cached_property
    def codes(self) -> Codes:
        """Its jobs and areas as numbers."""
        return Codes.of(self.office)

    @cached_property
    def arrivals(self) -> tuple[ArrivalPlan, ...]:
        """Its demands."""
        return plan_arrivals(self.office, self.codes)

    @cached_property
    def routes(self) -> tuple[RoutePlan, ...]:
        """The routes of each station, in the office's order."""
        reach = reachable(ways(self.office))
        names = [station.id for station in self.office.stations]
        return tuple(
            plan_routes(name, self.office, self.codes, frozenset(n for p, n in enumerate(names) if place in reach[p]))
            for place, name in enumerate(names)
        )

    @cached_property
    def steps(self) -> tuple[tuple[Step, ...], ...]:
        """What is run, stage by stage."""
        return tuple(tuple(self._steps(stage)) for stage in stages(self.office))

    @cached_property
    def round_stages(self) -> tuple[bool, ...]:
        """Which stages go round."""
        sends = ways(self.office)
        return tuple(goes_round(stage, sends, self._caseloads) for stage in stages(self.office))

    @property
    def _caseloads(self) -> frozenset[int]:
        return frozenset(place for place, s in enumerate(self.office.stations) if isinstance(s, Caseload))

    def _steps(self, stage: tuple[int, ...]) -> list[Step]:
        alone = [place for place in stage if place not in self._caseloads]
        steps = [_step(place, self.office.stations[place], self.office, self.codes) for place in alone]
        cases = tuple(place for place in stage if place in self._caseloads)
        if cases:
            teams = tuple(s for p in cases if isinstance(s := self.office.stations[p], Caseload))
            steps.append(_caseload_step(cases, plan_caseloads(teams, self.office, self.codes)))
        return steps

    def ready(self) -> OfficePlan:
        """The same, with everything planned now rather than when it is first asked for: it will be run many times."""
        keep_for_the_next_run()
        _ = self.arrivals, self.routes, self.steps, self.round_stages
        return self


@dataclass(frozen=True, slots=True)
class Step:
    """Stations that one kernel runs: which, and how."""

    places: tuple[int, ...]
    run: Callable[[tuple[Flow, ...], int], tuple[Served, ...]]


def _step(place: int, station: Station, office: Office, codes: Codes) -> Step:
    """One station that is run alone."""
    if isinstance(station, Desk):
        return Step((place,), _alone(run_desk, plan_desk(station, office, codes)))
    if isinstance(station, Units):
        plan = plan_units(station, office, codes)

        def units(flows: tuple[Flow, ...], seed: int) -> tuple[Served, ...]:
            record, hours = run_units(plan, flows[0], seed)
            return (Served(record, hours=hours),)

        return Step((place,), units)
    if isinstance(station, Appointments):
        return Step((place,), _alone(run_appointments, plan_appointments(station, office, codes)))
    if isinstance(station, Delay):
        return Step((place,), _alone(run_delay, plan_delay(station, office, codes)))
    raise TypeError(f"{station.id}: caseloads are run together.")


def _alone(run: Callable[[Any, Flow, int], Record], plan: Any) -> Callable[[tuple[Flow, ...], int], tuple[Served, ...]]:
    return lambda flows, seed: (Served(run(plan, flows[0], seed)),)


def _caseload_step(places: tuple[int, ...], plan: Any) -> Step:
    def cases(flows: tuple[Flow, ...], seed: int) -> tuple[Served, ...]:
        records, days = run_caseloads(plan, flows, seed)
        return tuple(Served(record, days=day) for record, day in zip(records, days, strict=True))

    return Step(places, cases)


def run(plan: OfficePlan, seed: int) -> Run:
    """Run an office once, and hold its books against each other. The same plan and seed give the same run, to the bit.

    Raises InputRefused where work that goes round does not settle.
    """
    done = _Running(plan, seed).finished()
    check(done)
    return done


class _Running:
    """One run under way: what each station has been sent, and by whom."""

    def __init__(self, plan: OfficePlan, seed: int) -> None:
        self.plan, self.seed = plan, seed
        self.names = [station.id for station in plan.office.stations]
        # What each station was sent: by demands (under -1), and by each station that has been run.
        self.sent: list[dict[int, list[Flow]]] = [{-1: []} for _ in self.names]
        self.flows: dict[str, Flow] = {}
        self.served: dict[str, Served] = {}
        self.arrived, self.passes = 0, 1

    def finished(self) -> Run:
        for demand, arriving in zip(self.plan.office.demand, self.plan.arrivals, strict=True):
            flow = arrivals(arriving, self.seed)
            self.arrived += len(flow.time)
            self.sent[self.names.index(demand.to)][-1].append(flow)
        for stage, circular in zip(self.plan.steps, self.plan.round_stages, strict=True):
            self._run_stage(stage)
            if circular:
                self._settle(stage)
        return Run(self.plan, self.seed, self.flows, self.served, self.arrived, self.passes)

    def _run_stage(self, stage: tuple[Step, ...]) -> bool:
        """Run the stations of a stage once; whether what any of them was sent has changed since it was last run."""
        changed = False
        for step in stage:
            flows = tuple(join([f for sent in self.sent[place].values() for f in sent]) for place in step.places)
            old = tuple(self.flows.get(self.names[place]) for place in step.places)
            if all(before is not None and _same(before, now) for before, now in zip(old, flows, strict=True)):
                continue
            changed = True
            for place, flow, served in zip(step.places, flows, step.run(flows, self.seed), strict=True):
                name = self.names[place]
                self.flows[name], self.served[name] = flow, served
                ways_on = send(name, self.plan.routes[place], served.record, self.seed, len(self.names))
                for target, part in enumerate(ways_on):
                    self.sent[target][place] = [part]
        return changed

    def _settle(self, stage: tuple[Step, ...]) -> None:
        while self._run_stage(stage):
            self.passes += 1
            if self.passes > PASSES:
                places = [self.names[place] for step in stage for place in step.places]
                raise InputRefused(
                    f"Work that goes round between {', '.join(places)} does not settle within {PASSES} passes: let it "
                    "come back through [[… returns]] of one station, or after a longer delay."
                )


def _same(one: Flow, other: Flow) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
