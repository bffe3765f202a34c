"""Opening accounts from the command line: one at a time, or one for each role for a first look."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from forcesight.access import GRANTABLE, Level, Principal, Role, Unit, today
from forcesight.access.check import check_can_manage_accounts
from forcesight.errors import ForcesightError, InputRefused
from forcesight.operations import Platform
from forcesight.operations.figures import opened
from forcesight.web.accounts import actions
from forcesight.web.accounts.demo import ensure_demo_accounts
from forcesight.web.accounts.models import User
from forcesight.web.environment import home_force


@transaction.atomic
def open_account(
    username: str, display_name: str, password: str, role: str, scope: str | None, *, by: Principal
) -> str:
    """Create an account with its first role from today; the sentence that says so.

    `scope` is LEVEL:CODE, the home's whole force where it is None. InputRefused with a sentence where the user name
    is taken, the password breaks a rule, or role or scope are not known.
    """
    check_can_manage_accounts(by)
    name = username.strip().lower()
    if User.objects.filter(username=name).exists():
        raise InputRefused(f"There is already an account {name}; choose another user name.")
    chosen = role_called(role)
    unit = scope_for(chosen, scope)
    try:
        validate_password(password, User(username=name, display_name=display_name))
    except ValidationError as fault:
        raise InputRefused(*fault.messages) from None
    user = actions.create_account(username=name, display_name=display_name, password=password, by=by)
    row = actions.grant_role(user=user, role=chosen, scope=unit, valid_from=today(), by=by)
    return f"{name} can sign in as {row}."


def role_called(key: str) -> Role:
    """The role of this key; InputRefused with the keys that there are."""
    for role in GRANTABLE:
        if role.key == key:
            return role
    raise InputRefused(f"There is no role '{key}'; the roles are {', '.join(role.key for role in GRANTABLE)}.")


def scope_for(role: Role, text: str | None) -> Unit:
    """The unit that a role is to be granted over; InputRefused where the role does not fit that level."""
    try:
        unit = Unit.parse(text or f"force:{home_force(settings.FORCESIGHT_HOME)}")
    except ValueError as fault:
        raise InputRefused(str(fault)) from None
    if unit.level not in role.levels:
        raise InputRefused(f"{role.name} is granted over a {' or a '.join(role.levels)}, not over a {unit.level}.")
    return Unit(unit.level, unit.code, _name_of(unit))


def sign_in_sentences(force: str, *, demo: bool) -> list[str]:
    """What to print when the site starts: the demo sign-ins (made where missing), or how to make an account."""
    if demo:
        whole = Unit(Level.FORCE, force, _name_of(Unit(Level.FORCE, force)))
        told = ensure_demo_accounts(force=whole, area=_first_district(force) or whole)
        return ["Sign in with one of these, on this machine only:", *(f"  {sign_in}" for sign_in in told)]
    if User.objects.exists():
        return []
    return ["Nobody can sign in yet. Make the first account: forcesight account create NAME --role data_engineer"]


def _name_of(unit: Unit) -> str:
    try:
        with opened(Platform.open(settings.FORCESIGHT_HOME, channel="site")) as figures:
            return figures.areas.get(unit.level, unit.code).name
    except ForcesightError:  # no records yet, or no such area in them: the code says it well enough
        return ""


def _first_district(force: str) -> Unit | None:
    try:
        with opened(Platform.open(settings.FORCESIGHT_HOME, channel="site")) as figures:
            districts = figures.areas.at_level("district", force=force)
    except ForcesightError:
        return None
    return Unit(Level.DISTRICT, districts[0].code, districts[0].name) if districts else None
