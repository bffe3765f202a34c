"""What makes an office impossible to run, told before it is; and what will not keep up, told without refusing it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from forcesight.model_office.office.checks.load import overloads
from forcesight.model_office.office.checks.names import ids_of_the_office, names_that_lead_nowhere
from forcesight.model_office.office.checks.numbers import numbers_out_of_range
from forcesight.model_office.office.checks.patterns import patterns_that_cannot_be
from forcesight.model_office.office.checks.routes import (
    lost_where_none_is_lost,
    shares_that_do_not_add_up,
    work_without_a_way,
)
from forcesight.model_office.office.checks.shape import parts_that_are_missing
from forcesight.model_office.office.checks.size import (
    larger_than_any,
    more_than_memory_holds,
    more_visits_than_memory_holds,
)
from forcesight.model_office.office.checks.staffing import work_without_people
from forcesight.model_office.office.description import Office
from forcesight.model_office.office.refused import refusal
from forcesight.model_office.office.spelling import KIND_OF, as_written
from forcesight.model_office.office.writing import write_office
from forcesight.toml_tables import Fault, Place


__all__ = ["check_office", "faults_of", "overloads"]


def faults_of(office: Office) -> list[Fault]:
    """Everything that makes an office impossible to run, each at its place in the description.

    Of one that is too large nothing more is asked, and who is there when work comes only of one in order otherwise.
    """
    faults = list(larger_than_any(office))
    if faults:
        return faults
    on_its_own = (
        ids_of_the_office,
        names_that_lead_nowhere,
        numbers_out_of_range,
        patterns_that_cannot_be,
        shares_that_do_not_add_up,
        lost_where_none_is_lost,
        parts_that_are_missing,
        more_than_memory_holds,
    )
    faults = [fault for check in on_its_own for fault in check(office)]
    faults = faults or list(work_without_a_way(office))
    return faults or [*more_visits_than_memory_holds(office), *work_without_people(office)]


def check_office(office: Office) -> None:
    """Raise OfficeRefused with every problem of an office that no file describes: one that was changed or made."""
    faults = faults_of(office)
    if faults:
        raw = tomllib.loads(write_office(office))["office"]
        stations = tuple(_places(office))
        told = [Fault(as_written(fault.place, stations, raw), fault.problem) for fault in faults]
        raise refusal(told, raw, "", {})


def _places(office: Office) -> Iterator[Place]:
    """Where each station stands in the written office: by its kind, in order."""
    counted: dict[str, int] = {}
    for station in office.stations:
        kind = KIND_OF[type(station)]
        yield (kind, counted.get(kind, 0))
        counted[kind] = counted.get(kind, 0) + 1
