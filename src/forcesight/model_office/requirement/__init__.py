"""Least staff by half hour that meets a standard: an analytic start, corrected by simulation."""

from __future__ import annotations

from forcesight.model_office.requirement.staff_needed import Requirement, requirement
from forcesight.model_office.requirement.standard import Standard


__all__ = ["Requirement", "Standard", "requirement"]
