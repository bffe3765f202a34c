"""The pages of the model office: which offices there are, and what each holds."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from forcesight.access import Permission, check
from forcesight.catalogue import UnknownEntry
from forcesight.errors import InputRefused
from forcesight.model_office.experiments.shelf import ListedExperiment, experiments
from forcesight.model_office.office.refused import OfficeRefused
from forcesight.model_office.office.shelf import ListedOffice, office_text, offices
from forcesight.web.core.decorators import requires
from forcesight.web.core.reading import Reading, reading
from forcesight.web.offices.described import DescribedOffice, described
from forcesight.web.offices.drafting import listed_office, office_now
from forcesight.web.offices.files import toml_file
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
        "broken": [one for one in experiments(now.platform.home.catalogue) if one.problem],
        "experiments": Experiment.objects.listed()[:LISTED],
        "may_run": check.can_run_experiments(request.principal),
    }
    return render(request, "offices/list.html", context)


@require_safe
@requires(Permission.VIEW_OFFICES)
def office(request: HttpRequest, office_id: str) -> HttpResponse:
    """One office: what comes, who is there, what work takes, where it goes, and what can be asked of it."""
    now = reading()
    listed = listed_office(now, office_id)
    context = {
        "listed": listed,
        "page": None if listed.problem else office_page(now, office_id),
        "shipped": shipped_on(now, office_id),
        "saved": Experiment.objects.listed().filter(office=office_id)[:LISTED],
        "may_run": check.can_run_experiments(request.principal),
        "breadcrumbs": [("Model office", reverse("offices:list")), (listed.name, "")],
    }
    return render(request, "offices/office.html", context)


@require_safe
@requires(Permission.VIEW_OFFICES)
def office_file(request: HttpRequest, office_id: str) -> HttpResponse:
    """An office's file to read, with what a planner does to change it."""
    listed, text = _file_of(office_id)
    crumbs = [("Model office", reverse("offices:list")), (listed.name, reverse("offices:office", args=[office_id]))]
    context = {"listed": listed, "text": text, "breadcrumbs": [*crumbs, ("Its file", "")]}
    return render(request, "offices/file.html", context)


@require_safe
@requires(Permission.VIEW_OFFICES)
def office_download(request: HttpRequest, office_id: str) -> HttpResponse:  # noqa: ARG001 — Django passes it
    """An office's file to save: a description, in which nobody's records are."""
    return toml_file(_file_of(office_id)[1], f"{office_id}.toml")


def office_page(now: Reading, office_id: str) -> DescribedOffice | list[str]:
    """The office as its page prints it, or the sentences that say why it cannot be."""
    try:
        found = office_now(now, office_id)
    except (OfficeRefused, UnknownEntry) as refused:
        return list(getattr(refused, "sentences", [str(refused)]))
    return now.once(("described", found), lambda: described(found))


def shipped_on(now: Reading, office_id: str) -> list[ListedExperiment]:
    """The catalogue's experiments on an office, by name."""
    every = experiments(now.platform.home.catalogue)
    return [one for one in every if one.office == office_id and not one.problem]


def _file_of(office_id: str) -> tuple[ListedOffice, str]:
    now = reading()
    listed = listed_office(now, office_id)
    try:
        return listed, office_text(office_id, now.platform.home.catalogue)[0]
    except (InputRefused, UnknownEntry) as refused:
        raise Http404(str(refused)) from None
