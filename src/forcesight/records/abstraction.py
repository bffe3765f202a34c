"""Abstractions: people taken from their own work for another."""

from __future__ import annotations

from forcesight.records.codes import people as codes
from forcesight.records.contract import coded, instant, number, reference, text
from forcesight.records.derivation import hours_between
from forcesight.records.force_record import Occurrence


class Abstraction(Occurrence, at="starts_at"):
    """One row for each time that an officer was taken from their team's own work. Leave and sickness are duties."""

    table = "abstraction"
    title = "Abstractions"

    officer_id = reference("The officer", "officer", required=True)
    team_id = reference("The team that lost the officer", "team")
    to_team_id = reference("The team that gained the officer", "team")
    starts_at = instant("When it started", required=True)
    ends_at = instant("When it ended")
    reason_code = coded("Why, as a code", codes.ABSTRACTION_REASONS)
    reason = text("Why, in words", personal=True)
    hours_abstracted = number("Start to end", unit="hours", derived=hours_between("starts_at", "ends_at"))
