"""Everything that changes an account or a session, each with its one audit event in the same transaction."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from axes.utils import reset as lift_lock_out
from django.contrib.auth import login, logout, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from forcesight.access import Event, Principal, Purpose, Role, Unit, check, today
from forcesight.web.accounts import one_time, policy
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
def create_account(
    *, username: str, display_name: str, password: str, one_time_until: datetime | None = None, by: Principal
) -> User:
    """Create an account without any role; the caller has checked the password against the rules."""
    check.check_can_manage_accounts(by)
    name = username.strip().lower()
    policy.require_new_user_name(name)
    user = User(username=name, display_name=display_name, one_time_until=one_time_until)
    user.set_password(password)
    user.save()
    write(Event.ACCOUNT_CREATED, by=by, target=_target(user), purpose=Purpose.ADMINISTRATION)
    return user


@transaction.atomic
def close_account(*, user: User, by: Principal) -> None:
    """Close an account: its sessions end with its next page, and nobody signs in to it again."""
    check.check_can_manage_accounts(by)
    policy.require_open(user)
    policy.require_administrator(today(), without=lambda grant: grant.user_id == user.pk)
    user.is_active = False
    user.set_unusable_password()
    user.save()
    write(Event.ACCOUNT_CLOSED, by=by, target=_target(user), purpose=Purpose.ADMINISTRATION)


@transaction.atomic
def change_password(*, request: HttpRequest, user: User, password: str) -> None:
    """Set a person's own new password; this session goes on, their others end."""
    user.set_password(password)
    user.one_time_until = None
    user.save(update_fields=["password", "one_time_until"])
    update_session_auth_hash(request, user)
    write(Event.PASSWORD_CHANGED, by=user.username, target=_target(user))


@transaction.atomic
def set_one_time_password(*, user: User, by: Principal) -> str:
    """Give a person who has forgotten their password one to come in with once; all their sessions end.

    Returns the password, which nobody can read again.
    """
    check.check_can_manage_accounts(by)
    policy.require_open(user)
    password = one_time.new_password()
    user.set_password(password)
    user.one_time_until = timezone.now() + one_time.LASTS
    user.save(update_fields=["password", "one_time_until"])
    lift_lock_out(username=user.username)
    write(Event.PASSWORD_RESET, by=by, target=_target(user), purpose=Purpose.ADMINISTRATION)
    return password


@transaction.atomic
def grant_role(
    *, user: User, role: Role, scope: Unit, valid_from: date, valid_to: date | None = None, by: Principal
) -> RoleGrant:
    """Grant a role over a unit, between dates."""
    check.check_can_manage_accounts(by)
    policy.require_open(user)
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
def end_role(*, grant: RoleGrant, last_day: date | None = None, by: Principal) -> None:
    """End a role after its last day, or now where none is given; the row stays, so that past dates can be answered."""
    check.check_can_manage_accounts(by)
    policy.require_running(grant, last_day)
    without_it = max(today(), last_day + timedelta(days=1)) if last_day else today()
    policy.require_administrator(without_it, without=lambda held: held.pk == grant.pk)
    before = _state(grant)
    grant.ended_at = timezone.now() if last_day is None else None
    grant.valid_to = max(last_day or today(), grant.valid_from)
    grant.save(update_fields=["valid_to", "ended_at"])
    after = _state(grant)
    write(Event.ROLE_ENDED, by=by, target=_target(grant.user), old=before, new=after, purpose=Purpose.ADMINISTRATION)


def _target(user: User) -> str:
    return f"account:{user.username}"


def _state(row: RoleGrant) -> str:
    return f"{row.role} {row.scope} {row.valid_from} to {row.valid_to or 'open'}"
