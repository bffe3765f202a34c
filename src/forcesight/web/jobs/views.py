"""Jobs as people see them: the list, one job's progress, cancelling, loading files, publishing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forcesight.access import Permission, check
from forcesight.web.core.decorators import requires
from forcesight.web.core.reading import reading
from forcesight.web.jobs import actions
from forcesight.web.jobs.forms import LoadForm
from forcesight.web.jobs.kinds import KINDS, sentences
from forcesight.web.jobs.models import Job


JOBS_A_PAGE = 30
REFRESH_SECONDS = 5


@require_safe
@requires(Permission.VIEW_JOBS)
def jobs(request: HttpRequest) -> HttpResponse:
    """The jobs, newest first."""
    page = Paginator(Job.objects.all(), JOBS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(job, KINDS[job.kind].words) for job in page],
        "may_load": check.can_load_records(request.principal),
        "may_manage": check.can_manage_jobs(request.principal),
    }
    return render(request, "jobs/jobs.html", context)


@require_safe
@requires(Permission.VIEW_JOBS)
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One job: how far it is, or what came of it. The page asks again by itself while the job goes on."""
    found = get_object_or_404(Job, pk=job_id)
    kind = KINDS[found.kind]
    context = {
        "job": found,
        "kind": kind,
        "words": kind.words,
        "shown_at": _shown_at(request, found),
        "sentences": list(sentences(found, reading().platform.catalogue.force_name)),
        "refresh": None if found.ended or "still" in request.GET else REFRESH_SECONDS,
        "may_cancel": found.can_be_cancelled and check.can_manage_jobs(request.principal),
        "breadcrumbs": [("Jobs", reverse("jobs:list")), (kind.words, "")],
    }
    return render(request, "jobs/job.html", context)


@require_POST
@requires(Permission.MANAGE_JOBS)
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Ask for a job to be cancelled."""
    found = get_object_or_404(Job, pk=job_id)
    actions.cancel_job(job=found, by=request.principal)
    messages.info(request, f"The job ends at its next step. {KINDS[found.kind].cancelled}")
    return redirect("jobs:job", job_id)


def _shown_at(request: HttpRequest, job: Job) -> str:
    """The page of what the job is about, for those who may see it; empty where it has none."""
    about = next((kind for kind in ("experiment", "calibration") if kind in job.parameters), None)
    if about is None or not check.can_view_offices(request.principal):
        return ""
    return reverse(f"offices:{about}", args=[job.parameters[about]])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LOAD_RECORDS)
def load(request: HttpRequest) -> HttpResponse:
    """Send files to be loaded; the job's page then shows how far they are."""
    form = LoadForm(request.POST, request.FILES) if request.method == "POST" else LoadForm()
    if form.is_valid():
        chosen = form.cleaned_data
        started = actions.start_load(files=chosen["files"], edition=chosen["edition"], by=request.principal)
        return redirect("jobs:job", started.pk)
    return render(request, "jobs/load.html", {"form": form})


@require_POST
@requires(Permission.MANAGE_JOBS)
def publish(request: HttpRequest) -> HttpResponse:
    """Start the job that publishes what waits."""
    return redirect("jobs:job", actions.start_publish(by=request.principal).pk)
