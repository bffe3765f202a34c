"""The audit log's filter."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet

from forcesight.access import START, Link, Verb
from forcesight.web.audit.models import AuditEvent
from forcesight.web.core.fields import day_field


class FilterForm(forms.Form):
    """Who, what kind of processing, and which days. Empty fields leave everything in."""

    actor = forms.CharField(label="Who", required=False, max_length=150)
    verb = forms.ChoiceField(
        label="Kind of processing",
        required=False,
        choices=[("", "Every kind"), *((str(verb), str(verb).capitalize()) for verb in Verb)],
    )
    since = day_field("From")
    until = day_field("To")

    def clean_until(self) -> date | None:
        """The last day is not before the first."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data["until"]
        if since and until and until < since:
            raise forms.ValidationError("The day under 'To' must not be before the day under 'From'")
        return until

    def chosen(self) -> QuerySet[AuditEvent]:
        """The rows that the filter leaves, newest first; none where the filter itself is wrong."""
        rows = AuditEvent.objects.all()
        if not self.is_valid():
            return rows.none()
        wanted = self.cleaned_data
        if wanted["actor"]:
            rows = rows.filter(actor__icontains=wanted["actor"])
        if wanted["verb"]:
            rows = rows.filter(verb=wanted["verb"])
        if wanted["since"]:
            rows = rows.filter(at__gte=_start_of(wanted["since"]))
        if wanted["until"]:
            rows = rows.filter(at__lt=_start_of(wanted["until"] + timedelta(days=1)))
        return rows


class NotedForm(forms.Form):
    """A row's number and hash as somebody noted them outside the system."""

    sequence = forms.IntegerField(
        label="Number of the row",
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"}),
        error_messages={"required": "Enter the number of the row that you noted", "invalid": "Enter a whole number"},
    )
    hash = forms.RegexField(
        label="Its hash",
        regex=r"\A[0-9a-f]{64}\Z",
        error_messages={
            "required": "Enter the hash that you noted",
            "invalid": "Enter the hash as 64 digits and letters from a to f",
        },
    )

    def link(self) -> Link:
        """What was noted; the start of the log, which every log contains, where nothing was given."""
        return Link(**self.cleaned_data) if self.is_bound and self.is_valid() else START


def _start_of(day: date) -> str:
    # The log's times are text in UTC, which sorts as the times do; a day is a local day.
    midnight = datetime.combine(day, time.min, ZoneInfo("Europe/London"))
    return midnight.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
