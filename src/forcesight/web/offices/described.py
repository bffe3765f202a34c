"""An office in a planner's words: its demand, its people, its rules and its ways, as tables and pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString

from forcesight.charts import Column, Line, LineChart, Table, line_chart
from forcesight.charts.words import listed
from forcesight.model_office.office.checks import overloads
from forcesight.model_office.office.description import (
    Appointments,
    Caseload,
    Delay,
    Demand,
    Desk,
    Group,
    Office,
    Station,
    Units,
)
from forcesight.model_office.office.hours import half_hours
from forcesight.web.core.tables import as_html
from forcesight.web.performance.drawn import Drawn, drawn


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS = tuple(f"{day} {hour:02}:00" for day in DAYS for hour in range(24))
DAY_TICKS = tuple((24.0 * number, day[:3]) for number, day in enumerate(DAYS))
LARGEST = 3
"""So many demands have a line of their own; the others are drawn together."""


@dataclass(frozen=True)
class DescribedOffice:
    """Everything that an office's page prints of it."""

    office: Office
    overloads: list[str]
    demand: SafeString
    by_hour: Drawn
    stations: list[tuple[str, str, SafeString]]
    routes: SafeString


def described(office: Office) -> DescribedOffice:
    """The office, ready for its page."""
    return DescribedOffice(
        office,
        overloads(office),
        as_html(_demand(office)),
        drawn(line_chart(_by_hour(office))),
        [(station.name or station.id, _kind(station), as_html(_people(station))) for station in office.stations],
        as_html(_routes(office)),
    )


def hourly(demand: Demand) -> list[float]:
    """The mean number that come in each of the 168 hours of a week without events."""
    shape = half_hours(demand.by_hour)
    week = shape / shape.sum() * demand.per_week * demand.growth
    return [float(value) for value in week.reshape(168, 2).sum(axis=1)]


def _by_hour(office: Office) -> LineChart:
    ordered = sorted(office.demand, key=lambda demand: -demand.per_week * demand.growth)
    lines = [Line(name=_named(demand), values=tuple(hourly(demand))) for demand in ordered[:LARGEST]]
    rest = ordered[LARGEST:]
    if rest:
        together = np.sum([hourly(demand) for demand in rest], axis=0)
        lines.append(Line(name="All others", values=tuple(float(value) for value in together)))
    return LineChart(
        id="demand",
        title="When work comes",
        subtitle="Mean number an hour, in a week without events",
        at=tuple(float(hour) for hour in range(168)),
        labels=HOURS,
        ticks=DAY_TICKS,
        lines=tuple(lines),
        scale_label="Hour of the week",
        value_label="Jobs an hour",
        steps=True,
        source=office.source,
    )


def _named(demand: Demand) -> str:
    return demand.name or demand.id


def _demand(office: Office) -> Table:
    names = {job.id: job.name or job.id for job in office.jobs}
    stations = {station.id: station.name or station.id for station in office.stations}
    columns = (
        Column("demand", "Demand"),
        Column("job", "Job"),
        Column("per_week", "A week", numeric=True, decimals=1),
        Column("to", "First comes to"),
        Column("events", "Events", numeric=True),
    )
    rows = tuple(
        (_named(each), names[each.job], each.per_week * each.growth, stations[each.to], len(each.events))
        for each in office.demand
    )
    return Table("What comes from outside", columns, rows)


def _kind(station: Station) -> str:
    """What kind of station it is, in a sentence."""
    if isinstance(station, Desk):
        return "A desk: people answer, handle or decide, in groups with the same skills."
    if isinstance(station, Units):
        rule = {
            "nearest": "the nearest free unit goes",
            "own area first": "a free unit of the job's own area goes before the nearest",
            "in order": "teams go in a stated order for each area",
        }[station.despatch]
        return f"Units that travel to jobs: {rule}."
    if isinstance(station, Caseload):
        return "A caseload: people work on cases for days."
    if isinstance(station, Appointments):
        return "A diary: each job takes the first free place."
    return "A delay: time passes without anybody's work."


def _people(station: Station) -> Table:
    """Who works at a station, or what passes there."""
    if isinstance(station, Desk):
        return _groups(station)
    if isinstance(station, Units):
        return _teams(station)
    if isinstance(station, Caseload):
        rows: tuple[tuple[object, ...], ...] = (
            (station.name or station.id, station.staff, sum(station.hours), station.limit, station.shrinkage * 100),
        )
        columns = (
            Column("team", "Team"),
            Column("staff", "People", numeric=True),
            Column("hours", "Hours a week each", numeric=True, decimals=1),
            Column("limit", "Cases each may carry", numeric=True, missing="no limit"),
            Column("away", "Away", "%", numeric=True),
        )
        return Table("Who works here", columns, rows)
    return _passing(station)


def _groups(station: Desk) -> Table:
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
            listed(
                [*group.serves, *(f"{lend.job} when more than {lend.when_waiting_over} wait" for lend in group.lends)]
            ),
        )
        for group in station.groups
    )
    return Table("Who works here", columns, rows)


def _lent(group: Group) -> list[str]:
    return [f"{lend.job} when more than {lend.when_waiting_over} wait" for lend in group.lends]


def _teams(station: Units) -> Table:
    columns = (
        Column("team", "Team"),
        Column("area", "Area"),
        Column("units", "Units", numeric=True),
        Column("crew", "Officers each", numeric=True),
        Column("pattern", "Shift pattern"),
        Column("away", "Away", "%", numeric=True),
        Column("ring", "Ring-fenced"),
    )
    rows = tuple(
        (
            team.name or team.id,
            team.area,
            team.units,
            team.crew,
            team.pattern or "always on duty",
            team.abstraction * 100,
            "yes" if team.own_area_only else "no",
        )
        for team in station.teams
    )
    return Table("Who works here", columns, rows)


def _passing(station: Appointments | Delay) -> Table:
    columns = (Column("job", "Job"), Column("places", "Places a week in each area", numeric=True, missing="no limit"))
    places = None
    if isinstance(station, Appointments):
        places = sum(slot.places * len(slot.weekdays) for slot in station.slots)
    return Table("What passes here", columns, tuple((job, places) for job in station.jobs))


def _routes(office: Office) -> Table:
    names = {station.id: station.name or station.id for station in office.stations}
    jobs = {job.id: job.name or job.id for job in office.jobs}
    columns = (
        Column("from", "From"),
        Column("job", "Job"),
        Column("share", "Share", "%", numeric=True, decimals=1),
        Column("to", "To"),
        Column("as", "As"),
    )
    rows = tuple(
        (
            names[route.station],
            jobs[route.job] + (", lost" if route.when == "lost" else ""),
            route.share * 100,
            names[route.to] if route.to else "out of the office",
            jobs[route.becomes or route.job] if route.to else "",
        )
        for route in office.routes
    )
    return Table("Where jobs go next", columns, rows)
