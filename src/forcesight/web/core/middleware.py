"""Security headers for every answer, and a page with a sentence for every refusal."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forcesight.access import Refused
from forcesight.errors import HomeBusy, HomeError, InputRefused
from forcesight.web.accounts.principal import principal_for


log = logging.getLogger(__name__)

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A page may hold what only its reader may see; files of the site say otherwise for themselves.
    "Cache-Control": "no-store",
}

Next = Callable[[HttpRequest], HttpResponse]


def security_headers(get_response: Next) -> Next:
    """Add the headers that an answer does not already carry."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answer


class RefusalsBecomePages:
    """Give each request its principal, and turn what the rooms raise into a page that says it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; `request.principal` is who asks."""
        request.principal = principal_for(request.user)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """403 or 400 with the refusal's own sentence; 503 where the home cannot be read now."""
        if isinstance(error, Refused):
            return render(request, "errors/403.html", {"sentence": str(error)}, status=403)
        if isinstance(error, InputRefused):
            return render(request, "errors/400.html", {"sentence": str(error)}, status=400)
        if isinstance(error, HomeError | HomeBusy):
            log.error("The home cannot be read: %s", error)
            return render(request, "errors/503.html", status=503)
        return None
