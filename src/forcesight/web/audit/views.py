"""The audit log, for the records officer."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from forcesight.access import Event, Permission, Purpose
from forcesight.operations.audit_words import sentence
from forcesight.web.audit import log
from forcesight.web.audit.forms import FilterForm, NotedForm
from forcesight.web.audit.names import names
from forcesight.web.core.decorators import requires


ROWS_A_PAGE = 50
ROWS_CHECKED = 1000


@require_GET
@requires(Permission.READ_AUDIT_LOG)
def entries(request: HttpRequest) -> HttpResponse:
    """The log, newest first, filtered; and whether its newest rows follow from one another."""
    log.write(Event.AUDIT_LOG_VIEWED, by=request.principal, purpose=Purpose.OVERSIGHT, marking="OFFICIAL-SENSITIVE")
    form = FilterForm(request.GET)
    page = Paginator(form.chosen(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    state = log.check_newest(ROWS_CHECKED)
    known = names()
    told = [(entry, sentence(entry, known)) for entry in page]
    context = {"form": form, "page": page, "told": told, "state": state, "marking": "OFFICIAL-SENSITIVE"}
    return render(request, "audit/log.html", context)


@require_GET
@requires(Permission.READ_AUDIT_LOG)
def whole_check(request: HttpRequest) -> HttpResponse:
    """Walk the whole log, and show its last link, to be noted somewhere else."""
    form = NotedForm(request.GET or None)
    context = {
        "form": form,
        "state": log.check_all(form.link()),
        "breadcrumbs": [("Audit log", reverse("audit:log")), ("Check of the whole log", "")],
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "audit/check.html", context)
