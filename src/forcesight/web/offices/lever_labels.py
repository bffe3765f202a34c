"""What the form calls each kind of lever and each of its fields. A test asserts that none is without its label."""

from __future__ import annotations

from typing import Final, NamedTuple


class Label(NamedTuple):
    """What a person reads beside an input, and what helps them to fill it in."""

    words: str
    hint: str = ""


class Group(NamedTuple):
    """Fields that are one question. Of `one_of` exactly one is filled in; what is `folded` few people need."""

    words: str
    fields: tuple[str, ...]
    hint: str = ""
    one_of: bool = False
    folded: bool = False


KINDS: Final[dict[str, Label]] = {
    "demand": Label("Demand", "More or less work from outside."),
    "staff": Label("Staff by hour", "More or fewer people in a group of a desk, always or at some hours."),
    "units": Label("Units", "More or fewer units in teams that go out."),
    "caseload_staff": Label("People who work on cases", "More or fewer investigators, analysts or case workers."),
    "transfer": Label("Transfer", "Officers move from one function, group or team to another; none is lost."),
    "more_officers": Label("More officers", "New officers join a function, a group or a team."),
    "new_team": Label("A new team", "Units that go out, with an area, a pattern and jobs of their own."),
    "new_group": Label("A new group at a desk", "People with their own staff by hour and their own jobs."),
    "hours_released": Label("Hours released", "Time that people are away from the work is given back to it."),
    "away": Label("Time away", "More or less of people’s time is lost to leave, training and other duties."),
    "pattern": Label("Shift pattern", "Teams work another pattern: one of the office, or a new one."),
    "duration": Label("Time that work takes", "A job takes more or less time than now."),
    "answering_target": Label("Answering target", "What is promised of a job: it changes what is counted."),
    "priority": Label("Priority", "Another job goes first."),
    "despatch": Label("Despatch rule", "Which unit is sent to a job."),
    "pre_emption": Label("Pre-emption", "A job takes units off others when none is free."),
    "ring_fence": Label("Ring-fence", "Teams stay in their own area, or are set free to go elsewhere."),
}  # fmt: skip

_STATION = "Needed where several stations do this work."
FIELDS: Final[dict[str, Label]] = {
    "set": Label("Set the number to"),
    "add": Label("Change the number by", "For example 2, or -2 for two fewer."),
    "factor": Label("Change by per cent", "For example 8 for 8 % more, or -5 for 5 % less."),
    "share": Label("Share in per cent", "For example 40."),
    "officers": Label("Number of officers"),
    "of": Label("Single ones"),
    "function": Label("Everybody of a function"),
    "from_function": Label("Everybody of a function"),
    "from_ids": Label("Single ones"),
    "to_function": Label("Everybody of a function"),
    "to_ids": Label("Single ones"),
    "group": Label("Group"),
    "weekdays": Label("Days", "Tick none for every day."),
    "from_hour": Label("From hour", "For example 18, or 7.5 for half past seven."),
    "to_hour": Label("To hour", "24 is midnight. Hours that end before they begin run into the next morning."),
    "demands": Label("Demands", "Tick none, here and below, for all demand."),
    "jobs": Label("Demand that brings these jobs"),
    "id": Label("Short name", "Without spaces, such as night_team. Files and other levers call it so."),
    "name": Label("Name"),
    "area": Label("Area", "Where its units are based."),
    "units": Label("Units", "How many go out when all are there."),
    "serves": Label("Jobs that it takes"),
    "ring_fence.serves": Label("Jobs that they take from now on", "Tick none to leave them as they are."),
    "pattern": Label("Shift pattern", "Without one, the team is always on duty."),
    "pattern.pattern": Label("Pattern", "One of the office, or a short name for a new one, which is written below."),
    "offset_days": Label("Days along the pattern", "0 begins with the first day of the cycle."),
    "crew": Label("Officers in each unit"),
    "own_area_only": Label("Ring-fenced: they stay in their own area"),
    "abstraction": Label("Shifts that are away, in per cent"),
    "rest": Label("Break", "Its minutes, after how many hours of the shift, and before how many. For example: 45 3 6"),
    "last_job_minutes": Label("Minutes before the end of a shift", "In these, only urgent jobs are taken."),
    "urgent": Label("Priority that is urgent", "The highest number that is still taken in the last minutes."),
    "station": Label("Station", _STATION),
    "new_team.function": Label("Function", "For example response."),
    "new_group.function": Label("Function", "For example contact."),
    "staff": Label(
        "Staff by hour",
        "One number for always, 24 for a day by hours, or 168 for a week by hours from Monday 00:00.",
    ),
    "lends": Label(
        "Jobs that it helps with",
        "One a line: the job’s short name, more than how many wait, and how many stay free. For example: call_101 5 1",
    ),
    "shrinkage": Label("Time away in per cent"),
    "at_once": Label("Jobs that one person has in hand together"),
    "hours_a_year": Label("Hours a year", "For example 8000, of all of them together."),
    "away.set": Label("Set it to, in per cent of the time"),
    "away.add": Label("Change by percentage points", "For example -5."),
    "cycle_days": Label("Days of the cycle", "Only for a new pattern."),
    "shifts": Label(
        "Shifts of the cycle",
        "Only for a new pattern. One a line: the day (0 is the first), when it begins, and its hours. For example: "
        "0 07:00 10",
    ),
    "spread": Label("Spread the teams evenly over the cycle"),
    "job": Label("Job"),
    "duration.station": Label("Station", "Without one, the station that works on the job."),
    "duration.job": Label("Job", "Without one, every job of the station."),
    "custody": Label("The time in custody after an arrest, instead of the time at the scene"),
    "within_seconds": Label("Within seconds", "For a desk."),
    "within_minutes": Label("Within minutes", "For units that go out."),
    "within_days": Label("Within days", "For people who work on cases."),
    "standard": Label("Share that is promised, in per cent", "For example 90."),
    "priority": Label("Priority", "A lower number goes first; within a number, who came first."),
    "takes_from": Label("Jobs that it takes units off", "Tick none to end it."),
    "rule": Label("Which unit is sent?"),
    "preference": Label(
        "Order of the teams",
        "Only for “in order”. One area a line, in the order of the areas: short names of teams, with spaces between.",
    ),
    "fenced": Label("They stay in their own area", "Untick to set them free."),
}
"""By a field's name; `kind.field` where one kind has a label of its own."""

GROUPS: Final = (
    Group("Whose", ("function", "of"), "Choose a function, or single ones.", one_of=True),
    Group("From", ("from_function", "from_ids"), "Choose a function, or single ones.", one_of=True),
    Group("To", ("to_function", "to_ids"), "Choose a function, or single ones.", one_of=True),
    Group("When", ("weekdays", "from_hour", "to_hour"), "Leave these as they are for always."),
    Group("How much", ("set", "add", "factor"), "Fill in one of these.", one_of=True),
    Group("How many", ("share", "officers"), "Fill in one of these.", one_of=True),
    Group("Within what time", ("within_seconds", "within_minutes", "within_days"), "Fill in one of these, or none."),
    Group("A new pattern", ("cycle_days", "shifts"), folded=True),
    Group("More about it", ("offset_days", "abstraction", "rest", "last_job_minutes", "urgent"), folded=True),
    Group("More about it", ("lends", "shrinkage", "at_once"), folded=True),
)
"""A kind that has two or more of a group's fields asks for them together."""


def label_of_kind(kind: str) -> Label:
    """What a kind of lever is called."""
    return KINDS.get(kind) or Label(_plain(kind))


def label_of_field(kind: str, name: str) -> Label:
    """What a field of a kind is called."""
    return FIELDS.get(f"{kind}.{name}") or FIELDS.get(name) or Label(_plain(name))


def _plain(name: str) -> str:
    return name.replace("_", " ").capitalize()
