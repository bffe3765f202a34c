"""Sessions end: after a time without activity, and at the latest after a shift."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from forcesight.web.accounts.actions import sign_out


# How stale the note of the last activity may be, as a share of the idle time: not every page writes to the database.
_STALE = 0.1


def sign_out_when_idle(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sign a person out whose session has been idle, or has lasted, too long; the page then asks for sign-in."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _keep_or_end(request)
        return get_response(request)

    return answer


def _keep_or_end(request: HttpRequest) -> None:
    moment = timezone.now().timestamp()
    idle = moment - request.session.get("seen_at", 0)
    lasted = moment - request.session.get("signed_in_at", 0)
    if idle > settings.IDLE.total_seconds() or lasted > settings.LONGEST_SESSION.total_seconds():
        sign_out(request=request)
        messages.info(request, "You were signed out because your session had ended. Sign in to go on.")
    elif idle > settings.IDLE.total_seconds() * _STALE:
        request.session["seen_at"] = moment
