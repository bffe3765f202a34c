"""The log of a bank's call centre, 1 to 14 February 1999, and what its first nine days predict of the other five.

Published for research by the Technion. A call first meets a voice unit; who hangs up there (no time in the queue) never
asked for a person, and "PHANTOM" calls are the log's own noise: neither is a call of the desk. The week's days off are
Friday afternoon and Saturday, so days are of three kinds: Sunday to Thursday, Friday, Saturday evening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from forcesight.model_office.calibration import Calibration
from forcesight.model_office.calibration.arrivals import count_by_hour
from forcesight.model_office.calibration.calls import CallColumns, Calls, calibrate_read, read_calls
from forcesight.model_office.calibration.lengths import Floats
from forcesight.model_office.calibration.load import Load, fit_load
from forcesight.model_office.calibration.replay import AtWork, Day, Predicted, fit_at_work, match_at_work, predict
from forcesight.model_office.calibration.staffing import Staffing, fit_staffing
from forcesight.model_office.calibration.waits import Comparison, beside


FILE = Path("contact_centre/bank_calls_first_half.tsv")
FIRST, SPLIT, LAST = date(1999, 2, 1), date(1999, 2, 9), date(1999, 2, 14)
"""Fitted to the days up to SPLIT, fixed before anything was looked at; the days after it are predicted."""
WORKDAY = "Sunday to Thursday"
LEAST_CALLS = 10
"""Hours with fewer real calls have no share worth comparing."""
COLUMNS = CallColumns(
    offered="offered", waited="waited", outcome="fate", answered=("answered",), gave_up=("gave up",),
    handled="handled", of="class",
)  # fmt: skip


@dataclass(frozen=True)
class Bank:
    """The log as a table, and the jobs that are known to a server, as minutes of their day."""

    table: pa.Table
    server: pa.Table


def read(folder: Path) -> Bank:
    """Read the log from the folder of real data."""
    rows = csv.read_csv(folder / FILE, parse_options=csv.ParseOptions(delimiter="\t"),
                        convert_options=csv.ConvertOptions(column_types=dict.fromkeys(_TEXT, pa.string())))  # fmt: skip
    text = {name: np.array(rows[name].to_pylist()) for name in _TEXT}
    day = np.array([f"19{one[:2]}-{one[2:4]}-{one[4:]}" for one in text["date"]], dtype="datetime64[D]")
    seconds = {name: _seconds(text[name]) for name in ("vru_exit", "q_start", "q_exit", "ser_start", "ser_exit")}
    waited = np.array(rows["q_time"].to_pylist(), dtype=np.float64)
    handled = np.array(rows["ser_time"].to_pylist(), dtype=np.float64)
    answered = text["outcome"] == "AGENT"
    gave_up = (text["outcome"] == "HANG") & (waited > 0)
    fate = np.where(answered, "answered", np.where(gave_up, "gave up", text["outcome"]))
    fate = np.where((text["outcome"] == "HANG") & (waited == 0), "hung up at the voice unit", fate)
    # Who does not queue reaches the desk as the voice unit lets go of them.
    joined = np.where(waited > 0, seconds["q_start"], seconds["vru_exit"])
    table = pa.table({
        "offered": day.astype("datetime64[s]") + joined.astype("timedelta64[s]"), "waited": waited, "fate": fate,
        "handled": np.where(answered & (handled > 0), handled, np.nan), "class": text["priority"],
        "left_queue": day.astype("datetime64[s]") + (joined + waited).astype("timedelta64[s]"),
    })  # fmt: skip
    known = answered & (text["server"] != "NO_SERVER") & (handled > 0)
    server = pa.table({
        "day": day[known], "server": text["server"][known],
        "began": seconds["ser_start"][known] / 60, "ended": seconds["ser_exit"][known] / 60,
    })  # fmt: skip
    return Bank(table, server)


@dataclass(frozen=True)
class Outcome:
    """What the first days say, and predicted beside real for each hour of the others."""

    found: Calibration
    at_work: AtWork
    gave_up: Comparison
    wait: Comparison
    calls: Comparison
    gave_up_given_calls: Comparison
    wait_given_calls: Comparison
    # The mean absolute errors (share, seconds) of whoever expects of an hour what it was on earlier days of its kind.
    naive: tuple[float, float]


def predict_last_days(bank: Bank, *, replications: int = 400) -> Outcome:
    """Fit to the days up to SPLIT, predict those after it."""
    calls = read_calls(bank.table, COLUMNS)
    early = _part(calls, FIRST, SPLIT)
    found = calibrate_read(early)
    names = sorted({str(one) for one in calls.of})
    work = [found.desk_work(name, job=name) for name in names]
    staffing = {day: _staffing(bank, day) for day in _days(FIRST, LAST)}
    past = [Day(day, staffing[day].seen.astype(float), calls=_as_they_came(early, day, names))
            for day in _days(FIRST, SPLIT)]  # fmt: skip
    at_work = match_at_work(past, work, _at_work(staffing), float(early.gave_up.mean()), seeds=range(1, 11))
    days = [Day(day, staffing[day].seen.astype(float), load=_load(early, day, names)) for day in _days(SPLIT, LAST)[1:]]
    seeds = range(1, replications + 1)
    free = predict(days, work, at_work, seeds=seeds)
    given = predict([replace(day, load=None, calls=_as_they_came(calls, day.on, names)) for day in days],
                    work, at_work, seeds=seeds)  # fmt: skip
    return Outcome(found, at_work, *_beside(free, calls, days), *_beside(given, calls, days)[:2],
                   _naive(early, calls, days))  # fmt: skip


def _beside(told: Predicted, calls: Calls, days: Sequence[Day]) -> tuple[Comparison, Comparison, Comparison]:
    names, real, rests = [], [], []
    for day in days:
        of_day = calls.offered.astype("datetime64[D]") == np.datetime64(day.on)
        hour = calls.offered[of_day].astype("datetime64[h]").astype(int) % 24
        for one in range(24):
            chosen = hour == one
            n = int(chosen.sum())
            share = float(calls.gave_up[of_day][chosen].mean()) if n >= LEAST_CALLS else np.nan
            wait = float(calls.waited[of_day][chosen].mean()) * 60 if n >= LEAST_CALLS else np.nan
            names.append(f"{day.on:%a %d} {one:02}:00")
            real.append((share, wait, float(n) if n >= LEAST_CALLS else np.nan))
            rests.append(n)
    share, wait, count = np.array(real).T
    flat = len(told.calls), -1
    return (
        beside("share that gave up", "share", names, told.gave_up.reshape(flat), share, rests),
        beside("mean wait", "seconds", names, 60 * told.wait.reshape(flat), wait, rests),
        beside("calls", "calls", names, told.calls.reshape(flat), count, rests),
    )


def _naive(early: Calls, calls: Calls, days: Sequence[Day]) -> tuple[float, float]:
    errors = []
    for day in days:
        like = [np.datetime64(one) for one in _days(FIRST, SPLIT) if _kind(one) == _kind(day.on)]
        then = np.isin(early.offered.astype("datetime64[D]"), like)
        now = calls.offered.astype("datetime64[D]") == np.datetime64(day.on)
        for hour in range(24):
            before = then & (early.offered.astype("datetime64[h]").astype(int) % 24 == hour)
            after = now & (calls.offered.astype("datetime64[h]").astype(int) % 24 == hour)
            if after.sum() >= LEAST_CALLS and before.any():
                gone = early.gave_up[before].mean() - calls.gave_up[after].mean()
                errors.append((abs(gone), 60 * abs(early.waited[before].mean() - calls.waited[after].mean())))
    share, wait = np.mean(errors, axis=0)
    return float(share), float(wait)


def _load(early: Calls, on: date, names: Sequence[str]) -> Load:
    """What to expect on a date from the earlier days of its kind; one day alone takes the spreads of the workdays."""
    like = [day for day in _days(FIRST, SPLIT) if _kind(day) == _kind(on)]
    of = np.array([(early.of == name).sum() for name in names], dtype=np.float64)
    workdays = fit_load(_counts(early, [day for day in _days(FIRST, SPLIT) if _kind(day) == WORKDAY]), of / of.sum())
    spreads = None if len(like) > 1 else (workdays.day_spread, workdays.hour_spread)
    return fit_load(_counts(early, like), of / of.sum(), spreads=spreads)


def _counts(calls: Calls, days: Sequence[date]) -> np.ndarray:
    return count_by_hour(calls.offered, FIRST, LAST)[[(day - FIRST).days for day in days]]


def _as_they_came(calls: Calls, on: date, names: Sequence[str]) -> tuple[Floats, np.ndarray]:
    chosen = calls.offered.astype("datetime64[D]") == np.datetime64(on)
    at = (calls.offered[chosen] - np.datetime64(on, "s")).astype(int) / 60
    order = np.argsort(at, kind="stable")
    return at[order], np.searchsorted(names, calls.of[chosen])[order]


def _kind(day: date) -> str:
    return {4: "Friday", 5: "Saturday"}.get(day.weekday(), WORKDAY)


def _at_work(staffing: dict[date, Staffing]) -> AtWork:
    early = [staffing[day] for day in _days(FIRST, SPLIT)]
    seen = np.concatenate([each.seen for each in early]).astype(float)
    busy = np.concatenate([each.busy_while_waiting for each in early])
    present = np.concatenate([each.present for each in early])
    return fit_at_work(seen, present, busy, np.concatenate([each.waiting for each in early]))


def _staffing(bank: Bank, on: date) -> Staffing:
    day = bank.server["day"].to_numpy() == np.datetime64(on)
    server = {name: np.array(bank.server[name].to_pylist())[day] for name in ("server", "began", "ended")}
    offered = bank.table["offered"].to_numpy()
    today = (offered.astype("datetime64[D]") == np.datetime64(on)) & (bank.table["waited"].to_numpy() > 0)
    queued, left = ((bank.table[name].to_numpy()[today] - np.datetime64(on, "s")).astype("timedelta64[s]").astype(int)
                    / 60 for name in ("offered", "left_queue"))  # fmt: skip
    return fit_staffing(server["server"], server["began"], server["ended"], queued=queued, left_queue=left)


def _part(calls: Calls, first: date, last: date) -> Calls:
    day = calls.offered.astype("datetime64[D]")
    kept = (day >= np.datetime64(first)) & (day <= np.datetime64(last))
    return Calls(calls.offered[kept], calls.waited[kept], calls.gave_up[kept], calls.handled[kept], calls.of[kept],
                 calls.left_out)  # fmt: skip


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _seconds(clock: np.ndarray) -> np.ndarray:
    return np.array([sum(int(part) * by for part, by in zip(one.split(":"), (3600, 60, 1), strict=True))
                     for one in clock])  # fmt: skip


_TEXT = ("date", "priority", "outcome", "server", "vru_exit", "q_start", "q_exit", "ser_start", "ser_exit")
