"""Long work as rows: what is to be done, how far it is, and what came of it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from forcesight.web.jobs.states import ENDED, State


class Job(models.Model):
    """One piece of long work. Only `actions` starts and cancels jobs, only `queue` moves them on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    started_by = models.CharField(max_length=150)
    created_at = models.DateTimeField(default=timezone.now)
    # Which worker holds the job: a name of its own each time, so that one that was given up cannot write any more.
    worker = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    words = models.CharField(max_length=200, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_by = models.CharField(max_length=150, blank=True)
    result = models.JSONField(default=dict)
    # The sentences that say why the job failed.
    failure = models.TextField(blank=True)

    class Meta:
        """Newest first; who and when of a cancelling stand together."""

        ordering = ("-created_at",)
        indexes = (models.Index(fields=("state", "created_at"), name="job_queue"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(cancel_asked_at__isnull=True, cancel_asked_by="")
                | Q(cancel_asked_at__isnull=False) & ~Q(cancel_asked_by=""),
                name="job_cancel_asked_at_and_by",
            ),
        )

    class Scrubbing:
        """How each field is treated in a training copy and by erasure (see `web.scrubbing`)."""

        content: ClassVar = {"parameters": {}, "words": "", "result": {}, "failure": "(removed)"}
        staff = ("started_by", "cancel_asked_by")
        plain = (
            "id", "kind", "state", "created_at", "worker", "attempts", "heartbeat_at", "ended_at", "done", "total",
            "cancel_asked_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display().lower()})"

    @property
    def ended(self) -> bool:
        """Has the job come to its end, whichever?"""
        return State(self.state) in ENDED

    @property
    def can_be_cancelled(self) -> bool:
        """Is there something to cancel, and has nobody asked for it yet?"""
        return not self.ended and self.cancel_asked_at is None

    @property
    def percent(self) -> int | None:
        """How far the job is; None while it cannot say."""
        return min(100, round(100 * self.done / self.total)) if self.total else None

    @property
    def target(self) -> str:
        """The job as the audit log names it."""
        return f"job:{self.kind}/{self.id}"
