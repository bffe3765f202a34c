"""The kinds of levers, by the name that a table gives as its `kind`."""

from __future__ import annotations

from typing import Any, Final

from forcesight.model_office.experiments.levers.caseload_staff import CaseloadStaff
from forcesight.model_office.experiments.levers.demand import DemandFactor
from forcesight.model_office.experiments.levers.staff import Staff
from forcesight.model_office.experiments.levers.transfer import MoreOfficers, Transfer
from forcesight.model_office.experiments.levers.units import TeamUnits


KINDS: Final[dict[str, type[Any]]] = {
    "demand": DemandFactor,
    "staff": Staff,
    "units": TeamUnits,
    "caseload_staff": CaseloadStaff,
    "transfer": Transfer,
    "more_officers": MoreOfficers,
}
KIND_OF: Final = {kind: name for name, kind in KINDS.items()}
