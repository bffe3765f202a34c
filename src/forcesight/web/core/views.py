"""The pages that belong to no section: the start, the statements in the footer, and the health probe."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forcesight.web.core import navigation


def start(request: HttpRequest) -> HttpResponse:
    """Open the first section that the person may see; their own account where there is none."""
    sections = navigation.items_for(request.principal)
    return redirect(sections[0].page if sections else "account")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, which must be readable without an account."""
    return render(request, "core/accessibility.html")


@login_not_required
def cookies(request: HttpRequest) -> HttpResponse:
    """What the site keeps in the browser."""
    context = {
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "form_cookie": settings.CSRF_COOKIE_NAME,
        "idle_minutes": settings.IDLE // timedelta(minutes=1),
        "longest_hours": settings.LONGEST_SESSION // timedelta(hours=1),
    }
    return render(request, "core/cookies.html", context)


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps about the people who use it."""
    return render(request, "core/privacy.html")


@login_not_required
def health(_request: HttpRequest) -> HttpResponse:
    """Is the site up, its database included? For a supervisor program; says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
