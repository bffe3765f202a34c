"""What the audit log can say: every event, the kind of processing it is, and the sentence it reads as.

The six kinds of processing that must be logged are those of section 62 of the Data Protection Act 2018: collection,
alteration, consultation, disclosure (transfers included), combination and erasure. Sign-ins stand beside them.
"""

from __future__ import annotations

from enum import StrEnum


class Verb(StrEnum):
    """The kind of processing."""

    COLLECTING = "collecting"
    ALTERING = "altering"
    CONSULTING = "consulting"
    DISCLOSING = "disclosing"
    COMBINING = "combining"
    ERASING = "erasing"
    SIGNING_IN = "signing in"


class Event(StrEnum):
    """One thing that can happen. The value is kept for ever: add events, never rename one."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    LOCKED_OUT = "locked_out"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 — an event's name
    PASSWORD_RESET = "password_reset"  # noqa: S105 — an event's name
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_CLOSED = "account_closed"
    ROLE_GRANTED = "role_granted"
    ROLE_ENDED = "role_ended"
    SENDER_ADDED = "sender_added"
    SENDER_ENDED = "sender_ended"
    RECORDS_LOADED = "records_loaded"
    RECORDS_RECEIVED = "records_received"
    RECORDS_REPLACED = "records_replaced"
    RECORDS_COMBINED = "records_combined"
    RECORDS_ERASED = "records_erased"
    HOLD_PLACED = "hold_placed"
    HOLD_RELEASED = "hold_released"
    REJECTS_VIEWED = "rejects_viewed"
    RECORDS_VIEWED = "records_viewed"
    MEASURE_EXPORTED = "measure_exported"
    FIGURES_RELEASED = "figures_released"
    EXPERIMENT_RUN = "experiment_run"
    EXPERIMENT_EXPORTED = "experiment_exported"
    EXPERIMENT_ACTED_ON = "experiment_acted_on"
    AUDIT_LOG_VIEWED = "audit_log_viewed"
    NOTE_WRITTEN = "note_written"
    NOTE_WITHDRAWN = "note_withdrawn"
    MEASURE_REBASED = "measure_rebased"
    REBASE_WITHDRAWN = "rebase_withdrawn"
    JOB_STARTED = "job_started"
    JOB_CANCELLED = "job_cancelled"
    HOME_UPGRADED = "home_upgraded"
    HOME_BACKED_UP = "home_backed_up"
    HOME_RESTORED = "home_restored"

    @property
    def verb(self) -> Verb:
        """The kind of processing that this event is."""
        return EVENTS[self][0]

    def sentence(self, actor: str, target: str) -> str:
        """The event as a person would say it: who did what to what, `target` being in words already."""
        return EVENTS[self][1].format(actor=actor, target=target or "the whole").strip()


EVENTS: dict[Event, tuple[Verb, str]] = {
    Event.SIGNED_IN: (Verb.SIGNING_IN, "{actor} signed in"),
    Event.SIGNED_OUT: (Verb.SIGNING_IN, "{actor} signed out"),
    Event.SIGN_IN_FAILED: (Verb.SIGNING_IN, "A sign-in as {actor} failed"),
    Event.LOCKED_OUT: (Verb.SIGNING_IN, "{actor} was locked out after repeated failed sign-ins"),
    Event.PASSWORD_CHANGED: (Verb.ALTERING, "{actor} changed the password of {target}"),
    Event.PASSWORD_RESET: (Verb.ALTERING, "{actor} set a one-time password for {target}"),
    Event.ACCOUNT_CREATED: (Verb.ALTERING, "{actor} created the account {target}"),
    Event.ACCOUNT_CLOSED: (Verb.ALTERING, "{actor} closed the account {target}"),
    Event.ROLE_GRANTED: (Verb.ALTERING, "{actor} granted a role to {target}"),
    Event.ROLE_ENDED: (Verb.ALTERING, "{actor} ended a role of {target}"),
    Event.SENDER_ADDED: (Verb.ALTERING, "{actor} gave {target} a new token"),
    Event.SENDER_ENDED: (Verb.ALTERING, "{actor} ended the token of {target}"),
    Event.RECORDS_RECEIVED: (Verb.COLLECTING, "{actor} began to send {target}"),
    Event.RECORDS_LOADED: (Verb.COLLECTING, "{actor} loaded {target}"),
    Event.RECORDS_REPLACED: (Verb.ALTERING, "{actor} replaced {target} with a newer edition"),
    Event.RECORDS_COMBINED: (Verb.COMBINING, "{actor} combined {target}"),
    Event.RECORDS_ERASED: (Verb.ERASING, "{actor} erased rows of {target}"),
    Event.HOLD_PLACED: (Verb.ALTERING, "{actor} placed {target}"),
    Event.HOLD_RELEASED: (Verb.ALTERING, "{actor} released {target}"),
    Event.REJECTS_VIEWED: (Verb.CONSULTING, "{actor} viewed rejected rows of {target}"),
    Event.RECORDS_VIEWED: (Verb.CONSULTING, "{actor} viewed rows of {target}"),
    Event.MEASURE_EXPORTED: (Verb.DISCLOSING, "{actor} exported {target}"),
    Event.FIGURES_RELEASED: (Verb.DISCLOSING, "{actor} released the figures of {target}"),
    Event.EXPERIMENT_RUN: (Verb.ALTERING, "{actor} ran {target}"),
    Event.EXPERIMENT_EXPORTED: (Verb.DISCLOSING, "{actor} exported {target}"),
    Event.EXPERIMENT_ACTED_ON: (Verb.ALTERING, "{actor} recorded that {target} was acted on"),
    Event.AUDIT_LOG_VIEWED: (Verb.CONSULTING, "{actor} read the audit log"),
    Event.NOTE_WRITTEN: (Verb.ALTERING, "{actor} wrote a note on {target}"),
    Event.NOTE_WITHDRAWN: (Verb.ALTERING, "{actor} withdrew a note on {target}"),
    Event.MEASURE_REBASED: (Verb.ALTERING, "{actor} set a new baseline for {target}"),
    Event.REBASE_WITHDRAWN: (Verb.ALTERING, "{actor} withdrew a new baseline of {target}"),
    Event.JOB_STARTED: (Verb.ALTERING, "{actor} started a job: {target}"),
    Event.JOB_CANCELLED: (Verb.ALTERING, "{actor} cancelled a job: {target}"),
    Event.HOME_UPGRADED: (Verb.ALTERING, "{actor} upgraded the home"),
    Event.HOME_BACKED_UP: (Verb.DISCLOSING, "{actor} backed up the home to {target}"),
    Event.HOME_RESTORED: (Verb.ALTERING, "{actor} restored the home from {target}"),
}
