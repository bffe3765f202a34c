"""What an office file says, as Python: the network of queues, people, places and rules, in a planner's words.

Each class is one kind of table of the file. Durations are minutes unless the name says otherwise; staff and rates by
hour of week begin on Monday at 00:00, and may be one number, 24, 168 or 336 of them (a day by hours, a week by hours, a
week by half hours).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal


ByHour = tuple[float, ...]
Family = Literal[
    "constant", "exponential", "lognormal", "uniform", "weibull", "hyperexponential", "loglogistic", "gamma",
    "observed", "never",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A distribution of minutes.

    constant: mean · exponential: mean · lognormal, gamma: mean and cv · uniform: low and high · weibull, loglogistic:
    scale and shape · hyperexponential: mean and cv (balanced means) · observed: quantiles, equally spaced from the
    least to the greatest · never: for patience that does not end.
    """

    family: Family
    mean: float = 0.0
    cv: float = 0.0
    low: float = 0.0
    high: float = 0.0
    scale: float = 0.0
    shape: float = 0.0
    quantiles: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place of the office: where work arises, and where units are based. `weight` shares demand among areas."""

    id: str
    name: str = ""
    x_km: float = 0.0
    y_km: float = 0.0
    weight: float = 1.0
    rural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """How long a unit drives: start_minutes + distance / speed, or the matrix's minutes, times the spread.

    `matrix` has a row for each area of departure, in the order of the areas; without it, distances are measured
    between the areas' centres. Rural speed holds where either end is rural.
    """

    start_minutes: float = 0.0
    km_per_hour: float = 48.0
    rural_km_per_hour: float | None = None
    distance: Literal["straight", "manhattan"] = "straight"
    matrix: tuple[tuple[float, ...], ...] = ()
    spread: Duration = Duration(family="constant", mean=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A day or some hours on which demand is multiplied."""

    on: date
    begins: time = time(0, 0)
    hours: float = 24.0
    factor: float
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Work that comes from outside: a Poisson process with a rate by hour of week.

    `per_week` is the mean number in a week without events; `by_hour` gives its shape (any scale). `growth` multiplies
    the whole: a rise of 8 % is 1.08. `area` fixes where it arises; otherwise areas are drawn by weight.
    """

    id: str
    name: str = ""
    job: str
    to: str
    per_week: float
    by_hour: ByHour = (1.0,)
    growth: float = 1.0
    area: str = ""
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A kind of work: a 999 call, a grade 1 incident, a burglary to investigate."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Some jobs come back to the station that they left: a redial, a follow-up visit.

    `share` is of all jobs of the kind that leave so. Where a job has several returns, at most one of them comes about;
    their shares add up, and what is left leaves for good. Desks and units have the same rule; units lose no jobs.
    """

    share: float
    after: Duration
    job: str = ""
    when: Literal["served", "lost"] = "served"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lend:
    """A group helps with a job only while its queue is long, and not at the cost of its own.

    It takes such a job while more than `when_waiting_over` of them wait, and only when at least `keeps_free` of its own
    servers would stay free; so lent people are back as soon as the queue is short again.
    """

    job: str
    when_waiting_over: int = 0
    keeps_free: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People at a desk with the same skills. `serves` lists jobs; which waits first is the job's priority.

    `staff` is by hour; `shrinkage` is the share of it that is away; `at_once` is how many jobs one person handles
    together (service times are then those under that load). A person whose interval ends finishes the job in hand.
    """

    id: str
    name: str = ""
    staff: ByHour
    serves: tuple[str, ...]
    lends: tuple[Lend, ...] = ()
    shrinkage: float = 0.0
    at_once: int = 1
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWork:
    """How a desk handles one job. A lower priority number goes first; within it, who came first.

    A job that finds several groups free goes to the first of them that serves it, in the order of the desk. `standard`
    is the share that should be answered within `within_seconds`: 0.9 is 90 %.
    """

    job: str
    service: Duration
    priority: int = 1
    patience: Duration = Duration(family="never")
    within_seconds: float | None = None
    standard: float | None = None
    returns: tuple[Return, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A station where people answer, handle or decide: a switchboard, a resolution centre, a hub, a laboratory.

    `closed_hours_wait` says that jobs may come while nobody is there, and wait for the next opening; without it, an
    office with demand at such hours is refused.
    """

    id: str
    name: str = ""
    groups: tuple[Group, ...]
    work: tuple[DeskWork, ...]
    closed_hours_wait: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One shift of a pattern: on which day of the cycle it begins (0 is the first), when, and for how long."""

    day: int
    starts: time
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPattern:
    """A repeating pattern of shifts, such as two early, two late, two off. Its cycle begins on the office's start."""

    id: str
    name: str = ""
    cycle_days: int
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A break in every shift: taken when the unit is free between the two hours of its shift; missed otherwise.

    Nothing interrupts a break that has begun. While jobs wait that the unit may take, it takes a job first.
    """

    minutes: float
    after_hours: float
    before_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Units that go out from one area. `pattern` empty means always on duty.

    `offset_days` moves the team along its pattern. `serves` lists jobs; `own_area_only` ring-fences the team.
    A job in hand at the end of a shift is finished (overtime). `last_job_minutes` before the end, a unit takes only
    jobs of priority `urgent` or better. `abstraction` is the share of unit-shifts that are away.
    """

    id: str
    name: str = ""
    area: str
    units: int
    serves: tuple[str, ...]
    pattern: str = ""
    offset_days: int = 0
    crew: int = 1
    own_area_only: bool = False
    abstraction: float = 0.0
    rest: Break | None = None
    last_job_minutes: float = 0.0
    urgent: int = 0
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrade:
    """While it waits for a unit, a share of jobs becomes another job once `after` has passed."""

    to: str
    share: float
    after: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWork:
    """How units deal with one job. A lower priority number goes first; within it, who came first.

    `units` asks for more than one: the others are sent as they come free, each for a scene time of its own. `arrest` is
    the share of jobs after which the unit spends `custody` more. `pre_empts` takes a unit off a travelling or
    working job of one of these kinds when none is free; the job that lost its unit waits again, at its old place, and
    starts anew. `standard` is the share that a unit should reach within `within_minutes`: 0.9 is 90 %.
    """

    job: str
    priority: int = 1
    scene: Duration
    units: int = 1
    arrest: float = 0.0
    custody: Duration = Duration(family="constant")
    regrade: Regrade | None = None
    pre_empts: tuple[str, ...] = ()
    within_minutes: float | None = None
    standard: float | None = None
    returns: tuple[Return, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """A station of units that travel to jobs.

    despatch: "nearest" sends the free unit with the least mean travel time, ties by number; "own area first" prefers
    any free unit of the job's own area, then the nearest; "in order" follows `preference`, a list of teams for each
    area. When none is free the job waits in one queue. after: a unit is free at its own station at once ("station") or
    where the job was ("scene"). `closed_hours_wait` says that jobs may come while no team that takes them is on duty.
    """

    id: str
    name: str = ""
    teams: tuple[Team, ...]
    work: tuple[UnitWork, ...]
    despatch: Literal["nearest", "own area first", "in order"] = "nearest"
    preference: tuple[tuple[str, ...], ...] = ()
    after: Literal["station", "scene"] = "station"
    closed_hours_wait: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWork:
    """How a team works on one kind of case. `hours` is officer time in all, worked at most `hours_a_day` per day."""

    job: str
    priority: int = 1
    hours: Duration
    hours_a_day: float = 8.0
    within_days: float | None = None
    standard: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseload:
    """A station that works on cases for days: an investigation team, a forensic queue, an offender management unit.

    Each day (`hours` per person for each day of the week) officers work on the cases allocated to the team, by
    priority, then by age. `limit` is how many cases one person may carry: others wait unallocated. Every open case is
    reviewed each `review_days`, which costs `review_hours` of the team's time. `shrinkage` is the share of staff away.
    """

    id: str
    name: str = ""
    staff: int
    hours: tuple[float, ...]
    work: tuple[CaseWork, ...]
    limit: float | None = None
    review_days: int | None = None
    review_hours: float = 0.0
    shrinkage: float = 0.0
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Appointments that begin at one time of some weekdays (0 is Monday), `places` of them in each area."""

    weekdays: tuple[int, ...]
    at: time
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointments:
    """A diary: each job takes the first free place at least `notice` minutes ahead. A share does not turn up (lost)."""

    id: str
    name: str = ""
    slots: tuple[Slot, ...]
    jobs: tuple[str, ...]
    minutes: Duration
    notice: float = 0.0
    not_kept: float = 0.0
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """Time that passes without anybody's work: until a crime is recorded, until a result comes back."""

    id: str
    name: str = ""
    jobs: tuple[str, ...]
    minutes: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where jobs go when they leave a station: a share of them, to a station or out of the office.

    For each station, job and outcome the shares sum to 1; jobs without any route leave. `becomes` is the job that it is
    from there on. `to` empty means out.
    """

    station: str
    job: str
    when: Literal["served", "lost"] = "served"
    share: float = 1.0
    to: str = ""
    becomes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Which measure of the catalogue tells what became of an output, when a prediction is read beside the records.

    `output` is an output's id, such as `call_desk.call.within`; `measure` is one of the same kind and unit.
    """

    output: str
    measure: str


Station = Desk | Units | Caseload | Appointments | Delay


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A whole office. The first `warm_up_days` are run and not counted.

    `starts` is the Monday on which the run begins; `valid_from`, `source` and `confidence` are a catalogue entry's.
    """

    id: str
    name: str
    starts: date
    weeks: int
    jobs: tuple[Job, ...]
    demand: tuple[Demand, ...]
    stations: tuple[Station, ...]
    warm_up_days: float = 0.0
    areas: tuple[Area, ...] = ()
    travel: Travel = Travel()
    patterns: tuple[ShiftPattern, ...] = ()
    routes: tuple[Route, ...] = ()
    measured: tuple[Measured, ...] = ()
    valid_from: date | None = None
    source: str = ""
    confidence: Literal["high", "medium", "low"] = "low"
    description: str = ""

    @property
    def minutes(self) -> float:
        """How long the office runs, in minutes."""
        return self.weeks * 7 * 24 * 60.0
