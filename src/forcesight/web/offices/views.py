"""The pages of the model office: which offices there are, and what each holds."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from forcesight.access import Permission, check
from forcesight.catalogue import UnknownEntry
from forcesight.model_office.office.refused import OfficeRefused
from forcesight.model_office.office.shelf import find_office, offices
from forcesight.web.core.decorators import requires
from forcesight.web.core.reading import Reading, reading
from forcesight.web.offices.described import DescribedOffice, described
from forcesight.web.offices.models import Experiment


LISTED = 50
"""So many saved experiments are listed, newest first."""


@require_safe
@requires(Permission.VIEW_OFFICES)
def office_list(request: HttpRequest) -> HttpResponse:
    """The offices of the catalogue, and of the home."""
    now = reading()
    context = {
        "offices": offices(now.platform.home.catalogue),
        "experiments": Experiment.objects.select_related("job")[:LISTED],
        "may_run": check.can_run_experiments(request.principal),
    }
    return render(request, "offices/list.html", context)


@require_safe
@requires(Permission.VIEW_OFFICES)
def office(request: HttpRequest, office_id: str) -> HttpResponse:
    """One office: what comes, who is there, and where work goes."""
    now = reading()
    listed = next((one for one in offices(now.platform.home.catalogue) if one.id == office_id), None)
    if listed is None:
        raise Http404(f"There is no office {office_id!r}.")
    context = {
        "listed": listed,
        "page": None if listed.problem else office_page(now, office_id),
        "may_run": check.can_run_experiments(request.principal),
        "breadcrumbs": [("Model office", reverse("offices:list")), (listed.name, "")],
    }
    return render(request, "offices/office.html", context)


def office_page(now: Reading, office_id: str) -> DescribedOffice | list[str]:
    """The office as its page prints it, or the sentences that say why it cannot be."""
    try:
        return now.once(("office", office_id), lambda: described(find_office(office_id, now.platform.home.catalogue)))
    except (OfficeRefused, UnknownEntry) as refused:
        return list(getattr(refused, "sentences", [str(refused)]))
