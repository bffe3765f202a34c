"""Calibration of a desk from a plain table of calls: no home is needed, only which column says what.

    columns = CallColumns(offered="offered", waited="seconds", outcome="outcome", answered=("AGENT",),
                          gave_up=("HANG",), handled="service", of="priority")
    found = calibrate_calls(table, columns)

`offered` is a local time; waits and handling are seconds. Rows with another outcome are counted and left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from forcesight.errors import InputRefused
from forcesight.model_office.calibration.arrivals import count_by_hour, fit_arrivals
from forcesight.model_office.calibration.fitted_time import FittedTime, fit_time
from forcesight.model_office.calibration.lengths import SECOND, Floats, lengths
from forcesight.model_office.calibration.patience import Patience, fit_patience
from forcesight.model_office.calibration.result import Calibration, Unknown
from forcesight.model_office.calibration.service import compare_means


if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class CallColumns:
    """Which column says what. `of` is the class of a call; without it all are of one class, "calls"."""

    offered: str
    waited: str
    outcome: str
    answered: tuple[str, ...]
    gave_up: tuple[str, ...]
    handled: str
    of: str = ""

    def names(self) -> tuple[str, ...]:
        """The columns that a table must have."""
        return tuple(filter(None, (self.offered, self.waited, self.outcome, self.handled, self.of)))


@dataclass(frozen=True)
class Calls:
    """Calls that were answered or given up, in the table's order; times in minutes, `handled` NaN where not known."""

    offered: NDArray[np.datetime64]
    waited: Floats
    gave_up: NDArray[np.bool_]
    handled: Floats
    of: NDArray[np.str_]
    left_out: dict[str, int]

    @property
    def first(self) -> date:
        """The first local date."""
        found: date = self.offered.min().astype("datetime64[D]").astype(object)
        return found

    @property
    def last(self) -> date:
        """The last local date."""
        found: date = self.offered.max().astype("datetime64[D]").astype(object)
        return found


def read_calls(table: pa.Table, columns: CallColumns) -> Calls:
    """The calls of an Arrow table. InputRefused where a column is missing, or no call was answered or given up."""
    missing = [name for name in columns.names() if name not in table.column_names]
    if missing:
        raise InputRefused(
            f"The table of calls has no column {', '.join(missing)}; it has {', '.join(table.column_names)}. "
            "Name the columns as they are called there."
        )
    outcome = np.array(table[columns.outcome].to_pylist(), dtype=object)
    answered, left = np.isin(outcome, columns.answered), np.isin(outcome, columns.gave_up)
    offered = np.array(table[columns.offered].to_pylist(), dtype="datetime64[s]")
    kept = (answered | left) & ~np.isnat(offered)
    if not kept.any():
        seen = ", ".join(sorted({str(value) for value in outcome}))
        raise InputRefused(
            f"No call of the table was answered ({', '.join(columns.answered)}) or given up "
            f"({', '.join(columns.gave_up)}): its outcomes are {seen}. Say which of them mean what."
        )
    of = np.array(table[columns.of].to_pylist() if columns.of else ["calls"] * len(outcome)).astype(str)
    out = {f"outcome {value}": count for value, count in Counter(map(str, outcome[~(answered | left)])).items()}
    return Calls(
        offered[kept], _minutes(table, columns.waited)[kept], left[kept],
        np.where(answered, _minutes(table, columns.handled), np.nan)[kept], of[kept], dict(sorted(out.items())),
    )  # fmt: skip


def calibrate_calls(table: pa.Table, columns: CallColumns, *, unit: float = SECOND) -> Calibration:
    """Calibrate a table of calls; `unit` is the unit of a minute in which it counts time."""
    calls = read_calls(table, columns)
    return calibrate_read(calls, unit=unit)


def calibrate_read(calls: Calls, *, unit: float = SECOND) -> Calibration:
    """Calibrate calls that were read, or a part of them."""
    times: dict[str, FittedTime] = {}
    patience: dict[str, Patience] = {}
    arrivals = {}
    unknown = list(_left_out(calls))
    for name in np.unique(calls.of):
        chosen = calls.of == name
        fitted = _handling(f"{name}: handling", calls.handled[chosen], unit)
        if fitted:
            times[fitted.name] = fitted
        if calls.gave_up[chosen].any():
            patience[str(name)] = fit_patience(calls.waited[chosen], calls.gave_up[chosen], unit=unit)
            unknown += [Unknown(f"patience of {name}", words, _TAIL) for words in patience[str(name)].words]
        counts = count_by_hour(calls.offered[chosen], calls.first, calls.last)
        if len(counts) >= 7:
            arrivals[str(name)] = fit_arrivals(counts, calls.first)
    known = np.isfinite(calls.handled)
    hours = [f"{int(hour):02}:00" for hour in (calls.offered[known].astype("datetime64[h]").astype(int) % 24)]
    unknown.append(
        Unknown(
            "work after a conversation, and what people do between calls",
            "the table says how long a conversation lasted, not when somebody was ready for the next",
            "compare those at work while calls waited with those on the roster: `staffing`",
        )
    )
    return Calibration(
        source=f"{len(calls.offered):,} calls",
        since=calls.first,
        until=calls.last,
        arrivals=arrivals,
        times=times,
        patience=patience,
        differences={"handling by hour": compare_means(calls.handled[known], hours)} if known.sum() > 1 else {},
        unknown=tuple(unknown),
    )


_TAIL = "results at waits that the log has not seen are the model's, not the log's: read them so"


def _handling(name: str, minutes: Floats, unit: float) -> FittedTime | None:
    known = np.isfinite(minutes)
    return fit_time(name, lengths(minutes[known], unit=unit)) if known.any() else None


def _left_out(calls: Calls) -> list[Unknown]:
    return [
        Unknown(
            f"{count:,} calls with {what}",
            "the mapping says neither that they were answered nor that the caller gave up",
            "they are left out of every figure here",
        )
        for what, count in calls.left_out.items()
    ]


def _minutes(table: pa.Table, name: str) -> Floats:
    return np.array([np.nan if value is None else float(value) / 60 for value in table[name].to_pylist()])
