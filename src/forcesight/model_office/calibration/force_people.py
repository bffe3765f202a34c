"""What a force's duties say: the share of planned duty that is away, what people are taken for, who is on by hour."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from forcesight.measures.interval import Interval
from forcesight.model_office.calibration.log_reader import LogReader
from forcesight.model_office.calibration.shrinkage import Shrinkage, fit_shrinkage, share_of_hours
from forcesight.model_office.office.description import ByHour


PRESENT = "duty"
# Rest days are no planned duty, and a rest day worked is more than was planned.
_PLANNED = "duty_kind NOT IN ('rest day', 'rest day worked') AND hours_planned > 0"
_TEAMS = "(SELECT DISTINCT source_id AS of, team_kind FROM team) AS t ON t.of = d.team_id"


@dataclass
class People:
    """What was found, by kind of team."""

    shrinkage: dict[str, Shrinkage] = field(default_factory=dict)
    shares: dict[str, Interval] = field(default_factory=dict)
    staff: dict[str, ByHour] = field(default_factory=dict)


def calibrate_people(log: LogReader) -> People:
    """Calibrate the duties of a home."""
    found = People()
    rows = log.session.rows(
        f"SELECT team_kind, officer_id, duty_kind, d.hour, hours_planned FROM duty AS d JOIN {_TEAMS} "
        f"WHERE d.{log.within} AND {_PLANNED} AND team_kind IS NOT NULL AND d.hour IS NOT NULL ORDER BY ALL"
    )
    kinds = np.array([row[0] for row in rows])
    for kind in np.unique(kinds) if len(rows) else ():
        chosen = [rows[place] for place in np.flatnonzero(kinds == kind)]
        _, officer, duty, start, hours = zip(*chosen, strict=True)
        if len(set(officer)) > 1:
            found.shrinkage[str(kind)] = fit_shrinkage(officer, duty, start, hours, present=PRESENT)
    found.shares.update(_abstracted(log))
    found.staff.update(_on_duty(log))
    return found


def _abstracted(log: LogReader) -> dict[str, Interval]:
    """The share of worked duty hours for which officers were taken for other work."""
    rows = log.session.rows(
        f"SELECT team_kind, d.officer_id, sum(worked), sum(coalesce(taken, 0)) FROM "
        f"(SELECT officer_id, any_value(team_id) AS team_id, sum(hours_planned) AS worked FROM duty "
        f"WHERE {log.within} AND duty_kind = '{PRESENT}' AND hours_planned > 0 GROUP BY officer_id) AS d "
        f"LEFT JOIN (SELECT officer_id, sum(hours_abstracted) AS taken FROM abstraction WHERE {log.within} "
        f"GROUP BY officer_id) AS a ON a.officer_id = d.officer_id JOIN {_TEAMS} WHERE team_kind IS NOT NULL "
        "GROUP BY ALL ORDER BY ALL"
    )
    by_kind: dict[str, list[tuple[str, float, float]]] = {}
    for kind, officer, worked, taken in rows:
        by_kind.setdefault(str(kind), []).append((str(officer), float(taken), float(worked)))
    found = {}
    for kind, told in by_kind.items():
        officer, taken, worked = zip(*told, strict=True)
        if sum(taken) and len(officer) > 1:
            found[f"{kind}: abstracted, of hours on duty"] = share_of_hours(officer, taken, worked)
    return found


def _on_duty(log: LogReader) -> dict[str, ByHour]:
    """The mean number on duty in each hour of the week, by kind of team: those present, rest days worked among them."""
    rows = log.session.rows(
        f"SELECT team_kind, (d.weekday - 1) * 24 + d.hour, hours_planned, count(*) FROM duty AS d JOIN {_TEAMS} "
        f"WHERE d.{log.within} AND duty_kind IN ('{PRESENT}', 'rest day worked') AND hours_planned > 0 "
        "AND team_kind IS NOT NULL AND d.hour IS NOT NULL AND d.weekday IS NOT NULL GROUP BY ALL"
    )
    weeks = ((log.until - log.since).days + 1) / 7
    found: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]] = {}
    for kind, start, hours, count in rows:
        week = found.setdefault(str(kind), np.zeros(168))
        whole = int(hours)
        for hour in range(whole):
            week[(start + hour) % 168] += count
        week[(start + whole) % 168] += count * (hours - whole)
    return {kind: tuple(np.round(week / weeks, 3).tolist()) for kind, week in sorted(found.items())}
