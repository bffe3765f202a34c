"""What a force's log of contacts says: arrivals, handling, patience, what calls lead to, who rings again."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from forcesight.measures.interval import Interval
from forcesight.measures.proportions import wilson
from forcesight.model_office.calibration.arrivals import Arrivals
from forcesight.model_office.calibration.fitted_time import FittedTime, fit_time
from forcesight.model_office.calibration.lengths import Lengths
from forcesight.model_office.calibration.log_reader import LogReader, by_name
from forcesight.model_office.calibration.patience import Patience, fit_patience
from forcesight.model_office.calibration.service import Differences, compare_means


CLASS = "coalesce(line, channel)"
_WINDOW = 1800
_LEGS = {
    "talk": "seconds_handled / 60.0",
    "after": "seconds_after / 60.0",
    "handling": "(seconds_handled + seconds_after) / 60.0",
    "switchboard": "date_diff('second', switchboard_answered_at, transferred_at) / 60.0",
}


@dataclass
class Contacts:
    """What was found."""

    arrivals: dict[str, Arrivals] = field(default_factory=dict)
    times: dict[str, FittedTime] = field(default_factory=dict)
    patience: dict[str, Patience] = field(default_factory=dict)
    differences: dict[str, Differences] = field(default_factory=dict)
    shares: dict[str, Interval] = field(default_factory=dict)


def calibrate_contacts(log: LogReader) -> Contacts:
    """Calibrate the contacts of a home, by line where they have one, else by channel."""
    found = Contacts()
    found.arrivals.update(log.arrivals(CLASS, "contact"))
    for leg, minutes in _LEGS.items():
        for name, observed in log.lengths(CLASS, minutes, "contact", log.within).items():
            _add_time(found, f"{name}: {leg}", observed)
    found.patience.update(_patience(log))
    found.differences.update(_by_hour(log))
    _add_shares(found, log)
    return found


def _add_time(found: Contacts, name: str, observed: Lengths) -> None:
    fitted = fit_time(name, observed)
    if fitted:
        found.times[name] = fitted


def _patience(log: LogReader) -> dict[str, Patience]:
    """Patience on the handler's leg, of lines on which somebody gave up."""
    rows = log.session.rows(
        f"SELECT {CLASS}, coalesce(seconds_to_answer, seconds_to_abandon), seconds_to_abandon IS NOT NULL, count(*) "
        f"FROM contact WHERE {log.within} AND coalesce(seconds_to_answer, seconds_to_abandon) IS NOT NULL GROUP BY ALL"
    )
    found = {}
    told = ((str(name), (float(seconds) / 60, bool(gone), int(count))) for name, seconds, gone, count in rows)
    for name, its in by_name(told).items():
        waits, gone, count = zip(*its, strict=True)
        if any(gone):
            found[name] = fit_patience(np.repeat(waits, count), np.repeat(gone, count))
    return found


def _by_hour(log: LogReader) -> dict[str, Differences]:
    """Whether handling takes longer at some hours, by class."""
    rows = log.session.rows(
        f"SELECT {CLASS}, hour, (seconds_handled + seconds_after) / 60.0, count(*) FROM contact "
        f"WHERE {log.within} AND finished_at IS NOT NULL GROUP BY ALL ORDER BY ALL"
    )
    found = {}
    told = ((str(name), (int(hour), float(minutes), int(count))) for name, hour, minutes, count in rows)
    for name, its in by_name(told).items():
        hour, minutes, count = (np.array(column) for column in zip(*its, strict=True))
        if count.sum() >= 240:
            hours = np.char.add(np.char.zfill(hour.astype(str), 2), ":00")
            found[f"{name}: handling by hour"] = compare_means(np.repeat(minutes, count), np.repeat(hours, count))
    return found


def _add_shares(found: Contacts, log: LogReader) -> None:
    """Answered contacts that open an incident; lost callers who ring again within half an hour, where known."""
    opened = log.tally(CLASS, "incident_id IS NOT NULL", "contact", f"{log.within} AND answered_at IS NOT NULL")
    for name, ways in opened.items():
        found.shares[f"{name}: answered, opens an incident"] = wilson(ways.get("True", 0), sum(ways.values()))
    for name, lost, again in log.session.rows(_REDIALS.format(within=log.within)):
        if lost:
            found.shares[f"{name}: lost, rings again within {_WINDOW // 60} minutes"] = wilson(int(again), int(lost))


_REDIALS = f"""
    WITH calls AS (
        SELECT line, caller_hash, offered_at, coalesce(abandoned_at, switchboard_abandoned_at) AS gave_up,
            lead(offered_at) OVER (PARTITION BY line, caller_hash ORDER BY offered_at) AS next
        FROM contact WHERE {{within}} AND line IS NOT NULL AND caller_hash IS NOT NULL
    )
    SELECT line, count(*), count(*) FILTER (WHERE date_diff('second', gave_up, next) BETWEEN 0 AND {_WINDOW})
    FROM calls WHERE gave_up IS NOT NULL GROUP BY line ORDER BY line
"""
