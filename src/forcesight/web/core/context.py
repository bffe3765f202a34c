"""What every template may use: the force's name, who is signed in, the navigation, and the page's marking."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from forcesight.web.core import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """The shell's context. A view overrides `marking` for a page that shows more than figures."""
    return {**plain_shell(), **_person(request)}


def plain_shell() -> dict[str, Any]:
    """The part that needs neither a person nor the database, for the page that says that something broke."""
    return {"force_name": settings.FORCE_NAME, "contact": settings.CONTACT, "marking": "OFFICIAL"}


def _person(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "principal": request.principal,
        "navigation": navigation.links_for(request.principal, request),
    }
