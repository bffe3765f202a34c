"""Who is asking, as the access room sees them."""

from __future__ import annotations

from typing import Any

from django.utils.functional import SimpleLazyObject

from forcesight.access import GRANTABLE, Principal


NOBODY = Principal("not signed in")
_KNOWN = {role.key for role in GRANTABLE}


def principal_for(user: Any) -> Principal:
    """The principal of an account, read when first asked for; someone who has not signed in holds no role."""
    return SimpleLazyObject(lambda: _read(user))


def _read(user: Any) -> Principal:
    if not user.is_authenticated:
        return NOBODY
    # A role that this version does not know grants nothing.
    grants = tuple(row.as_grant() for row in user.role_grants.standing().filter(role__in=_KNOWN))
    return Principal(user.username, grants)
