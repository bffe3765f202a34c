"""Accounts for the built-in sample: one for each role, for made-up people, so that a first look needs no set-up.

Never created in a home that holds real records: the caller, who serves the sample, asks for them.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

from forcesight.access import GRANTABLE, Role, Unit, local_operator, today
from forcesight.access.roles import COMMANDER
from forcesight.web.accounts import actions
from forcesight.web.accounts.models import User


@dataclass(frozen=True)
class SignIn:
    """What a person needs to sign in as one of the sample's people."""

    username: str
    password: str
    role: str
    scope: str


def ensure_demo_accounts(*, force: Unit, area: Unit) -> list[SignIn]:
    """Create the sample's accounts where they are missing, and return every sign-in to print.

    The commander holds the role over `area`, everybody else over `force`. Passwords are made from the home's own
    secret, so that they are the same each time they are printed and of no use on another machine.
    """
    return [_ensure(role, area if role is COMMANDER else force) for role in GRANTABLE]


def _ensure(role: Role, scope: Unit) -> SignIn:
    sign_in = SignIn(f"demo.{role.key.split('_')[-1]}", password_of(role), role.name, scope.words)
    if not User.objects.filter(username=sign_in.username).exists():
        operator = local_operator()
        user = actions.create_account(
            username=sign_in.username,
            display_name=f"Demo {role.name.lower()}",
            password=sign_in.password,
            by=operator,
        )
        actions.grant_role(user=user, role=role, scope=scope, valid_from=today(), by=operator)
    return sign_in


def password_of(role: Role) -> str:
    """The sample password of a role in this home: four short groups, easy to type."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"demo {role.key}".encode(), hashlib.sha256).hexdigest()
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))
