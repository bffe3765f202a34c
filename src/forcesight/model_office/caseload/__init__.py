"""Stations that work on cases for days, all of them together: teams, laboratories, and the ways between them."""

from __future__ import annotations

from forcesight.model_office.caseload.days import CaseloadDays, no_days
from forcesight.model_office.caseload.plan import CaseloadsPlan, plan_caseloads
from forcesight.model_office.caseload.reference import CaseloadsReference
from forcesight.model_office.caseload.run import run_caseloads


__all__ = ["CaseloadDays", "CaseloadsPlan", "CaseloadsReference", "no_days", "plan_caseloads", "run_caseloads"]
