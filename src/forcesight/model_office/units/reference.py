"""The station of units in plain Python: what happens, in the order in which it does.

The rules that the description leaves open are decided here, and the kernel follows:

- A job goes to a free unit; else, if it may, it takes a busy one off its job; else it waits. A job that lost its unit
  is offered to the free units that may take it, and waits where there is none; it takes no unit off another job. The
  unit that was taken starts from its own station, or, where units stay at the scene, from the area it was headed for. A
  unit with a prisoner is not taken.
- A unit that comes free takes the first job it may take; else it rests, if it is time and it has not rested; else it is
  idle. Since an idle unit has found no job, a break also begins when its window opens on an idle unit. A break that the
  shift's end meets ends there. A break counts as missed when its window closes before it began.
- From `last_job_minutes` before its end a unit takes urgent jobs only, and at its end none.
- Time that a job takes beyond a shift is overtime, until the unit's next shift begins, if that is sooner. A shift
  begins at the unit's own station, except with a job in hand.
- Helpers of a job are rows of their own, offered after it, with travel and scene times of their own. They take no unit
  off a job, make no arrest, and do not hold up the job's leaving. "In order" sends the least number of a team.
- What a job is when it first waits decides whether it is regraded, once, if it then waits. It is offered anew. Rows of
  helpers are regraded each for itself, and their number stays.
- Of the returns of a job one at most is drawn, when it is done; a job that will come back has not left for good.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from forcesight.model_office.compiled import plain
from forcesight.model_office.distributions import quantile
from forcesight.model_office.flow import AGAIN, SERVED, STILL_HERE
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Duration, Office, Team, Units, UnitWork
from forcesight.model_office.office.durations import law_of
from forcesight.model_office.reference import ARRIVED, CHANGED, FINISHED, Arriving, Engine, Row
from forcesight.model_office.streams import stream, unit_of
from forcesight.model_office.units.duty import BEGINS, CLOSES, CUTS, ENDS, OPENS, changes_of
from forcesight.model_office.units.hours import UnitHours, copied, no_hours
from forcesight.model_office.units.order import CHANGE_KEY, HELPER_KEY, LAST_VISIT, SHIFT_BITS, UNIT_KEY
from forcesight.model_office.units.plan import area_of, served_returns
from forcesight.model_office.units.shifts import Spell, spells
from forcesight.model_office.units.travel import mean_minutes


@dataclass(eq=False)
class _Job:
    """A job or a helper of one, from its arrival on."""

    arrived: float
    entity: int
    kind: int
    area: int
    helper: int
    # Counts the jobs and helpers of the station as they come.
    number: int
    assigned: float = math.nan
    began: float = math.nan
    scene_ends: float = math.nan
    left: float = math.nan
    outcome: int = STILL_HERE
    unit: _Unit | None = None
    noted: bool = False

    @property
    def place(self) -> int:
        """Its area in the matrix of minutes."""
        return max(self.area, 0)


@dataclass(eq=False)
class _Unit:
    """A unit, and what it is doing."""

    number: int
    team: Team
    home: int
    place: int
    spell: Spell | None = None
    job: _Job | None = None
    rests_since: float | None = None
    over_since: float = math.nan
    settled: bool = False
    # How often it has been sent: when it was to finish a job that it lost is out of date.
    turn: int = field(default=0)

    @property
    def idle(self) -> bool:
        """Whether it can be sent."""
        return self.spell is not None and self.job is None and self.rests_since is None


class UnitsReference:
    """One station of units in the reference engine."""

    def __init__(self, station: Units, office: Office, codes: Codes, seed: int, engine: Engine) -> None:
        self._station, self._codes, self._seed, self._engine = station, codes, seed, engine
        self._minutes = mean_minutes(office.travel, office.areas).tolist()
        self._spread = office.travel.spread
        self._work: dict[int, UnitWork] = {codes.jobs[work.job]: work for work in station.work}
        self._names = {code: name for name, code in codes.jobs.items()}
        self._jobs: list[_Job] = []
        self._waiting: list[_Job] = []
        self._integral, self._counted_to = 0.0, 0.0
        self._units: list[_Unit] = []
        for team in station.teams:
            own = spells(team, office.patterns, office.minutes)
            for _ in range(team.units):
                home = area_of(team.area, codes)
                unit = _Unit(len(self._units), team, home, home)
                self._units.append(unit)
                for spell in own:
                    self._schedule(unit, spell)
        self._hours = no_hours(len(self._units))

    def arrive(self, station: str, now: float, job: Arriving) -> None:  # noqa: ARG002 - it is one station
        """A job comes, and asks for its units."""
        main = self._new(now, job, 0)
        self._offer(main, now, may_pre_empt=True)
        work = self._work.get(job.kind)
        for helper in range(1, work.units if work else 1):
            self._offer(self._new(now, job, helper), now, may_pre_empt=False)

    def rows(self, station: str) -> list[Row]:  # noqa: ARG002
        """What became of each job and helper, in the order in which they came."""
        return [self._row(job) for job in self._jobs]

    def hours(self) -> UnitHours:
        """What each unit did until the end."""
        end, hours = self._engine.end, copied(self._hours)
        for unit in self._units:
            if unit.job:
                self._account(hours, unit, unit.job, end)
                if unit.spell is None:
                    hours.overtime[unit.number] += end - unit.over_since
            elif unit.rests_since is not None:
                hours.rest[unit.number] += end - unit.rests_since
        return hours

    def waiting_integral(self) -> float:
        """The time integral of the number waiting, to the end."""
        return self._integral + len(self._waiting) * (self._engine.end - self._counted_to)

    # Shifts and breaks.

    def _schedule(self, unit: _Unit, spell: Spell) -> None:
        does = {BEGINS: self._begins, ENDS: self._ends, OPENS: self._opens, CLOSES: self._closes}
        for time, what in changes_of(spell):
            if what != CUTS:
                key = CHANGE_KEY + (what << 20) + unit.number
                act = does[what]
                self._engine.at(time, CHANGED, key, lambda act=act, time=time: act(unit, spell, time))  # type: ignore[misc]

    def _begins(self, unit: _Unit, spell: Spell, now: float) -> None:
        if math.isfinite(spell.ends) and unit.team.abstraction > 0:
            key = (unit.number << SHIFT_BITS) + spell.number
            if self._u("abstraction", key) < unit.team.abstraction:
                return
        unit.spell = spell
        unit.settled = math.isinf(spell.closes)
        self._hours.on_duty[unit.number] += min(spell.ends, self._engine.end) - now
        if unit.job:
            self._hours.overtime[unit.number] += now - unit.over_since
        else:
            unit.place = unit.home
            self._is_free(unit, spell, now)

    def _ends(self, unit: _Unit, spell: Spell, now: float) -> None:
        if unit.spell is spell:
            unit.spell = None
            unit.over_since = now
            self._rested(unit, now)

    def _opens(self, unit: _Unit, spell: Spell, now: float) -> None:
        if unit.spell is spell and unit.idle:
            self._rests(unit, spell, now)

    def _closes(self, unit: _Unit, spell: Spell, now: float) -> None:  # noqa: ARG002 - as the other changes
        if unit.spell is spell and not unit.settled:
            self._hours.rests_missed[unit.number] += 1
            unit.settled = True

    def _rests(self, unit: _Unit, spell: Spell, now: float) -> None:
        unit.rests_since, unit.settled = now, True
        self._hours.rests_taken[unit.number] += 1
        ends = now + (unit.team.rest.minutes if unit.team.rest else 0.0)

        def over() -> None:
            self._rested(unit, ends)
            self._is_free(unit, spell, ends)

        if ends < spell.ends:
            self._engine.at(ends, FINISHED, UNIT_KEY + unit.number, over)

    def _rested(self, unit: _Unit, now: float) -> None:
        if unit.rests_since is not None:
            self._hours.rest[unit.number] += now - unit.rests_since
            unit.rests_since = None

    # Who goes where.

    def _is_free(self, unit: _Unit, spell: Spell, now: float) -> None:
        """A unit on duty looks for a job, or rests, or is idle."""
        found = min((job for job in self._waiting if self._may_take(unit, job, now)), key=self._turn, default=None)
        if found:
            self._no_longer_waits(found, now)
            self._give(unit, found, now)
        elif not unit.settled and spell.opens <= now < spell.closes:
            self._rests(unit, spell, now)

    def _offer(self, job: _Job, now: float, *, may_pre_empt: bool) -> None:
        """A job looks for a unit, or waits for one."""
        free = [unit for unit in self._units if unit.idle and self._may_take(unit, job, now)]
        if free:
            self._give(min(free, key=lambda unit: self._preferred(unit, job)), job, now)
            return
        busy = [
            (unit, unit.job)
            for unit in self._units
            if may_pre_empt and unit.job and self._may_be_taken_off(unit, unit.job, job, now)
        ]
        if busy:
            unit, loser = min(busy, key=lambda pair: self._least_loss(pair[0], pair[1], job))
            self._take_off(unit, loser, now)
            self._give(unit, job, now)
            self._offer(loser, now, may_pre_empt=False)
            return
        self._waits(job, now)

    def _may_take(self, unit: _Unit, job: _Job, now: float) -> bool:
        """Whether a unit, as far as its team and its shift go, may be sent to a job."""
        work, team, spell = self._work.get(job.kind), unit.team, unit.spell
        if work is None or spell is None or work.job not in team.serves or now >= spell.ends:
            return False
        if team.own_area_only and unit.home != job.place:
            return False
        if self._station.despatch == "in order" and team.id not in self._station.preference[job.place]:
            return False
        return now < spell.cut or work.priority <= team.urgent

    def _preferred(self, unit: _Unit, job: _Job) -> tuple[float, ...]:
        """What decides between free units: the least goes."""
        if self._station.despatch == "in order":
            return (self._station.preference[job.place].index(unit.team.id), unit.number)
        drive = self._minutes[unit.place][job.place]
        if self._station.despatch == "own area first":
            own = unit.home == job.place
            return (0 if own else 1, drive, unit.number)
        return (drive, unit.number)

    def _may_be_taken_off(self, unit: _Unit, its: _Job, job: _Job, now: float) -> bool:
        work = self._work.get(job.kind)
        if work is None or now >= its.scene_ends:
            return False
        return self._names[its.kind] in work.pre_empts and self._may_take(unit, job, now)

    def _least_loss(self, unit: _Unit, its: _Job, job: _Job) -> tuple[float, ...]:
        """What decides between busy units: the least is taken."""
        return (-self._work[its.kind].priority, self._minutes[unit.place][job.place], unit.number)

    def _take_off(self, unit: _Unit, job: _Job, now: float) -> None:
        """Take a unit off its job, which is then as if it had never had one."""
        self._account(self._hours, unit, job, now)
        self._hours.pre_empted[unit.number] += 1
        self._hours.pre_empted_minutes[unit.number] += now - job.assigned
        unit.job, job.unit = None, None
        job.assigned, job.began, job.scene_ends, job.left = (math.nan,) * 4

    def _give(self, unit: _Unit, job: _Job, now: float) -> None:
        """Send a unit: it drives, works on the scene, and perhaps takes somebody into custody."""
        work, helper = self._work[job.kind], f" helper {job.helper}" if job.helper else ""
        drive = self._minutes[unit.place][job.place] * self._drawn(self._spread, f"travel{helper}", job.entity)
        job.assigned, job.began = now, now + drive
        job.scene_ends = job.began + self._drawn(work.scene, f"scene{helper}", job.entity)
        job.left = job.scene_ends
        if not job.helper and self._u("arrest", job.entity) < work.arrest:
            job.left = job.scene_ends + self._drawn(work.custody, "custody", job.entity)
        unit.job, job.unit = job, unit
        if self._station.after == "scene":
            unit.place = job.place
        unit.turn += 1
        turn, key = unit.turn, UNIT_KEY + unit.number if job.helper else job.entity

        def done() -> None:
            if unit.turn == turn:
                self._done(unit, job, job.left)

        self._engine.at(job.left, FINISHED, key, done)

    def _done(self, unit: _Unit, job: _Job, now: float) -> None:
        """A unit leaves the scene, or the custody suite."""
        self._account(self._hours, unit, job, now)
        job.outcome, unit.job = SERVED, None
        if not job.helper:
            self._job_leaves(job, now)
        if unit.spell:
            self._is_free(unit, unit.spell, now)
        else:
            self._hours.overtime[unit.number] += now - unit.over_since

    # Jobs.

    def _new(self, now: float, job: Arriving, helper: int) -> _Job:
        self._jobs.append(_Job(now, job.entity, job.kind, job.area, helper, len(self._jobs)))
        return self._jobs[-1]

    def _turn(self, job: _Job) -> tuple[float, ...]:
        """Which waiting job is first: by priority, then who came first."""
        return (self._work[job.kind].priority, job.arrived, job.entity, job.helper)

    def _waits(self, job: _Job, now: float) -> None:
        self._count(now)
        self._waiting.append(job)
        work = self._work.get(job.kind)
        if job.noted or work is None or work.regrade is None:
            job.noted = True
            return
        job.noted = True
        if self._u("regrade", job.entity) < work.regrade.share:
            time = job.arrived + self._drawn(work.regrade.after, "regrade after", job.entity)
            to = self._codes.jobs[work.regrade.to]
            if now < time:
                key = HELPER_KEY + job.number if job.helper else job.entity
                self._engine.at(time, CHANGED, key, lambda: self._regrade(job, to, time))

    def _no_longer_waits(self, job: _Job, now: float) -> None:
        self._count(now)
        self._waiting.remove(job)

    def _count(self, now: float) -> None:
        self._integral += len(self._waiting) * (now - self._counted_to)
        self._counted_to = now

    def _regrade(self, job: _Job, to: int, now: float) -> None:
        if job.unit is None:
            self._no_longer_waits(job, now)
            job.kind = to
            self._offer(job, now, may_pre_empt=not job.helper)

    def _job_leaves(self, job: _Job, now: float) -> None:
        """A job leaves for good, or will come back."""
        u = self._u("returns", job.entity)
        for share, back in served_returns(self._work[job.kind]):
            if u < share and job.entity < LAST_VISIT:
                kind = self._codes.jobs[back.job] if back.job else job.kind
                after = self._drawn(back.after, "returns after", job.entity)
                self._comes_back(Arriving(job.entity + AGAIN, kind, job.area), now + after)
                return
        self._engine.leaves(self._station.id, Arriving(job.entity, job.kind, job.area), SERVED, now)

    def _comes_back(self, job: Arriving, time: float) -> None:
        self._engine.at(time, ARRIVED, job.entity, lambda: self.arrive(self._station.id, time, job))

    # Numbers.

    def _account(self, hours: UnitHours, unit: _Unit, job: _Job, until: float) -> None:
        """Count what a unit did for a job from when it was given until now."""
        number = unit.number
        hours.travel[number] += min(job.began, until) - job.assigned
        hours.scene[number] += max(min(job.scene_ends, until) - job.began, 0.0)
        hours.custody[number] += max(until - job.scene_ends, 0.0)
        if job.place != unit.home:
            hours.outside[number] += until - job.assigned

    def _row(self, job: _Job) -> Row:
        there = job.began < self._engine.end
        served = job.outcome == SERVED
        unit = job.unit.number if job.unit else -1
        return Row(
            job.arrived,
            job.entity,
            job.kind,
            job.area,
            job.assigned,
            job.began if there else math.nan,
            job.left if served else math.nan,
            job.outcome,
            unit,
            job.helper,
        )

    def _u(self, what: str, entity: int) -> float:
        return unit_of(int(stream(self._seed, f"{self._station.id}: {what}")), entity)

    def _drawn(self, duration: Duration, what: str, entity: int) -> float:
        return float(plain(quantile)(*law_of(duration), self._u(what, entity)))
