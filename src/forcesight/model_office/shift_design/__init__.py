"""Shifts that cover a need: which, worked by how many people on which day, under rules that each have a price."""

from __future__ import annotations

from forcesight.model_office.shift_design.benchmark_format import read_instance, written_instance
from forcesight.model_office.shift_design.design import Design, DesignedShift, design, design_shifts
from forcesight.model_office.shift_design.prices import Price
from forcesight.model_office.shift_design.problem import Problem, Rules, ShiftType, Weights
from forcesight.model_office.shift_design.rota import Rota, RotaRules, rota


__all__ = [
    "Design",
    "DesignedShift",
    "Price",
    "Problem",
    "Rota",
    "RotaRules",
    "Rules",
    "ShiftType",
    "Weights",
    "design",
    "design_shifts",
    "read_instance",
    "rota",
    "written_instance",
]
