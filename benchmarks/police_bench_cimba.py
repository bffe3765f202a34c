"""PoliceBench with the PyPI package `cimba`: compiled Python on its C engine's list of future events, in three styles.

"entities" has a process for each call and each incident, as the SimPy version has: a desk with a timer for patience,
and a request to all bases at once, the nearest first. "processes" has one for each handler and each unit instead.
"events" leaves processes and queues aside, for they switch stacks: there is an event for a call, for a handler that
finishes and, for each base, for a unit that is free again; queues are rings in arrays. In the last two, patience is
drawn when a handler comes to a caller, and the nearest base is found in a table.

    python -m benchmarks.police_bench_cimba entities 1 1      style, replications, first seed; the figures as JSON
"""

from __future__ import annotations

import json
import sys
import time

import cimba as cb

from benchmarks.police_bench_simpy import (
    DRIVE,
    END,
    HANDLERS,
    HANDLING,
    NEAREST,
    RATES,
    SCENES,
    SHARES,
    SPREAD,
    UNITS_EACH,
)


AREAS = len(DRIVE)
# The signal of a caller's patience.
GIVES_UP = 7
# Room of a ring: a power of two, beyond any queue that a year brings.
RING = 1 << 16
MU, SIGMA = HANDLING
SPREAD_MU, SPREAD_SIGMA = SPREAD
SCENE_MU = tuple(mu for mu, _ in SCENES)
SCENE_SIGMA = SCENES[0][1]


class Year(cb.Model):
    """What both styles share: the numbers of the force, the queue for units, what is counted."""

    rate: cb.Array[float] = cb.Array(RATES)
    drive: cb.Array[float] = cb.Array([minutes for row in DRIVE for minutes in row])
    nearest: cb.Array[int] = cb.Array([area for row in NEAREST for area in row])
    shares: cb.Array[float] = cb.Array(SHARES)
    idle: cb.Array[int] = cb.Array([UNITS_EACH] * AREAS)
    idle_units: int = UNITS_EACH * AREAS
    hour: int = 0
    # Waiting incidents of both grades: a ring each, one behind the other.
    waiting_since: cb.Array[float] = cb.Array(2 * RING)
    waiting_area: cb.Array[int] = cb.Array(2 * RING)
    first: cb.Array[int] = cb.Array(2)
    last: cb.Array[int] = cb.Array(2)
    came: int = 0
    answered: int = 0
    lost: int = 0
    answer: float = 0.0
    within: int = 0
    sent: cb.Array[int] = cb.Array(2)
    wait: cb.Array[float] = cb.Array(2)
    response: cb.Array[float] = cb.Array(2)
    own: int = 0
    calls_came: cb.Output[float]
    abandoned: cb.Output[float]
    answer_seconds: cb.Output[float]
    within_20s: cb.Output[float]
    grade_1_wait: cb.Output[float]
    grade_1_response: cb.Output[float]
    grade_2_wait: cb.Output[float]
    own_area: cb.Output[float]

    @cb.function
    def gap(self, now: float) -> float:
        """How long until the next call: a unit-rate process, stretched by the hours' rates."""
        needed = cb.random.exponential(1.0)
        at = now
        left = self.rate[self.hour % 168] * (60.0 * (self.hour + 1) - at)
        while needed > left:
            needed -= left
            self.hour += 1
            at = 60.0 * self.hour
            left = self.rate[self.hour % 168] * 60.0
        return at + needed / self.rate[self.hour % 168] - now

    @cb.function
    def is_answered(self, wait: float) -> None:
        """Count a call that a handler takes."""
        self.answered += 1
        self.answer += wait
        if wait <= 20.0 / 60.0:
            self.within += 1

    @cb.function
    def draw_grade(self) -> int:
        """Of an incident."""
        return 0 if cb.random.uniform(0.0, 1.0) < 0.3 else 1

    @cb.function
    def draw_area(self) -> int:
        """Of an incident."""
        u = cb.random.uniform(0.0, 1.0)
        area = 0
        while area < AREAS - 1 and self.shares[area] <= u:
            area += 1
        return area

    @cb.function
    def taken_base(self, area: int) -> int:
        """Take the nearest idle unit: its base. There is one."""
        place = AREAS * area
        while self.idle[self.nearest[place]] == 0:
            place += 1
        base = self.nearest[place]
        self.idle[base] -= 1
        self.idle_units -= 1
        return base

    @cb.function
    def waits(self, area: int, grade: int) -> None:
        """Put an incident into the queue."""
        slot = grade * RING + (self.last[grade] & (RING - 1))
        self.waiting_since[slot] = cb.now()
        self.waiting_area[slot] = area
        self.last[grade] += 1

    @cb.function
    def first_waiting(self) -> int:
        """Take the first incident out of the queue, grade 1 before grade 2: its slot, or -1."""
        grade = 0
        if self.first[0] == self.last[0]:
            grade = 1
        if self.first[grade] == self.last[grade]:
            return -1
        slot = grade * RING + (self.first[grade] & (RING - 1))
        self.first[grade] += 1
        return slot

    @cb.function
    def time_away(self, base: int, area: int, grade: int, wait: float) -> float:
        """A unit drives and works on the scene: for how long."""
        drive = self.drive[AREAS * base + area] * cb.random.lognormal(SPREAD_MU, SPREAD_SIGMA)
        self.sent[grade] += 1
        self.wait[grade] += wait
        self.response[grade] += wait + drive
        if base == area:
            self.own += 1
        mu = SCENE_MU[0] if grade == 0 else SCENE_MU[1]
        return drive + cb.random.lognormal(mu, SCENE_SIGMA)

    @cb.on_end
    def measure(self):
        """The figures."""
        self.calls_came = self.came
        self.abandoned = 100.0 * self.lost / self.came
        self.answer_seconds = 60.0 * self.answer / self.answered
        self.within_20s = 100.0 * self.within / self.came
        self.grade_1_wait = self.wait[0] / self.sent[0]
        self.grade_1_response = self.response[0] / self.sent[0]
        self.grade_2_wait = self.wait[1] / self.sent[1]
        self.own_area = 100.0 * self.own / (self.sent[0] + self.sent[1])


class EventBase(cb.Model):
    """The units of one area, as an event."""

    area: int = 0
    force: cb.Ref[EventForce] = None

    def attached(self, owner: EventForce, field: str) -> None:  # noqa: ARG002
        """Know the force that this base belongs to."""
        self.force = owner

    @cb.event
    def freed(self):
        """A unit is back: it takes the first job that waits, or is idle."""
        self.force.unit_is_free(self.area)


class EventForce(Year):
    """A force of events."""

    bases: list[EventBase]
    idle_handlers: int = HANDLERS
    calls: cb.Array[float] = cb.Array(RING)
    first_call: int = 0
    last_call: int = 0

    @cb.on_start
    def begin(self):
        """The first call; and the year's end, for events are not stopped by a window."""
        cb.schedule(self.call, self.gap(0.0))
        cb.schedule(self.over, END)

    @cb.event
    def over(self):
        """The year is over."""
        cb.end_trial()

    @cb.event
    def call(self):
        """Somebody rings."""
        now = cb.now()
        self.came += 1
        if self.idle_handlers > 0:
            self.idle_handlers -= 1
            self.is_answered(0.0)
            cb.schedule(self.handled, cb.random.lognormal(MU, SIGMA))
        else:
            self.calls[self.last_call & (RING - 1)] = now
            self.last_call += 1
        cb.schedule(self.call, self.gap(now))

    @cb.event
    def handled(self):
        """A handler finishes and takes the next caller who is still there; half of the calls become incidents."""
        now = cb.now()
        taken = False
        while self.first_call != self.last_call and not taken:
            wait = now - self.calls[self.first_call & (RING - 1)]
            self.first_call += 1
            if cb.random.exponential(3.0) <= wait:
                self.lost += 1
            else:
                self.is_answered(wait)
                cb.schedule(self.handled, cb.random.lognormal(MU, SIGMA))
                taken = True
        if not taken:
            self.idle_handlers += 1
        if cb.random.uniform(0.0, 1.0) < 0.5:
            grade = self.draw_grade()
            area = self.draw_area()
            if self.idle_units > 0:
                base = self.taken_base(area)
                cb.schedule(self.bases[base].freed, self.time_away(base, area, grade, 0.0))
            else:
                self.waits(area, grade)

    @cb.function
    def unit_is_free(self, base: int) -> None:
        """Take the first incident that waits, or be idle."""
        slot = self.first_waiting()
        if slot < 0:
            self.idle[base] += 1
            self.idle_units += 1
        else:
            grade = 0 if slot < RING else 1
            away = self.time_away(base, self.waiting_area[slot], grade, cb.now() - self.waiting_since[slot])
            cb.schedule(self.bases[base].freed, away)


class ProcessBase(cb.Model):
    """The units of one area, a process each. A job that is sent at once is its area and grade in one number."""

    area: int = 0
    force: cb.Ref[ProcessForce] = None
    jobs: cb.Store[int]

    def attached(self, owner: ProcessForce, field: str) -> None:  # noqa: ARG002
        """Know the force that this base belongs to."""
        self.force = owner

    @cb.process(copies=UNITS_EACH)
    def unit(self):
        """Wait to be sent; then take jobs while any wait."""
        force = self.force
        while True:
            job = self.jobs.get()
            cb.hold(force.time_away(self.area, job // 2, job % 2, 0.0))
            slot = force.first_waiting()
            while slot >= 0:
                grade = 0 if slot < RING else 1
                wait = cb.now() - force.waiting_since[slot]
                cb.hold(force.time_away(self.area, force.waiting_area[slot], grade, wait))
                slot = force.first_waiting()
            force.idle[self.area] += 1
            force.idle_units += 1


class ProcessForce(Year):
    """A force of processes."""

    bases: list[ProcessBase]
    calls: cb.Store[float]

    @cb.process
    def arrivals(self):
        """Calls come."""
        while True:
            cb.hold(self.gap(cb.now()))
            self.came += 1
            self.calls.put(cb.now())

    @cb.process(copies=HANDLERS)
    def handler(self):
        """Take the next caller who is still there; half of the calls become incidents."""
        while True:
            arrived = self.calls.get()
            wait = cb.now() - arrived
            if wait > 0.0 and cb.random.exponential(3.0) <= wait:
                self.lost += 1
                continue
            self.is_answered(wait)
            cb.hold(cb.random.lognormal(MU, SIGMA))
            if cb.random.uniform(0.0, 1.0) < 0.5:
                grade = self.draw_grade()
                area = self.draw_area()
                if self.idle_units > 0:
                    base = self.taken_base(area)
                    self.bases[base].jobs.put(2 * area + grade)
                else:
                    self.waits(area, grade)


FIGURES = (
    "calls_came",
    "abandoned",
    "answer_seconds",
    "within_20s",
    "grade_1_wait",
    "grade_1_response",
    "grade_2_wait",
    "own_area",
)


class EntityBase(cb.Model):
    """The units of one area, as a resource; and those of all areas, in the order in which they are asked for here."""

    area: int = 0
    units: cb.Resource = cb.Resource(capacity=UNITS_EACH)
    near: list[cb.Ref[cb.Resource]]


class EntityForce(Year):
    """A force where each call and each incident is a process."""

    bases: list[EntityBase]
    desk: cb.Resource = cb.Resource(capacity=HANDLERS)

    @cb.process
    def arrivals(self):
        """Calls come."""
        while True:
            cb.hold(self.gap(cb.now()))
            self.came += 1
            cb.spawn(Call, force=self)


class Call(cb.Model):
    """A caller who waits for a handler, or gives up."""

    force: cb.Ref[EntityForce]

    @cb.process
    def live(self):
        """From ringing to the end of the call."""
        force, me, arrived = self.force, cb.this_process(), cb.now()
        if force.desk.available() == 0:
            me.timer_set(cb.random.exponential(3.0), GIVES_UP)
        if force.desk.acquire(1) == GIVES_UP:
            force.lost += 1
            return
        me.timers_clear()
        force.is_answered(cb.now() - arrived)
        cb.hold(cb.random.lognormal(MU, SIGMA))
        force.desk.release(1)
        if cb.random.uniform(0.0, 1.0) < 0.5:
            area = force.draw_area()
            cb.spawn(Incident, force=force, base=force.bases[area], grade=force.draw_grade())


class Incident(cb.Model):
    """An incident that asks all bases for a unit, the nearest first."""

    force: cb.Ref[EntityForce]
    base: cb.Ref[EntityBase]
    grade: int

    @cb.process
    def live(self):
        """From the call to when the unit is back."""
        force, area, arrived = self.force, self.base.area, cb.now()
        place = cb.acquire_any(self.base.near, 1 - self.grade)
        sent = force.nearest[AREAS * area + place]
        cb.hold(force.time_away(sent, area, self.grade, cb.now() - arrived))
        force.bases[sent].units.release(1)


STYLES = {
    "entities": (EntityForce, EntityBase),
    "processes": (ProcessForce, ProcessBase),
    "events": (EventForce, EventBase),
}


def force(style: str) -> Year:
    """A force with its ten bases."""
    force_class, base_class = STYLES[style]
    made, bases = force_class(), []
    for area in range(AREAS):
        base = base_class()
        base.area = area
        bases.append(base)
    if style == "entities":
        for base, order in zip(bases, NEAREST, strict=True):
            base.near = [bases[area].units for area in order]
    made.bases = bases
    return made


def replications(style: str, count: int, seed: int) -> list[dict[str, float]]:
    """Years, one at a time: the figures of each, and the processor seconds that it took (compiling excluded)."""
    # Processes are stopped by the window, events by their own.
    window = cb.Window(duration=END) if style != "events" else cb.Window()
    found = []
    for number in range(seed, seed + count):
        model = force(style)
        experiment = cb.Experiment(model, window=window, seed=number)
        if number == seed:
            experiment.run(workers=1)
        began = time.process_time()
        results = experiment.run(workers=1)
        seconds = time.process_time() - began
        if results.failed.any():
            raise RuntimeError(str(results.failure_reasons))
        figures = {name: float(getattr(results[model], name)[0, 0]) for name in FIGURES}
        found.append({"seed": number, "calls": figures.pop("calls_came"), **figures, "cpu_seconds": seconds})
    return found


if __name__ == "__main__":
    style_, count_, seed_ = [*sys.argv[1:], *("entities", "1", "1")[len(sys.argv) - 1 :]][:3]
    print(json.dumps(replications(style_, int(count_), int(seed_))))
