"""What the calibration of a synthetic force ought to find: its intervals against the numbers that it was drawn with.

Some numbers of the truth are the log's own (how long a talk lasts); others are mixed before a log shows them (how long
a unit that was sent to a grade 1 incident travels, some of which were re-graded first). Both are worked out from the
force's parameters, without any draw.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from forcesight.measures.interval import Interval
from forcesight.model_office.calibration import Calibration, calibrate
from forcesight.operations import Platform
from forcesight.operations.synthesis import add_records, bank_holidays
from forcesight.store import Home, open_session
from forcesight.synthetic.force import abstractions, duties
from forcesight.synthetic.force.crime_flow import CrimeFlow
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.generate import Wish, make_world
from forcesight.synthetic.force.grading import GRADES, Grading
from forcesight.synthetic.force.investigations import Ends
from forcesight.synthetic.force.parameters import Parameters
from forcesight.synthetic.force.waiting import Wait, load_of
from forcesight.synthetic.force.world import World
from forcesight.synthetic.names import OWN


ARRIVALS, NUMBERS = "rates of arrivals by hour of the week", "all other numbers"


@dataclass(frozen=True, slots=True)
class Found:
    """One number: its interval, and what it should cover."""

    name: str
    of: str
    interval: Interval
    truth: float

    @property
    def covers(self) -> bool:
        """Whether the truth lies inside."""
        return bool(self.interval.low <= self.truth <= self.interval.high)


def recover(seed: int, *, scale: float, years: int = 1) -> tuple[list[Found], Calibration]:
    """Make the force of a seed, calibrate it from its records, and hold what was found against its truth."""
    with tempfile.TemporaryDirectory() as folder:
        platform = Platform(Home.create(Path(folder) / "home", OWN.slug))
        world = make_world(Wish(years, seed, scale), bank_holidays(platform))
        add_records(platform.home, world, builders=platform.builders)
        session = open_session(platform.home.path)
        try:
            found = calibrate(session, world.span.first, world.span.last)
        finally:
            session.close()
    return list(held_against(found, world)), found


def held_against(found: Calibration, world: World) -> Iterator[Found]:
    """Every number of a calibration that the force's parameters determine, beside its truth."""
    truth = Truth(Flow(world, Parameters()))
    told = dict(truth.numbers())
    for each in found.parameters():
        if each.name in told:
            yield Found(each.name, NUMBERS, each.interval, told[each.name])
    for name, arrivals in found.arrivals.items():
        out = {(day.on - world.span.first).days for day in arrivals.outlying}
        kept = np.array([day not in out for day in range(world.span.days)])
        rates = truth.rates(name, kept)
        yield Found(f"{name}: arrivals", NUMBERS, arrivals.per_week, float(rates.sum()))
        for hour, (rate, expected) in enumerate(zip(arrivals.rates, rates.ravel(), strict=True)):
            yield Found(f"{name}: hour {hour}", ARRIVALS, rate, float(expected))
    for kind, shrinkage in found.shrinkage.items():
        yield Found(f"{kind}: shrinkage", NUMBERS, shrinkage.all, 1 - present())
        taken = found.shares.get(f"{kind}: abstracted, of hours on duty")
        if taken:
            expected = truth.hours_abstracted(kind) / (shrinkage.hours * present())
            yield Found(f"{kind}: abstracted", NUMBERS, taken, expected)


def present() -> float:
    """The chance that a rostered officer is there: neither on leave (weeks), nor on a course, nor ill."""
    truth = duties.TRUTH
    on_leave = 1 - (1 - truth.leave_weeks / 365.25) ** 7
    return (1 - on_leave) * (1 - truth.course - truth.other_leave) * (1 - duties.expected_sickness())


class Truth:
    """The numbers of one world's flow, as a log of it shows them."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.truth = flow.parameters
        self.grading = Grading(flow)

    def numbers(self) -> Iterator[tuple[str, float]]:
        """By name of the parameter."""
        yield from self._contacts()
        yield from self._grades()
        yield from self._units()
        yield from self._crimes()

    def rates(self, name: str, kept: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """What each hour of the week expects on average, over the days that were kept: shape (7, 24)."""
        streams = [stream.line or stream.name for stream in self.truth.contact.streams]
        own = self.flow.calendar.expected(self.truth.response.own, self.flow.world.scale)
        expected = self.flow.contacts[streams.index(name)] if name in streams else own
        by_day, weekday = expected.reshape(-1, 24), self.flow.calendar.weekday
        return np.stack([by_day[kept & (weekday == day)].mean(axis=0) for day in range(7)])

    def hours_abstracted(self, kind: str) -> float:
        """The hours for which officers of a kind of team are expected to be taken away."""
        world = self.flow.world
        by_team = abstractions.expected_abstractions(world).sum(axis=1)
        from forcesight.records.codes.people import TEAM_KINDS

        return float(by_team[world.staff.team_kind == TEAM_KINDS.codes.index(kind)].sum()) * abstractions.TRUTH.hours

    def _contacts(self) -> Iterator[tuple[str, float]]:
        after = self.truth.contact.after
        for number, stream in enumerate(self.truth.contact.streams):
            name, expected = stream.line or stream.name, self.flow.contacts[number]
            yield from _wait(f"{name}: talk", stream.talk)
            yield from _wait(f"{name}: after", after)
            yield f"{name}: handling: mean", (_mean(stream.talk) + _mean(after)) / 60
            yield f"{name}: answered, opens an incident", stream.opens
            if stream.switchboard:
                yield from _wait(f"{name}: switchboard", stream.switchboard.passing)
            if stream.lost.share:
                through = expected * (1 - self.flow.lost_at_switchboard(stream, expected))
                lost = stream.lost.shares(expected)
                # Whether a caller is lost is drawn first, and then after how long: a second and a whole exponential.
                gone = 1 + 1 / np.expm1(1 / stream.patience)
                waited = through @ ((1 - lost) * stream.answer.mean(load_of(expected)) + lost * gone)
                yield f"{name}: patience, mean if exponential", float(waited / (through @ lost)) / 60

    def _grades(self) -> Iterator[tuple[str, float]]:
        for name, grades in self._first_grades().items():
            for grade in range(GRADES):
                yield f"{name}: first grade: grade {grade + 1}", float(grades[grade] / grades.sum())
        regrading, change = self.truth.response.regrading, self.grading.change
        after = 180 + _mean(regrading.after)
        yield "grade raised after: mean", after / 60
        lowered, waited = 0.0, 0.0
        for grade in range(GRADES):
            n = self.grading.expected[:, grade].sum()
            down = regrading.lowered if grade < GRADES - 1 else 0.0
            up = regrading.raised if grade else 0.0
            late, late_after = self._lowered_late(grade)
            late *= change[grade, grade]
            lowered, waited = lowered + n * (down + late), waited + n * (down * after + late * late_after)
            yield f"grade {grade + 1}: first change: raised", up
            yield f"grade {grade + 1}: first change: lowered", down + late
            yield f"grade {grade + 1}: attended", float(change[grade] @ self.grading.attended)
        yield "grade lowered after: mean", waited / lowered / 60

    def _first_grades(self) -> dict[str, np.ndarray[Any, Any]]:
        """Expected incidents by first grade, of each way in which incidents are brought."""
        found = {}
        for number, stream in enumerate(self.truth.contact.streams):
            opened = self.flow.answered[number] * stream.opens
            mix = opened[:, None] * self.flow.mixes[stream.mix]
            found[stream.line or stream.name] = mix.sum(axis=0) @ self.grading.first[stream.mix]
        own = self.flow.calendar.expected(self.truth.response.own, self.flow.world.scale)
        found["own"] = (own[:, None] * self.flow.mixes[2]).sum(axis=0) @ self.grading.first[2]
        return found

    def _lowered_late(self, grade: int) -> tuple[float, float]:
        """The share of a grade's incidents that are lowered because the unit comes late, and after how many seconds."""
        if grade > 1:
            return 0.0, 0.0
        response = self.truth.response
        weight = self.grading.expected[:, grade]
        late = [float(weight[:, area] @ self.grading.too_late(grade, area)) for area in (0, 1)]
        share = self.grading.attended[grade] * response.regrading.late * sum(late) / weight.sum()
        middle = (1 + response.regrading.since) / 2
        after = sum(part * limit for part, limit in zip(late, response.attendance[grade].limit, strict=True))
        return float(share), middle * after / sum(late)

    def _units(self) -> Iterator[tuple[str, float]]:
        response, change, attended = self.truth.response, self.grading.change, self.grading.attended
        more = np.array([np.arange(len(each)) @ np.array(each) for each in response.further_units])
        every = self.grading.expected.sum(axis=(0, 2)) @ change * attended
        turned = response.stood_down / (1 - 1 / (1 + every @ more / every.sum()))
        stay = np.array([_mean(wait) for wait in response.at_scene])
        yield "units stood down", response.stood_down
        for grade in range(GRADES):
            sent = change[grade] * attended
            units = sent * (1 + more * (1 - turned))
            yield f"grade {grade + 1}: scene: mean", float(units @ stay / units.sum()) / 60
            numbers = np.zeros(5)
            for then, shares in enumerate(response.further_units):
                numbers[1 : 1 + len(shares)] += sent[then] * np.array(shares)
            for count in range(1, 5):
                name = f"{count}{'+' if count == 4 else ''}"
                yield f"grade {grade + 1}: units sent: {name}", float(numbers[count] / numbers.sum())
            for area, place in enumerate(("urban", "rural")):
                weight = self.grading.expected[:, grade, area]
                until = sum(sent[then] * (weight @ self.grading.mean(then, area)) for then in range(GRADES))
                # A unit is sent after three to six and a half tenths of the time: it travels for the rest.
                yield f"grade {grade + 1} {place}: travel: mean", 0.525 * until / sent.sum() / weight.sum() / 60

    def _crimes(self) -> Iterator[tuple[str, float]]:
        recording, day = self.truth.crime.recording, 86_400
        late = day + _mean_below(recording.late, recording.most - day)
        yield "crime: recorded after: mean", (recording.prompt * day / 4 + (1 - recording.prompt) * late) / 60
        for days in (7, 28, 56):
            yield f"investigation: ended within {days} days", 1 - float(self._open_after(days))

    def _open_after(self, days: int) -> float:
        ends, types = self._ends
        return float((types @ ends.open_after(np.array([days]))[:, 0]) / types.sum())

    @cached_property
    def _ends(self) -> tuple[Ends, np.ndarray[Any, Any]]:
        crimes = CrimeFlow(self.flow)
        return Ends(crimes), crimes.recorded_by_type.sum(axis=0)


def _wait(name: str, wait: Wait) -> Iterator[tuple[str, float]]:
    yield f"{name}: mean", _mean(wait) / 60
    yield f"{name}: median (lognormal)", wait.median / 60
    yield f"{name}: cv (lognormal)", float(np.sqrt(np.expm1(wait.spread**2)))


def _mean(wait: Wait) -> float:
    return float(wait.mean())


def _mean_below(wait: Wait, most: float) -> float:
    """The mean of a lognormal time, given that it is no longer than `most`."""
    from scipy.special import ndtr

    place = (np.log(most) - np.log(wait.median)) / wait.spread
    return float(_mean(wait) * ndtr(place - wait.spread) / ndtr(place))
