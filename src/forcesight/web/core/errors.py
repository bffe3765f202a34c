"""Pages for what went wrong, each a sentence that says what to do."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from forcesight.web.core.context import plain_shell


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent could not be read; 413, with the sentence that says so: it was too much at once."""
    if isinstance(exception, RequestDataTooBig):
        context = plain_shell() | {"sentence": str(exception)}
        return HttpResponse(render_to_string("errors/413.html", context), status=413)
    return HttpResponse(render_to_string("errors/400.html", plain_shell()), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 — Django names it
    """403 raised by Django itself; refusals of the access room bring their own sentence."""
    sentence = "You do not have permission to see this page."
    return render(request, "errors/403.html", {"sentence": sentence}, status=403)


def form_expired(request: HttpRequest, **_: Any) -> HttpResponse:
    """403 for a form whose token is missing or old: usually a page left open over a sign-out."""
    return render(request, "errors/form_expired.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 — Django names it
    """404: no such page."""
    return render(request, "errors/404.html", status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """500, without the database and without the request: either may be what broke."""
    return HttpResponse(render_to_string("errors/500.html", plain_shell()), status=500)
