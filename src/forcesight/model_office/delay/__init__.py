"""A station where time passes without anybody's work: until a crime is recorded, until a result comes back."""

from __future__ import annotations

from forcesight.model_office.delay.plan import DelayPlan, plan_delay, run_delay
from forcesight.model_office.delay.reference import DelayReference


__all__ = ["DelayPlan", "DelayReference", "plan_delay", "run_delay"]
