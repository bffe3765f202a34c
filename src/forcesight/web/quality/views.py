"""Data quality: what the home holds, what is odd about it, and the rows that could not be counted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from forcesight.access import Permission, check
from forcesight.operations import records
from forcesight.web.core.decorators import requires
from forcesight.web.core.reading import reading
from forcesight.web.quality import tables
from forcesight.web.quality.feed import feed_page, freshness
from forcesight.web.quality.forms import PurposeForm


MOST_ROWS = 200
REFRESH_SECONDS = 5


@require_safe
@requires(Permission.VIEW_DATA_QUALITY)
def quality(request: HttpRequest) -> HttpResponse:
    """The state of the data, kind of file by kind of file."""
    now = reading()
    context = {
        "now": now,
        "page": tables.quality_page(now),
        "may_load": check.can_load_records(request.principal),
        "may_see_rejects": PurposeForm(None, request.principal).fields["purpose"].choices,
    }
    return render(request, "quality/quality.html", context)


@require_safe
@requires(Permission.VIEW_DATA_QUALITY)
def feed(request: HttpRequest) -> HttpResponse:
    """The live feed; the page asks again by itself unless somebody stops that."""
    now = reading()
    page = feed_page(now)
    context = {
        "now": now,
        "page": page,
        "fresh": freshness(now, page),
        "refresh": None if "still" in request.GET else REFRESH_SECONDS,
        "may_see_rejects": PurposeForm(None, request.principal).fields["purpose"].choices,
        "breadcrumbs": [("Data quality", reverse("quality:home")), ("Live feed", "")],
    }
    return render(request, "quality/feed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rejects(request: HttpRequest) -> HttpResponse:
    """Ask for the purpose, then show rejected rows as they arrived; each look is logged."""
    form = PurposeForm(request.POST if request.method == "POST" else None, request.principal)
    if not form.fields["purpose"].choices:
        check.check_can_view_rejects(request.principal, purpose=None)
    context = {
        "form": form,
        "marking": "OFFICIAL-SENSITIVE",
        "breadcrumbs": [("Data quality", reverse("quality:home")), ("Rejected rows", "")],
    }
    if form.is_valid():
        purpose = form.cleaned_data["purpose"]
        platform = reading().platform
        rows = records.rejects(platform, None, by=request.principal, purpose=purpose, limit=MOST_ROWS)
        context |= {"table": tables.reject_rows(rows, platform.catalogue), "most": MOST_ROWS, "purpose": purpose}
    return render(request, "quality/rejects.html", context)
