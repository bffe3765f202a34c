"""What people write on charts: notes and new baselines; and the outbox that carries both to the home's tables.

A row names its measure and area as the catalogue and the records do, so that it outlives any snapshot. Rows are
withdrawn, never changed: what was said, by whom and when, stays.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Written(models.Model):
    """What a note and a new baseline have in common."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.CharField(max_length=100)
    area_level = models.CharField(max_length=20)
    area_code = models.CharField(max_length=60)
    author = models.CharField(max_length=150)
    author_name = models.CharField(max_length=150)
    written_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)

    class Meta:
        """Newest first; who and when of a withdrawal stand together."""

        abstract = True
        ordering = ("-written_at",)
        indexes = (models.Index(fields=("measure", "area_level", "area_code"), name="%(class)s_of_chart"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by=""),
                name="%(class)s_withdrawn_at_and_by",
            ),
        )

    class Scrubbing:
        """How the shared fields are treated in a training copy and by erasure (see `web.scrubbing`)."""

        content: ClassVar = {}
        staff = ("author", "author_name", "withdrawn_by")
        plain = ("id", "measure", "area_level", "area_code", "written_at", "withdrawn_at", "month")

    @property
    def in_force(self) -> bool:
        """Has nobody withdrawn it?"""
        return self.withdrawn_at is None

    @property
    def target(self) -> str:
        """The row as the audit log names it: what it is about, never what it says."""
        return f"{self._meta.model_name}:{self.measure}/{self.area_level}:{self.area_code}/{self.id}"


class Note(Written):
    """A note on a measure's chart, about one month or about the whole."""

    month = models.DateField(null=True, blank=True)
    body = models.TextField(max_length=2000)

    class Scrubbing(Written.Scrubbing):
        """The body is free text."""

        content: ClassVar = {"body": "(removed)"}

    def __str__(self) -> str:
        return f"Note on {self.measure} by {self.author_name}"


class Rebase(Written):
    """A decision to compute a measure's limits anew from a month on."""

    month = models.DateField()
    reason = models.TextField(max_length=2000)

    class Meta(Written.Meta):
        """One new baseline in force for a chart and a month."""

        constraints = (
            *Written.Meta.constraints,
            models.UniqueConstraint(
                fields=("measure", "area_level", "area_code", "month"),
                condition=Q(withdrawn_at__isnull=True),
                name="one_rebase_a_month",
            ),
        )

    class Scrubbing(Written.Scrubbing):
        """The reason is free text."""

        content: ClassVar = {"reason": "(removed)"}

    def __str__(self) -> str:
        return f"New baseline of {self.measure} from {self.month:%Y-%m}"


class Outbox(models.Model):
    """What was written and is on its way to the home's tables; the row leaves when the journal has it."""

    sequence = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    table = models.CharField(max_length=40)
    row = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """In the order of writing."""

        ordering = ("sequence",)

    class Scrubbing:
        """The row carries the text of the note or the reason, and its author."""

        carrier = True
        content: ClassVar = {"row": None}
        staff = ()
        plain = ("sequence", "event_id", "table", "created_at")

    def __str__(self) -> str:
        return f"{self.table} on its way"
