"""Everything that changes an account or a session, each with its one audit event in the same transaction."""

from __future__ import annotations

from datetime import date

from django.contrib.auth import login, logout, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from forcesight.access import Event, Principal, Purpose, Role, Unit
from forcesight.web.accounts.models import RoleGrant, User
from forcesight.web.audit.log import write


@transaction.atomic
def sign_in(*, request: HttpRequest, user: User) -> None:
    """Start a session for a person whose password was right."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    write(Event.SIGNED_IN, by=user.username)


@transaction.atomic
def sign_out(*, request: HttpRequest) -> None:
    """End the session; the browser's cookie is worthless from then on."""
    write(Event.SIGNED_OUT, by=request.user.username)
    logout(request)


@transaction.atomic
def create_account(*, username: str, display_name: str, password: str, by: Principal) -> User:
    """Create an account without any role; the caller has checked the password against the rules."""
    user = User(username=username.strip().lower(), display_name=display_name)
    user.set_password(password)
    user.save()
    write(Event.ACCOUNT_CREATED, by=by, target=_target(user), purpose=Purpose.ADMINISTRATION)
    return user


@transaction.atomic
def close_account(*, user: User, by: Principal) -> None:
    """Close an account: its sessions end with its next page, and nobody signs in to it again."""
    user.is_active = False
    user.set_unusable_password()
    user.save()
    write(Event.ACCOUNT_CLOSED, by=by, target=_target(user), purpose=Purpose.ADMINISTRATION)


@transaction.atomic
def change_password(*, request: HttpRequest, user: User, password: str) -> None:
    """Set a person's own new password; this session goes on, their others end."""
    user.set_password(password)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    write(Event.PASSWORD_CHANGED, by=user.username, target=_target(user))


@transaction.atomic
def grant_role(
    *, user: User, role: Role, scope: Unit, valid_from: date, valid_to: date | None = None, by: Principal
) -> RoleGrant:
    """Grant a role over a unit, between dates."""
    row = RoleGrant.objects.create(
        user=user,
        role=role.key,
        scope_level=scope.level,
        scope_code=scope.code,
        scope_name=scope.name,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    write(Event.ROLE_GRANTED, by=by, target=_target(user), new=_state(row), purpose=Purpose.ADMINISTRATION)
    return row


@transaction.atomic
def end_role(*, grant: RoleGrant, last_day: date, by: Principal) -> None:
    """End a role on a day; the row stays, so that past dates can be answered."""
    before = _state(grant)
    grant.valid_to = max(last_day, grant.valid_from)
    grant.save(update_fields=["valid_to"])
    after = _state(grant)
    write(Event.ROLE_ENDED, by=by, target=_target(grant.user), old=before, new=after, purpose=Purpose.ADMINISTRATION)


def _target(user: User) -> str:
    return f"account:{user.username}"


def _state(row: RoleGrant) -> str:
    return f"{row.role} {row.scope} {row.valid_from} to {row.valid_to or 'open'}"
