"""Calibrations and experiments as the site keeps them: what was asked and why, what was found, and what was done.

A row is never rewritten by people: who wants to ask something else starts another.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from forcesight.web.jobs.models import Job


class Experiments(models.QuerySet):
    """Experiments, newest first."""

    def listed(self) -> Experiments:
        """Those of a list: with their jobs, and without what was asked and found, which is large."""
        large = ("definition", "office_file", "result", "hours", "manifest", "prediction")
        return self.select_related("job").defer(*large)


class Experiment(models.Model):
    """One experiment on an office. Its job writes `result` while it runs, and `manifest` at its end.

    definition  what was asked, as `asked.experiment_of` reads it
    office_file the office's file as it was when the job began
    result      the comparison, as `kept.as_kept` writes it; empty until five runs of each option are done
    hours       what each hour of the week is like at each station, as `running` writes it at the end
    manifest    versions, fingerprints and seeds: what it takes to run the same again
    prediction  the rows that were sent to the home's table when somebody acted on it
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.CharField(max_length=100)
    name = models.CharField(max_length=150)
    reason = models.TextField(max_length=2000)
    author = models.CharField(max_length=150)
    author_name = models.CharField(max_length=150)
    written_at = models.DateTimeField(default=timezone.now)
    definition = models.JSONField()
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="experiment")
    office_file = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    hours = models.JSONField(default=dict)
    manifest = models.JSONField(default=dict)
    acted_on = models.DateField(null=True, blank=True)
    acted_option = models.CharField(max_length=100, blank=True)
    acted_by = models.CharField(max_length=150, blank=True)
    acted_by_name = models.CharField(max_length=150, blank=True)
    acted_reason = models.TextField(max_length=2000, blank=True)
    acted_at = models.DateTimeField(null=True, blank=True)
    prediction = models.JSONField(default=list)
    objects = Experiments.as_manager()

    class Meta:
        """Newest first; what was done, when, by whom and why stand together."""

        ordering = ("-written_at",)
        indexes = (models.Index(fields=("office",), name="experiments_of_office"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(acted_on__isnull=True, acted_option="", acted_by="", acted_reason="", acted_at__isnull=True)
                | Q(acted_on__isnull=False, acted_at__isnull=False)
                & ~Q(acted_option="")
                & ~Q(acted_by="")
                & ~Q(acted_reason=""),
                name="experiment_acted_at_and_by",
            ),
        )

    class Scrubbing:
        """How each field is treated in a training copy and by erasure (see `web.scrubbing`)."""

        content: ClassVar = {
            "name": "(removed)",
            "reason": "(removed)",
            "acted_reason": "(removed)",
            "definition": {},
            "office_file": "",
            "result": {},
            "hours": {},
            "manifest": {},
            "prediction": [],
        }
        staff = ("author", "author_name", "acted_by", "acted_by_name")
        plain = ("id", "office", "written_at", "job", "acted_on", "acted_option", "acted_at")

    def __str__(self) -> str:
        return f"Experiment on {self.office} by {self.author_name}"

    @property
    def target(self) -> str:
        """The row as the audit log names it: what it is about, never what it says."""
        return f"experiment:{self.office}/{self.id}"

    @property
    def can_be_asked_again(self) -> bool:
        """Whether it has ended, and what it asked is still there: an erasure takes that away."""
        return self.job.ended and bool(self.definition.get("options"))


class Calibration(models.Model):
    """What the home's records say of an office's numbers. Its job writes the days that were left to it, and `report`.

    report      what was found, as `calibrating.as_kept` writes it; empty until the job has ended
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    author = models.CharField(max_length=150)
    author_name = models.CharField(max_length=150)
    written_at = models.DateTimeField(default=timezone.now)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="calibration")
    report = models.JSONField(default=dict)

    class Meta:
        """Newest first."""

        ordering = ("-written_at",)

    class Scrubbing:
        """How each field is treated in a training copy and by erasure (see `web.scrubbing`)."""

        content: ClassVar = {"report": {}}
        staff = ("author", "author_name")
        plain = ("id", "since", "until", "written_at", "job")

    def __str__(self) -> str:
        return f"Calibration by {self.author_name}"
