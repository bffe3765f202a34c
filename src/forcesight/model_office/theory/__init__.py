"""Queues whose answer is known exactly: what the model office is held against, and where a requirement starts.

Rates are per unit of time and times in that unit; the formulas know nothing of offices.
"""

from __future__ import annotations

from forcesight.model_office.theory.constant_service import ConstantService, constant_service
from forcesight.model_office.theory.equal_patience import all_busy, mean_there
from forcesight.model_office.theory.erlang_a import ErlangA, erlang_a
from forcesight.model_office.theory.erlang_c import ErlangC, erlang_c
from forcesight.model_office.theory.one_server import mean_wait_of_one_server
from forcesight.model_office.theory.priorities import waits_by_priority
from forcesight.model_office.theory.rate_by_hour import RateByHour, rate_by_hour
from forcesight.model_office.theory.two_kinds import mean_wait_with_two_kinds


__all__ = [
    "ConstantService",
    "ErlangA",
    "ErlangC",
    "RateByHour",
    "all_busy",
    "constant_service",
    "erlang_a",
    "erlang_c",
    "mean_there",
    "mean_wait_of_one_server",
    "mean_wait_with_two_kinds",
    "rate_by_hour",
    "waits_by_priority",
]
