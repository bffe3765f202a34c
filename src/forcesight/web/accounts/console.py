"""Accounts at the command line: found by user name, changed by one action, told in a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from forcesight.access import Principal, check, today
from forcesight.errors import InputRefused
from forcesight.measures.formats import day
from forcesight.web.accounts import actions
from forcesight.web.accounts.granting import role_called, scope_for
from forcesight.web.accounts.models import RoleGrant, User
from forcesight.web.accounts.searching import found


@transaction.atomic
def open_account(
    username: str, display_name: str, password: str, role: str, scope: str | None, *, by: Principal
) -> str:
    """Create an account with its first role from today.

    `scope` is LEVEL:CODE, the home's whole force where it is None. InputRefused with a sentence where the user name
    is taken, the password breaks a rule, or role or scope are not known.
    """
    chosen = role_called(role)
    unit = scope_for(chosen, scope)
    try:
        validate_password(password, User(username=username, display_name=display_name))
    except ValidationError as fault:
        raise InputRefused(*fault.messages) from None
    user = actions.create_account(username=username, display_name=display_name, password=password, by=by)
    row = actions.grant_role(user=user, role=chosen, scope=unit, valid_from=today(), by=by)
    return f"{user.username} can sign in as {row}."


def listed(words: str = "", *, by: Principal) -> list[dict[str, Any]]:
    """The accounts whose name or user name has these words, closed ones too, each with its roles in force."""
    check.check_can_manage_accounts(by)
    return [
        {
            "user_name": user.username,
            "name": user.display_name,
            "open": user.is_active,
            "roles": [_role(row) for row in user.roles_in_force],
            "last_signed_in": user.last_login.isoformat() if user.last_login else None,
        }
        for user in found(words)
    ]


def _role(row: RoleGrant) -> dict[str, Any]:
    return {"role": row.role, "scope": str(row.scope), "from": row.valid_from, "to": row.valid_to}


def close(username: str, *, by: Principal) -> str:
    """Close an account."""
    user = account_called(username)
    actions.close_account(user=user, by=by)
    return f"The account {user.username} is closed: nobody signs in to it again."


def reset_password(username: str, *, by: Principal) -> str:
    """Set a one-time password, which the sentence tells."""
    user = account_called(username)
    password = actions.set_one_time_password(user=user, by=by)
    return f"{user.username} can sign in with {password} until {day(user.one_time_until)}, to choose a new password."


def grant(username: str, role: str, scope: str | None, since: date | None, until: date | None, *, by: Principal) -> str:
    """Grant a role, from today where no other day is given."""
    user, chosen, first = account_called(username), role_called(role), since or today()
    if until and until < first:
        raise InputRefused(f"The role would end on {day(until)}, before it begins on {day(first)}.")
    unit = scope_for(chosen, scope)
    row = actions.grant_role(user=user, role=chosen, scope=unit, valid_from=first, valid_to=until, by=by)
    return f"{user.username} is {row} from {day(first)}{f' to {day(until)}' if until else ''}."


def end_role(username: str, role: str, scope: str | None, last_day: date | None, *, by: Principal) -> str:
    """End a role that has not ended: now, or after its last day. `scope` tells it from the same role elsewhere."""
    row = _running(account_called(username), role_called(role).key, scope)
    actions.end_role(grant=row, last_day=last_day, by=by)
    ended = f"ends on {day(row.valid_to)}" if last_day else "has ended"
    return f"The role {row} of {row.user.username} {ended}."


def account_called(username: str) -> User:
    """The account of this user name; InputRefused where there is none."""
    try:
        return User.objects.get_by_natural_key(username)
    except User.DoesNotExist:
        raise InputRefused(f"There is no account {username}; see them with: forcesight accounts list") from None


def _running(user: User, role: str, scope: str | None) -> RoleGrant:
    held = [row for row in user.role_grants.filter(role=role) if row.standing_on(today()) != "ended"]
    rows = [row for row in held if scope in (None, str(row.scope))]
    if not rows:
        raise InputRefused(f"{user.username} holds no such role; see the roles with: forcesight accounts list")
    if len(rows) > 1:
        scopes = ", ".join(str(row.scope) for row in rows)
        raise InputRefused(f"{user.username} holds this role more than once; add --scope with one of {scopes}.")
    return rows[0]
