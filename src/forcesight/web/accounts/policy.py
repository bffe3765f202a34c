"""What must stay true of accounts, whoever changes them and through whichever door."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from forcesight.access import Permission, today
from forcesight.access.roles import roles_with
from forcesight.errors import InputRefused
from forcesight.measures.formats import day
from forcesight.web.accounts.models import RoleGrant, User


USER_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]*")
_MANAGING = [role.key for role in roles_with(Permission.MANAGE_ACCOUNTS)]


def require_new_user_name(name: str) -> None:
    """InputRefused where the name cannot be a user name, or is one already: it is never used for two people."""
    if not USER_NAME.fullmatch(name):
        raise InputRefused("A user name is made of small letters, digits, dots, dashes and @, like a.surname.")
    if User.objects.filter(username=name).exists():
        raise InputRefused(f"There is already an account {name}; choose another user name.")


def require_open(user: User) -> None:
    """InputRefused where the account is closed."""
    if not user.is_active:
        raise InputRefused(f"The account {user.username} is closed; a closed account stays closed.")


def require_running(grant: RoleGrant, last_day: date | None) -> None:
    """InputRefused where the role has ended, or ends before the day that would be its last."""
    if grant.standing_on(today()) == "ended" or (last_day and grant.valid_to and last_day > grant.valid_to):
        raise InputRefused(f"The role {grant} ends on {day(grant.valid_to)} already.")


def require_administrator(on: date, *, without: Callable[[RoleGrant], bool]) -> None:
    """InputRefused where nobody could manage accounts on a day any more, once these grants no longer count.

    The grants are locked until the transaction ends: of two administrators who close each other, one is refused.
    """
    held = list(RoleGrant.objects.on(on).filter(role__in=_MANAGING).select_for_update())
    if held and all(without(grant) for grant in held):
        names = " or ".join(role.name for role in roles_with(Permission.MANAGE_ACCOUNTS))
        raise InputRefused(f"Nobody else could manage accounts then: make another person {names} first.")
