"""What a force's incidents say: grades given and changed, how long units travel and stay, and how many are sent."""

from __future__ import annotations

from dataclasses import dataclass, field

from forcesight.measures.interval import Interval
from forcesight.measures.proportions import wilson
from forcesight.model_office.calibration.arrivals import Arrivals
from forcesight.model_office.calibration.fitted_time import FittedTime, fit_time
from forcesight.model_office.calibration.log_reader import LogReader
from forcesight.model_office.calibration.routing import Split, split
from forcesight.model_office.calibration.service import Differences, compare_means


# The first grade: what it was despatched as. The grade now may have been changed because a unit came late.
_GRADE = "'grade ' || first_grade"
_PLACE = "CASE WHEN rural THEN 'rural' ELSE 'urban' END"
_SENT = "resource_status AS s JOIN (SELECT source_id AS of, first_grade, rural, hour AS opened_hour FROM incident)"
SENT = f"{_SENT} AS i ON i.of = s.incident_id"
_CHANGES = """(
    SELECT incident_id, arg_min(from_grade, (changed_at, source_id)) AS from_grade,
        arg_min(to_grade, (changed_at, source_id)) AS to_grade, min(minutes_open) AS minutes
    FROM grade_change WHERE from_grade IS NOT NULL GROUP BY incident_id
)"""
_CHANGE = (
    "CASE WHEN c.to_grade IS NULL THEN 'kept' WHEN c.to_grade < i.first_grade THEN 'raised' "
    "WHEN c.to_grade > i.first_grade THEN 'lowered' ELSE 'kept' END"
)
_GRADED = f"incident AS i LEFT JOIN {_CHANGES} AS c ON c.incident_id = i.source_id"


@dataclass
class Response:
    """What was found."""

    arrivals: dict[str, Arrivals] = field(default_factory=dict)
    times: dict[str, FittedTime] = field(default_factory=dict)
    splits: dict[str, Split] = field(default_factory=dict)
    differences: dict[str, Differences] = field(default_factory=dict)
    shares: dict[str, Interval] = field(default_factory=dict)


def calibrate_response(log: LogReader) -> Response:
    """Calibrate the incidents of a home and the units sent to them."""
    found = Response()
    found.arrivals.update(log.arrivals("'incidents of the force''s own'", "incident", "contact_id IS NULL"))
    _add_grades(found, log)
    _add_times(found, log)
    _add_units(found, log)
    return found


def _add_grades(found: Response, log: LogReader) -> None:
    brought = "coalesce(c.line, c.channel, 'own')"
    source = (
        f"(SELECT * FROM incident WHERE {log.within}) AS i LEFT JOIN "
        "(SELECT source_id AS of, line, channel FROM contact) AS c ON c.of = i.contact_id"
    )
    for name, ways in log.tally(brought, _GRADE, source).items():
        found.splits[f"{name}: first grade"] = split(f"{name}: first grade", ways)
    changes = log.tally("'grade ' || i.first_grade", _CHANGE, _GRADED, f"i.{log.within}")
    for name, ways in changes.items():
        found.splits[f"{name}: first change"] = split(f"{name}: first change", ways)
    attended = log.tally(_GRADE, "attended", "incident", f"{log.within} AND attended IS NOT NULL")
    for name, ways in attended.items():
        found.shares[f"{name}: attended"] = wilson(ways.get("True", 0), sum(ways.values()))


def _add_times(found: Response, log: LogReader) -> None:
    sent = f"s.{log.within}"
    by_place = f"{_GRADE} || ' ' || {_PLACE}"
    # Of the first unit: those that follow come from the same side of the county, and are no further evidence.
    travel = log.lengths(by_place, "minutes_to_travel", "incident", log.within)
    scene = log.lengths(_GRADE, "s.minutes_at_scene", SENT, sent)
    changed = log.lengths(_CHANGE, "c.minutes", _GRADED, f"i.{log.within} AND c.minutes IS NOT NULL")
    named = {f"{name}: travel": observed for name, observed in travel.items()}
    named |= {f"{name}: scene": observed for name, observed in scene.items()}
    named |= {f"grade {name} after": observed for name, observed in changed.items()}
    for name, observed in named.items():
        fitted = fit_time(name, observed)
        if fitted:
            found.times[name] = fitted
    found.differences.update(_differences(log))


def _differences(log: LogReader) -> dict[str, Differences]:
    """Whether units stay longer for some grades, or at some hours."""
    rows = log.session.rows(
        f"SELECT {_GRADE}, opened_hour, s.minutes_at_scene FROM {SENT} "
        f"WHERE s.{log.within} AND s.minutes_at_scene >= 0 AND first_grade IS NOT NULL AND opened_hour IS NOT NULL"
    )
    if len(rows) < 240:
        return {}
    grades, hours, minutes = zip(*rows, strict=True)
    by_hour = compare_means(minutes, [f"{hour:02}:00" for hour in hours])
    return {"scene by grade": compare_means(minutes, grades), "scene by hour": by_hour}


def _add_units(found: Response, log: LogReader) -> None:
    """How many units go to an attended incident, and which share of units turns back."""
    rows = log.session.rows(
        f"SELECT {_GRADE}, least(units, 4), count(*) FROM (SELECT first_grade, of, count(*) AS units FROM {SENT} "
        f"WHERE s.{log.within} GROUP BY ALL) WHERE first_grade IS NOT NULL GROUP BY ALL ORDER BY ALL"
    )
    by_grade: dict[str, dict[str, int]] = {}
    for name, units, count in rows:
        by_grade.setdefault(str(name), {})[f"{units}{'+' if units == 4 else ''}"] = int(count)
    for name, ways in by_grade.items():
        found.splits[f"{name}: units sent"] = split(f"{name}: units sent", ways)
    back = log.tally("'units'", "stood_down_at IS NOT NULL", "resource_status", log.within).get("units")
    if back:
        found.shares["units stood down"] = wilson(back.get("True", 0), sum(back.values()))
