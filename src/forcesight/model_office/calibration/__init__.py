"""Calibration: what a log says of an office's numbers, how surely, and what it cannot say.

    calibrate(session, since, until)      a force's own records
    calibrate_calls(table, columns)       a plain table of calls
    hold_out(earlier, later)              the later part of a log beside what the earlier says of it
    report(found)                         tables and series for pages
    without_few(told)                     a report without figures that could be of single officers

Methods, one a file: `arrivals`, `families` with `likelihood` and `choosing`, `survival`, `patience`, `service`,
`travel`, `shrinkage`, `routing`, `staffing`; `load` and `replay` predict dates that are over, and `waits` holds what
was predicted beside what happened.
"""

from __future__ import annotations

from forcesight.model_office.calibration.calls import CallColumns, calibrate_calls
from forcesight.model_office.calibration.few_officers import few_words, without_few
from forcesight.model_office.calibration.force import TABLES, calibrate, last_year
from forcesight.model_office.calibration.held_out import HeldOut, hold_out, last_of_earlier
from forcesight.model_office.calibration.report import Report, report
from forcesight.model_office.calibration.result import Calibration, Unknown


__all__ = [
    "TABLES",
    "Calibration",
    "CallColumns",
    "HeldOut",
    "Report",
    "Unknown",
    "calibrate",
    "calibrate_calls",
    "few_words",
    "hold_out",
    "last_of_earlier",
    "last_year",
    "report",
    "without_few",
]
