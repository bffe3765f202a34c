"""Who arrives, and when: a Poisson process whose rate follows the hour of the week and dated events.

The i-th caller of a demand has an exponential gap of its own, and the sum of the gaps so far, in units of expected
callers, is turned into a time by the inverse of the cumulative rate. So a rise of 8 % moves every caller a little
earlier and adds new ones at the end; each keeps their number, and with it their patience and their incident.

Source: Çinlar 1975, "Introduction to stochastic processes", chapter 4 (inversion of the cumulative rate).
Assumption: given the rate, callers come independently; the rate is constant within a half hour of the week and within
an event.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare, plain
from forcesight.model_office.elementary import log
from forcesight.model_office.flow import Flow
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Demand, Office
from forcesight.model_office.office.hours import half_hours
from forcesight.model_office.streams import stream, unit, unit_of


WEEK: Final = 7 * 24 * 60.0
HALF_HOUR: Final = 30.0
_GUIDES: Final = 1024
ORIGINS: Final = 1 << 15
"""Bits 40 to 54 of an entity say from which demand it came."""


class ArrivalPlan(NamedTuple):
    """One demand as the kernel reads it: `rate` per minute from each of `edge` (minutes) to the next, then none."""

    id: str
    origin: int
    kind: int
    edge: NDArray[np.float64]
    rate: NDArray[np.float64]
    # Cumulative weights of the areas, of which the last is 1; empty where the demand arises in `area`. The guide tells
    # for each 1,024th of the numbers from which area on to look.
    areas: NDArray[np.float64]
    guide: NDArray[np.int64]
    area: int
    expected: float


def plan_arrivals(office: Office, codes: Codes) -> tuple[ArrivalPlan, ...]:
    """Every demand of an office."""
    origins = origin_codes(tuple(demand.id for demand in office.demand))
    return tuple(_plan(demand, office, codes, origins[demand.id]) for demand in office.demand)


def origin_codes(demands: tuple[str, ...]) -> dict[str, int]:
    """A number for each demand, made of its name, so that it is the same in every option."""
    codes: dict[str, int] = {}
    for name in demands:
        code = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") % ORIGINS
        while code in codes.values():
            code = (code + 1) % ORIGINS
        codes[name] = code
    return codes


def _plan(demand: Demand, office: Office, codes: Codes, origin: int) -> ArrivalPlan:
    edge, rate = rates(demand, office)
    weights = np.array([area.weight for area in office.areas], dtype=np.float64)
    drawn = bool(len(weights)) and not demand.area
    areas = np.cumsum(weights) / weights.sum() if drawn else np.empty(0)
    return ArrivalPlan(
        demand.id,
        origin,
        codes.jobs[demand.job],
        edge,
        rate,
        areas,
        np.searchsorted(areas, np.arange(_GUIDES) / _GUIDES, side="right"),
        codes.areas[demand.area] if demand.area else -1,
        float(np.sum(rate[:-1] * np.diff(edge))),
    )


def rates(demand: Demand, office: Office) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The rate per minute of a demand over the office's time: edges in minutes, and the rate from each edge on."""
    shape = half_hours(demand.by_hour)
    week = shape / shape.sum() * demand.per_week * demand.growth / HALF_HOUR
    spells = [_spell(event.on, event.begins, event.hours, office) for event in demand.events]
    marks = [t for spell in spells for t in spell if 0 < t < office.minutes]
    edge = np.unique(np.concatenate([np.arange(0, office.minutes, HALF_HOUR), marks, [office.minutes]]))
    rate = week[(edge[:-1] % WEEK // HALF_HOUR).astype(np.int64)]
    for event, (begins, ends) in zip(demand.events, spells, strict=True):
        rate = np.where((edge[:-1] >= begins) & (edge[:-1] < ends), rate * event.factor, rate)
    return edge, np.append(rate, 0.0)


def _spell(on: object, begins: object, hours: float, office: Office) -> tuple[float, float]:
    since = datetime.combine(on, begins) - datetime.combine(office.starts, datetime.min.time())  # type: ignore[arg-type]
    first = since / timedelta(minutes=1)
    return first, first + hours * 60


def arrivals(plan: ArrivalPlan, seed: int) -> Flow:
    """Everybody who arrives, in order."""
    gaps, places = stream(seed, f"{plan.id}: gap"), stream(seed, f"{plan.id}: area")
    room = int(plan.expected + 8 * math.sqrt(plan.expected) + 64)
    while True:
        time = np.empty(room)
        _draw_gaps(gaps, plan.origin << 40, time)
        n = _place(plan.edge, plan.rate, time)
        if n <= room:
            entity, area = (plan.origin << 40) + np.arange(n), np.empty(n, dtype=np.int64)
            _locate(places, entity, plan.areas, plan.guide, plan.area, area)
            return Flow(time[:n], entity, np.full(n, plan.kind, dtype=np.int64), area)
        room *= 2


@bare
def _draw_gaps(gaps: np.uint64, first: int, gap: NDArray[np.float64]) -> None:
    """Fill in the gap before each caller, in expected callers."""
    for n in range(len(gap)):
        gap[n] = -log(1.0 - unit(gaps, first + n))


@bare
def _place(edge: NDArray[np.float64], rate: NDArray[np.float64], time: NDArray[np.float64]) -> int:
    """Turn gaps into times, in the same array; how many arrived, or one more than there is room for."""
    total, passed, spell = 0.0, 0.0, 0
    reaches = rate[0] * (edge[1] - edge[0])
    for n in range(len(time)):
        total += time[n]
        # In units of expected callers, the spell reaches so far.
        while total >= reaches:
            passed = reaches
            spell += 1
            if spell == len(edge) - 1:
                return n
            reaches = passed + rate[spell] * (edge[spell + 1] - edge[spell])
        time[n] = edge[spell] + (total - passed) / rate[spell]
    return len(time) + 1


@bare
def _locate(
    places: np.uint64,
    entity: NDArray[np.int64],
    areas: NDArray[np.float64],
    guide: NDArray[np.int64],
    only: int,
    area: NDArray[np.int64],
) -> None:
    """Where each of them is."""
    for n in range(len(entity)):
        chosen = only
        if len(areas):
            u = unit(places, entity[n])
            chosen = guide[int(u * _GUIDES)]
            while areas[chosen] <= u:
                chosen += 1
        area[n] = chosen


def plain_arrivals(plan: ArrivalPlan, seed: int) -> list[tuple[float, int, int, int]]:
    """The same in plain Python: (time, entity, kind, area) of everybody who arrives, in order."""
    gaps, places = int(stream(seed, f"{plan.id}: gap")), int(stream(seed, f"{plan.id}: area"))
    found: list[tuple[float, int, int, int]] = []
    edge, rate = plan.edge.tolist(), plan.rate.tolist()
    total = passed = 0.0
    spell = 0
    while True:
        entity = (plan.origin << 40) + len(found)
        total += -plain(log)(1.0 - unit_of(gaps, entity))
        while spell < len(edge) - 1 and passed + rate[spell] * (edge[spell + 1] - edge[spell]) <= total:
            passed += rate[spell] * (edge[spell + 1] - edge[spell])
            spell += 1
        if spell == len(edge) - 1:
            return found
        when = edge[spell] + (total - passed) / rate[spell]
        u = unit_of(places, entity)
        area = int(np.searchsorted(plan.areas, u, side="right")) if len(plan.areas) else plan.area
        found.append((when, entity, plan.kind, area))
