"""A diary: each job takes the first free place of its area far enough ahead."""

from __future__ import annotations

from forcesight.model_office.appointments.plan import AppointmentsPlan, plan_appointments, run_appointments
from forcesight.model_office.appointments.reference import AppointmentsReference


__all__ = ["AppointmentsPlan", "AppointmentsReference", "plan_appointments", "run_appointments"]
