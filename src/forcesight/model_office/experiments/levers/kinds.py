"""The kinds of levers, by the name that a table gives as its `kind`."""

from __future__ import annotations

from typing import Any, Final

from forcesight.model_office.experiments.levers.answering_target import AnsweringTarget
from forcesight.model_office.experiments.levers.away import Away
from forcesight.model_office.experiments.levers.caseload_staff import CaseloadStaff
from forcesight.model_office.experiments.levers.demand import DemandFactor
from forcesight.model_office.experiments.levers.despatch import Despatch
from forcesight.model_office.experiments.levers.duration import DurationFactor
from forcesight.model_office.experiments.levers.hours_released import HoursReleased
from forcesight.model_office.experiments.levers.new_group import NewGroup
from forcesight.model_office.experiments.levers.new_team import NewTeam
from forcesight.model_office.experiments.levers.pattern import AnotherPattern
from forcesight.model_office.experiments.levers.pre_emption import PreEmption
from forcesight.model_office.experiments.levers.priority import Priority
from forcesight.model_office.experiments.levers.ring_fence import RingFence
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
    "new_team": NewTeam,
    "new_group": NewGroup,
    "hours_released": HoursReleased,
    "away": Away,
    "pattern": AnotherPattern,
    "duration": DurationFactor,
    "answering_target": AnsweringTarget,
    "priority": Priority,
    "despatch": Despatch,
    "pre_emption": PreEmption,
    "ring_fence": RingFence,
}
KIND_OF: Final = {kind: name for name, kind in KINDS.items()}
