"""The job of a calibration: what the home's records say of an office's numbers, kept as pages and pictures need it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from forcesight.access import Principal
from forcesight.model_office.calibration import Report
from forcesight.operations import Platform
from forcesight.operations.model_office import calibration_report
from forcesight.web.jobs.models import Job
from forcesight.web.offices.models import Calibration
from forcesight.web.offices.running import Progress


DIGITS = 6


def run_calibration(job: Job, platform: Platform, by: Principal, progress: Progress) -> dict[str, Any]:
    """Calibrate for a job; what `progress` raises ends it."""
    kept = Calibration.objects.get(job=job)
    found, told = calibration_report(platform, kept.since, kept.until, by=by, progress=progress)
    report = as_kept(told)
    Calibration.objects.filter(pk=kept.pk).update(since=found.since, until=found.until, report=report)
    numbers = sum(len(table["rows"]) for table in report["tables"] if table["kind"] == "numbers")
    return {"calibration": str(kept.pk), "numbers": numbers}


def as_kept(told: Report) -> dict[str, Any]:
    """The report in JSON's terms."""
    return {
        "source": told.source,
        "tables": [_plain(asdict(table)) for table in told.tables],
        "pictures": [_plain(asdict(picture)) for picture in told.pictures],
        "few": told.few,
    }


def _plain(value: Any) -> Any:
    """What JSON can hold: finite numbers, to what can be known of them; what is not finite is null."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, str) or value is None:
        return value
    number = float(value)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else float(f"{number:.{DIGITS}g}")
