"""The pages on which an experiment is asked."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from forcesight.access import Permission
from forcesight.model_office.office.shelf import offices
from forcesight.web.core.decorators import requires
from forcesight.web.core.reading import reading
from forcesight.web.offices import actions
from forcesight.web.offices.forms import ExperimentForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_EXPERIMENTS)
def new(request: HttpRequest, office_id: str) -> HttpResponse:
    """The form, and the start of the job."""
    listed = next((one for one in offices(reading().platform.home.catalogue) if one.id == office_id), None)
    if listed is None or listed.problem:
        raise Http404(f"There is no office {office_id!r} that can be run.")
    form = ExperimentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "reason")}
        made = actions.start_experiment(
            **told, office=office_id, definition=form.definition(), author_name=request.user.display_name,
            by=request.principal,
        )  # fmt: skip
        return redirect("offices:experiment", made.pk)
    crumbs = [("Model office", reverse("offices:list")), (listed.name, reverse("offices:office", args=[office_id]))]
    return render(request, "offices/new.html", {"form": form, "listed": listed, "breadcrumbs": crumbs})
