"""Lock-out on guessing: how long it lasts, said in a sentence; and whose address is counted."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def locked_out(request: HttpRequest, _response: HttpResponse, credentials: dict[str, Any]) -> HttpResponse:
    """429: too many wrong passwords, and when to try again."""
    ends = _ends_at(request, credentials)
    minutes = max(1, ceil((ends - timezone.now()).total_seconds() / 60))
    response = render(request, "errors/429.html", {"ends": ends, "minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def address_of(request: HttpRequest) -> str | None:
    """The address a request came from: the connection's own, or the last one that a trusted proxy added."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUST_PROXY else ""
    # A server that listens on a local socket knows no address: then a user name alone is counted.
    return forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR") or None


def _ends_at(request: HttpRequest, credentials: dict[str, Any]) -> datetime:
    attempts = AccessAttempt.objects.filter(username=credentials.get("username"), ip_address=address_of(request))
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return (last or timezone.now()) + settings.AXES_COOLOFF_TIME
