"""The first way in: accounts made at the command line, and what `forcesight run` says about signing in."""

from __future__ import annotations

from forcesight.access import GRANTABLE, ROLES, Principal, Unit, today
from forcesight.errors import InputRefused
from forcesight.store.home import Home, default_home
from forcesight.web.accounts import actions
from forcesight.web.accounts.demo import ensure_demo_accounts
from forcesight.web.accounts.models import User


def open_account(
    username: str, display_name: str, password: str, role: str, scope: str | None, *, by: Principal
) -> str:
    """Make an account with one role; the sentence to print. InputRefused where a word of it is wrong."""
    if role not in {each.key for each in GRANTABLE}:
        raise InputRefused(f"{role!r} is not a role; choose one of {', '.join(each.key for each in GRANTABLE)}.")
    if User.objects.filter(username=username).exists():
        raise InputRefused(f"There is an account {username} already.")
    unit = _unit(scope)
    user = actions.create_account(username=username, display_name=display_name, password=password, by=by)
    actions.grant_role(user=user, role=ROLES[role], scope=unit, valid_from=today(), by=by)
    return f"{username} can sign in, as {ROLES[role].name.lower()} for {unit.words}."


def sign_in_sentences(force: str, *, demo: bool) -> list[str]:
    """How people sign in to this site."""
    if demo:
        unit = Unit.parse(f"force:{force}")
        return [
            f"  {each.role:24} {each.username:16} {each.password}"
            for each in ensure_demo_accounts(force=unit, area=_first_district(unit))
        ]
    if User.objects.exists():
        return []
    return ["Nobody can sign in yet. Make an account with: forcesight account create NAME --role data_engineer"]


def _unit(scope: str | None) -> Unit:
    text = scope or f"force:{Home.open(default_home()).force}"
    try:
        return Unit.parse(text)
    except ValueError as fault:
        raise InputRefused(str(fault)) from None


def _first_district(force: Unit) -> Unit:
    """The commander's area in a first look: the force's first district, or the force where it has none."""
    from forcesight.store import reading

    with reading(default_home()) as session:
        if not session.snapshot.mart:
            return force
        found = session.rows(
            "SELECT code, name FROM mart.area WHERE level = 'district' AND force = ? ORDER BY name LIMIT 1",
            [force.code],
        )
    return Unit.parse(f"district:{found[0][0]}") if found else force
