"""The stations of an office as its page prints them: who works there, what the work takes, and what is promised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from forcesight.charts import Column, Table
from forcesight.charts.words import listed
from forcesight.measures.formats import plural
from forcesight.model_office.office.description import (
    Appointments,
    Caseload,
    CaseWork,
    Delay,
    Desk,
    DeskWork,
    Group,
    Office,
    Station,
    Team,
    Units,
    UnitWork,
)
from forcesight.model_office.office.in_words import duration_in_words
from forcesight.web.core.tables import as_html


FOLDED = 12
"""A table of more rows is folded away under a sentence."""
RULES = {
    "nearest": "the nearest free unit goes",
    "own area first": "a free unit of the job’s own area goes before the nearest",
    "in order": "teams go in a stated order for each area",
}


@dataclass(frozen=True)
class DescribedStation:
    """One station: what it is in a sentence, its people and its work. `folded` says that its people are many."""

    id: str
    name: str
    kind: str
    people: SafeString
    people_in_short: str
    folded: bool
    work: SafeString | None


def describe_station(office: Office, station: Station) -> DescribedStation:
    """The station, ready for its page."""
    people, work = _people(office, station), _work(office, station)
    many = len(people.rows) > FOLDED
    short = _in_short(station.teams) if isinstance(station, Units) else ""
    return DescribedStation(
        station.id,
        _called(station),
        _kind(station),
        as_html(people),
        short,
        many,
        as_html(work) if work else None,
    )


def _kind(station: Station) -> str:
    """What kind of station it is, in a sentence."""
    if isinstance(station, Desk):
        return "A desk: people answer, handle or decide, in groups with the same skills."
    if isinstance(station, Units):
        return f"Units that travel to jobs: {RULES[station.despatch]}."
    if isinstance(station, Caseload):
        return "A caseload: people work on cases for days."
    if isinstance(station, Appointments):
        return (
            f"A diary: each job takes the first free place. An appointment takes {duration_in_words(station.minutes)}."
        )
    return f"A delay: time passes without anybody’s work, {duration_in_words(station.minutes)}."


def _in_short(teams: Sequence[Team]) -> str:
    """How many teams and units each function has."""
    by_function: dict[str, list[Team]] = {}
    for team in teams:
        by_function.setdefault(team.function or "no function", []).append(team)
    return " ".join(
        f"{name.capitalize()}: {plural(len(found), 'team')} with {plural(sum(t.units for t in found), 'unit')} in all."
        for name, found in by_function.items()
    )


def _people(office: Office, station: Station) -> Table:
    """Who works at a station, or what passes there."""
    if isinstance(station, Desk):
        return _groups(office, station)
    if isinstance(station, Units):
        return _teams(office, station)
    return _cases(station) if isinstance(station, Caseload) else _passing(office, station)


def _groups(office: Office, station: Desk) -> Table:
    columns = (
        Column("group", "Group"),
        Column("least", "Fewest people", numeric=True),
        Column("most", "Most people", numeric=True),
        Column("away", "Away", "%", numeric=True),
        Column("at_once", "Jobs at once each", numeric=True),
        Column("serves", "Takes"),
    )
    rows = tuple(
        (
            group.name or group.id,
            min(group.staff),
            max(group.staff),
            group.shrinkage * 100,
            group.at_once,
            _takes(office, group),
        )
        for group in station.groups
    )
    return Table(f"{_called(station)}: who works there", columns, rows)


def _takes(office: Office, group: Group) -> str:
    names = job_names(office)
    lends = (f"{names[lend.job]} when {_when(lend.when_waiting_over)}" for lend in group.lends)
    return listed([*(names[job] for job in group.serves), *lends])


def _when(waiting_over: int) -> str:
    return f"more than {waiting_over} wait" if waiting_over else "any wait"


def _teams(office: Office, station: Units) -> Table:
    columns = (
        Column("team", "Team"),
        Column("area", "Area"),
        Column("units", "Units", numeric=True),
        Column("crew", "Officers each", numeric=True),
        Column("pattern", "Shift pattern"),
        Column("away", "Away", "%", numeric=True),
        Column("ring", "Ring-fenced"),
    )
    areas = {area.id: area.name or area.id for area in office.areas}
    patterns = {pattern.id: pattern.name or pattern.id for pattern in office.patterns}
    rows = tuple(
        (
            team.name or team.id,
            areas.get(team.area, team.area),
            team.units,
            team.crew,
            patterns.get(team.pattern, "always on duty"),
            team.abstraction * 100,
            "yes" if team.own_area_only else "no",
        )
        for team in station.teams
    )
    return Table(f"{_called(station)}: who works there", columns, rows)


def _cases(station: Caseload) -> Table:
    columns = (
        Column("team", "Team"),
        Column("staff", "People", numeric=True),
        Column("hours", "Hours a week each", numeric=True, decimals=1),
        Column("limit", "Cases each may carry", numeric=True, missing="no limit"),
        Column("away", "Away", "%", numeric=True),
    )
    row = (station.name or station.id, station.staff, sum(station.hours), station.limit, station.shrinkage * 100)
    return Table(f"{_called(station)}: who works there", columns, (row,))


def _passing(office: Office, station: Appointments | Delay) -> Table:
    columns = (Column("job", "Job"), Column("places", "Places a week in each area", numeric=True, missing="no limit"))
    places = None
    if isinstance(station, Appointments):
        places = sum(slot.places * len(slot.weekdays) for slot in station.slots)
    names = job_names(office)
    return Table(f"{_called(station)}: what passes", columns, tuple((names[job], places) for job in station.jobs))


def _work(office: Office, station: Station) -> Table | None:
    """What each job takes at a station."""
    if isinstance(station, Desk):
        return _table(office, station, ("How long it takes", "When callers give up"), _at_a_desk)
    if isinstance(station, Units):
        return _table(office, station, ("At the scene", "Units"), _by_units)
    if isinstance(station, Caseload):
        return _table(office, station, ("How long it takes", "At most a day"), _on_cases)
    return None


def _table(
    office: Office,
    station: Desk | Units | Caseload,
    headings: tuple[str, str],
    told: Callable[[Any], tuple[str, str, str]],
) -> Table:
    columns = (
        Column("job", "Job"),
        Column("priority", "Priority", numeric=True),
        Column("takes", headings[0]),
        Column("second", headings[1]),
        Column("promised", "What is promised"),
    )
    names = job_names(office)
    rows = tuple((names[each.job], each.priority, *told(each)) for each in station.work)
    return Table(f"{_called(station)}: what the work takes", columns, rows)


def _at_a_desk(work: DeskWork) -> tuple[str, str, str]:
    return (
        duration_in_words(work.service),
        duration_in_words(work.patience),
        _promise(work.standard, work.within_seconds, "seconds"),
    )


def _by_units(work: UnitWork) -> tuple[str, str, str]:
    scene = duration_in_words(work.scene)
    if work.arrest:
        scene += f"; after {work.arrest * 100:g} % of them, custody too: {duration_in_words(work.custody)}"
    return scene, str(work.units), _promise(work.standard, work.within_minutes, "minutes")


def _on_cases(work: CaseWork) -> tuple[str, str, str]:
    return (
        duration_in_words(work.hours, of_work=True),
        f"{work.hours_a_day:g} hours",
        _promise(work.standard, work.within_days, "days"),
    )


def _promise(standard: float | None, within: float | None, unit: str) -> str:
    if within is None:
        return "nothing"
    share = f"{standard * 100:g} % " if standard is not None else ""
    return f"{share}within {within:g} {unit}"


def _called(station: Station) -> str:
    """What people call it."""
    return station.name or station.id


def job_names(office: Office) -> dict[str, str]:
    """What people call each job."""
    return {job.id: job.name or job.id for job in office.jobs}
