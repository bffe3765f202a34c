"""Levers: the named changes of which options are made, as tables of an experiment's file and back.

(lever,) = levers_from([{"kind": "demand", "factor": 1.08}])
changed, notes = lever.pulled(office)
"""

from __future__ import annotations

from forcesight.model_office.experiments.levers.kinds import KINDS
from forcesight.model_office.experiments.levers.tables import described, levers_from


__all__ = ["KINDS", "described", "levers_from"]
