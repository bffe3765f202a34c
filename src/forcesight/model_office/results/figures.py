"""Every figure of a run, station after station, in the order of the office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from forcesight.model_office.engine import Run
from forcesight.model_office.office.description import Appointments, Caseload, Delay, Desk, Units
from forcesight.model_office.results.appointment_figures import appointment_figures
from forcesight.model_office.results.caseload_figures import caseload_figures
from forcesight.model_office.results.delay_figures import delay_figures
from forcesight.model_office.results.desk_figures import desk_figures
from forcesight.model_office.results.output import Figure
from forcesight.model_office.results.unit_figures import unit_figures


_FIGURES: dict[type, Callable[[Run, Any], Iterator[Figure]]] = {
    Desk: desk_figures,
    Units: unit_figures,
    Caseload: caseload_figures,
    Appointments: appointment_figures,
    Delay: delay_figures,
}


def figures(run: Run) -> list[Figure]:
    """What a run comes to. Two runs of one office have the same outputs in the same order."""
    return [figure for station in run.office.stations for figure in _FIGURES[type(station)](run, station)]
