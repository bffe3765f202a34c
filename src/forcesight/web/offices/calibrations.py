"""The pages of calibrations: which were made, the start of another, what one found, and a page for each subject."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forcesight.access import Permission, check
from forcesight.measures.formats import listing, plural
from forcesight.store.snapshot import TableState
from forcesight.web.core.decorators import requires
from forcesight.web.core.fields import day_field
from forcesight.web.core.reading import reading
from forcesight.web.offices import actions
from forcesight.web.offices.calibrated import subject_page, summary
from forcesight.web.offices.experiments import ASK_SECONDS, REFRESH_SECONDS
from forcesight.web.offices.models import Calibration


READ = ("contact", "incident", "duty", "crime")
"""The tables without any of which there is nothing to calibrate from."""
LISTED = 30


class PeriodForm(forms.Form):
    """The days to calibrate from."""

    since = day_field("From (optional)", hint="Leave both days empty for the last year of whole weeks in the records.")
    until = day_field("To (optional)")

    def clean(self) -> dict[str, Any]:
        """The first day comes first."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = told.get("since"), told.get("until")
        if since and until and (until - since).days < 6:
            self.add_error("until", "Enter a day at least a week after the first")
        return told


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VIEW_OFFICES)
def calibrations(request: HttpRequest) -> HttpResponse:
    """Those that were made, and the start of another."""
    form = PeriodForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = actions.start_calibration(
            **form.cleaned_data, author_name=request.user.display_name, by=request.principal
        )
        return redirect("offices:calibration", made.pk)
    tables = reading().snapshot.tables
    context = {
        "form": form,
        "made": Calibration.objects.select_related("job").defer("report")[:LISTED],
        "held": listing([_rows(tables, name) for name in READ if name in tables and tables[name].rows]),
        "may_run": check.can_run_experiments(request.principal),
        "breadcrumbs": [("Model office", reverse("offices:list")), ("Calibrations", "")],
    }
    return render(request, "offices/calibrations.html", context)


@require_safe
@requires(Permission.VIEW_OFFICES)
def calibration(request: HttpRequest, calibration_id: UUID) -> HttpResponse:
    """How far it is, or what it found."""
    kept = get_object_or_404(Calibration.objects.select_related("job"), pk=calibration_id)
    context = {
        "kept": kept,
        "job": kept.job,
        "found": summary(kept),
        "refresh": None if kept.job.ended or "still" in request.GET else REFRESH_SECONDS,
        "ask": ASK_SECONDS,
        "may_cancel": actions.may_cancel(kept, by=request.principal),
        "breadcrumbs": [*_crumbs(), (_period(kept), "")],
    }
    return render(request, "offices/calibration.html", context)


@require_safe
@requires(Permission.VIEW_OFFICES)
def subject(request: HttpRequest, calibration_id: UUID, slug: str) -> HttpResponse:
    """What was found of one subject, with its pictures."""
    kept = get_object_or_404(Calibration, pk=calibration_id)
    page = subject_page(kept, slug)
    if page is None:
        raise Http404(f"The calibration found nothing of {slug!r}.")
    crumbs = [*_crumbs(), (_period(kept), reverse("offices:calibration", args=[kept.pk])), (page.name, "")]
    return render(request, "offices/calibration_subject.html", {"kept": kept, "page": page, "breadcrumbs": crumbs})


@require_POST
@requires(Permission.VIEW_OFFICES)
def cancel(request: HttpRequest, calibration_id: UUID) -> HttpResponse:
    """Ask for it to be cancelled; the action checks who may."""
    actions.cancel_calibration(calibration=get_object_or_404(Calibration, pk=calibration_id), by=request.principal)
    return redirect("offices:calibration", calibration_id)


def _rows(tables: Mapping[str, TableState], name: str) -> str:
    return f"{plural(tables[name].rows, 'row')} of {name}"


def _crumbs() -> list[tuple[str, str]]:
    return [("Model office", reverse("offices:list")), ("Calibrations", reverse("offices:calibrations"))]


def _period(kept: Calibration) -> str:
    if kept.since and kept.until:
        return f"{kept.since:%-d %B %Y} to {kept.until:%-d %B %Y}"
    return "The last year"
