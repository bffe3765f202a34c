"""A desk: people who answer, handle or decide, in groups with skills, and jobs that wait for them with patience.

What a desk is stands in `office.description`; `run_desk` is its compiled form, `DeskReference` the readable one.
"""

from __future__ import annotations

from forcesight.model_office.desk.plan import DeskPlan, plan_desk
from forcesight.model_office.desk.reference import DeskReference
from forcesight.model_office.desk.run import run_desk


__all__ = ["DeskPlan", "DeskReference", "plan_desk", "run_desk"]
