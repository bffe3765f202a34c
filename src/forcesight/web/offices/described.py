"""An office in a planner's words: what comes, who is there, what work takes and where it goes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString

from forcesight.charts import Column, Line, LineChart, Table, line_chart
from forcesight.model_office.office.checks import overloads
from forcesight.model_office.office.description import Demand, Office
from forcesight.model_office.office.hours import half_hours
from forcesight.model_office.office.in_words import pattern_in_words, travel_in_words
from forcesight.web.core.tables import as_html
from forcesight.web.offices.stations_described import DescribedStation, describe_station, job_names
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
    stations: list[DescribedStation]
    patterns: list[tuple[str, str]]
    travel: str
    routes: SafeString


def described(office: Office) -> DescribedOffice:
    """The office, ready for its page."""
    return DescribedOffice(
        office,
        overloads(office),
        as_html(_demand(office)),
        drawn(line_chart(_by_hour(office))),
        [describe_station(office, station) for station in office.stations],
        [(pattern.name or pattern.id, pattern_in_words(pattern)) for pattern in office.patterns],
        travel_in_words(office.travel) if office.areas else "",
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
    names = job_names(office)
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


def _routes(office: Office) -> Table:
    names = {station.id: station.name or station.id for station in office.stations}
    jobs = job_names(office)
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
