"""One-time passwords: set by an administrator, told to their holder, good for nothing but choosing an own one."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


LASTS = timedelta(days=7)
# Letters and digits that nobody mistakes for one another when they are read out.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_OPEN = ("change-password", "sign-out", "signed-out", "accessibility", "cookies", "privacy", "health")


def new_password() -> str:
    """A password by chance, in four groups that are easy to read out; some 79 bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


def ask_for_own_password(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead whoever came in with a one-time password to the page where they choose their own, and nowhere else."""

    def answer(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.one_time_until and request.path not in map(reverse, _OPEN):
            return redirect("change-password")
        return get_response(request)

    return answer
