"""Finding accounts."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from forcesight.access import today
from forcesight.web.accounts.models import RoleGrant, User


def found(words: str = "") -> QuerySet[User]:
    """The accounts whose name or user name has these words, by name; each with its `roles_in_force`."""
    fitting = Q(username__icontains=words.strip()) | Q(display_name__icontains=words.strip())
    in_force = Prefetch("role_grants", RoleGrant.objects.on(today()), to_attr="roles_in_force")
    return User.objects.filter(fitting).order_by("display_name", "username").prefetch_related(in_force)
