"""The audit log's rows, for reading. The access room owns the table and writes it; nothing here can."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from forcesight.access import Verb
from forcesight.access.audit_schema import FACTS


class AuditEvent(models.Model):
    """One row of the log."""

    sequence = models.BigIntegerField("number", primary_key=True)
    at = models.TextField("time")
    event = models.TextField()
    verb = models.TextField("kind of processing", choices=[(str(verb), str(verb).capitalize()) for verb in Verb])
    actor = models.TextField("who")
    channel = models.TextField("through")
    purpose = models.TextField()
    target = models.TextField()
    parent = models.TextField()
    old = models.TextField()
    new = models.TextField()
    marking = models.TextField()
    previous_hash = models.TextField()
    hash = models.TextField()

    class Meta:
        """The table is made by the access room's own statements."""

        managed = False
        db_table = "audit_event"
        ordering = ("-sequence",)

    class Scrubbing:
        """Identifiers only, and never changed: erasure leaves the log whole (see `web.scrubbing`)."""

        content: ClassVar = {}
        staff = ("actor",)
        plain = ("sequence", *(fact for fact in FACTS if fact != "actor"), "previous_hash", "hash")

    def __str__(self) -> str:
        return f"{self.sequence}: {self.event}"

    @property
    def when(self) -> datetime:
        """The time, for printing in local time."""
        return datetime.fromisoformat(self.at)
