"""Calibration: what a log says of an office's numbers, how surely, and what it cannot say.

    calibrate(session, since, until)      a force's own records
    calibrate_calls(table, columns)       a plain table of calls

Methods, one a file: `arrivals`, `families` with `likelihood` and `choosing`, `survival`, `patience`, `service`,
`travel`, `shrinkage`, `routing`, `staffing`, and `waits` for what was predicted beside what happened.
"""

from __future__ import annotations

from forcesight.model_office.calibration.force import calibrate
from forcesight.model_office.calibration.result import Calibration, Unknown


__all__ = ["Calibration", "Unknown", "calibrate"]
