"""Accounts for a first look: one for each role, for made-up people, so that nobody has to set anything up.

Only made where they are asked for (`forcesight run --demo-accounts`), on a machine that serves itself alone.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

from forcesight.access import Role, Unit, local_operator, today
from forcesight.access.roles import (
    CHIEF_OFFICER,
    COMMANDER,
    DATA_ENGINEER,
    PERFORMANCE_ANALYST,
    RECORDS_OFFICER,
    RESOURCE_PLANNER,
    SCRUTINEER,
)
from forcesight.web.accounts import actions
from forcesight.web.accounts.models import User


#: The roles to look at, each with the word after `demo.` in its user name.
SHORT: dict[Role, str] = {
    PERFORMANCE_ANALYST: "analyst",
    RESOURCE_PLANNER: "planner",
    COMMANDER: "commander",
    CHIEF_OFFICER: "chief",
    DATA_ENGINEER: "engineer",
    RECORDS_OFFICER: "records",
    SCRUTINEER: "scrutineer",
}


@dataclass(frozen=True)
class SignIn:
    """What somebody needs to sign in as one of the made-up people."""

    username: str
    password: str
    role: str
    scope: str

    def __str__(self) -> str:
        return f"{self.username:<16} {self.password}   {self.role}, {self.scope}"


def ensure_demo_accounts(*, force: Unit, area: Unit) -> list[SignIn]:
    """Create the accounts where they are missing, and return every sign-in to print.

    The commander holds the role over `area`, everybody else over `force`. Passwords are made from the home's own
    secret, so that they are the same each time they are printed and of no use on another machine.
    """
    return [_ensure(role, area if role is COMMANDER else force) for role in SHORT]


def _ensure(role: Role, scope: Unit) -> SignIn:
    sign_in = SignIn(f"demo.{SHORT[role]}", password_of(role), role.name, scope.words)
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
    """The password of a role's demo account in this home: four short groups, easy to type."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"demo {role.key}".encode(), hashlib.sha256).hexdigest()
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))
