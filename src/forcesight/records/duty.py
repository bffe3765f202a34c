"""Duties: who was to work when, and did."""

from __future__ import annotations

from forcesight.records.codes import people as codes
from forcesight.records.contract import boolean, coded, instant, number, reference
from forcesight.records.derivation import hours_between
from forcesight.records.force_record import Occurrence


class Duty(Occurrence, at="starts_at"):
    """One row for each officer's duty, leave or rest day, as the duty system planned or recorded it.

    A night shift counts on the day on which it starts. Planned and worked times differ; a row without `ended_at` has
    not been confirmed.
    """

    table = "duty"
    title = "Duties"

    officer_id = reference("The officer", "officer", required=True)
    post_id = reference("The post", "post")
    team_id = reference("The team", "team")
    duty_kind = coded("What kind of duty or absence it is", codes.DUTY_KINDS, required=True)
    starts_at = instant("When it was planned to start", required=True)
    ends_at = instant("When it was planned to end")
    started_at = instant("When it started")
    ended_at = instant("When it ended")
    rest_day_cancelled = boolean("Whether a rest day was cancelled for it")
    hours_planned = number("Planned start to planned end", unit="hours", derived=hours_between("starts_at", "ends_at"))
    hours_worked = number("Start to end", unit="hours", derived=hours_between("started_at", "ended_at"))
