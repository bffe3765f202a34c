"""What a force's crimes say: how late they are recorded, and how long investigations last that have not all ended."""

from __future__ import annotations

from dataclasses import dataclass, field

from forcesight.measures.interval import Interval
from forcesight.model_office.calibration.fitted_time import FittedTime, fit_time
from forcesight.model_office.calibration.log_reader import LogReader
from forcesight.model_office.calibration.survival import kaplan_meier
from forcesight.store.query import quote


_DAY = 1440.0
WITHIN_DAYS = (7, 28, 56)
_LOCAL = "CAST(({} AT TIME ZONE 'Europe/London') AS DATE)"


@dataclass
class Crimes:
    """What was found."""

    times: dict[str, FittedTime] = field(default_factory=dict)
    shares: dict[str, Interval] = field(default_factory=dict)


def calibrate_crimes(log: LogReader) -> Crimes:
    """Calibrate the delay of recording and the length of investigations; one still open is cut off at the end."""
    found = Crimes()
    delays = log.lengths(
        "'crime'", "date_diff('second', first_reported_at, recorded_at) / 60.0", "crime", f"{log.within} "
        "AND record_kind = 'crime'",
    )  # fmt: skip
    for observed in delays.values():
        fitted = fit_time("crime: recorded after", observed)
        if fitted:
            found.times[fitted.name] = fitted
    end = f"DATE {quote(log.until)}"
    began = _LOCAL.format("allocated_at")
    until = _LOCAL.format("outcome_at")
    open_ = f"(outcome_at IS NULL OR {until} > {end})"
    days = f"{_DAY:.0f} * (CASE WHEN {open_} THEN {end} - {began} ELSE {until} - {began} END)"
    for observed in log.lengths("'all'", days, "investigation", log.within, unit=_DAY, cut=open_).values():
        fitted = fit_time("investigation: open for", observed)
        if fitted:
            found.times[fitted.name] = fitted
            curve = kaplan_meier(observed)
            for limit in WITHIN_DAYS:
                place = int((curve.time <= (limit + 0.5) * _DAY).sum()) - 1
                if place >= 0:
                    found.shares[f"investigation: ended within {limit} days"] = Interval(
                        1 - float(curve.share[place]), 1 - float(curve.high[place]), 1 - float(curve.low[place]),
                        observed.n, "Kaplan-Meier",
                    )  # fmt: skip
    return found
