"""`grant_role NAME ROLE LEVEL:CODE`: give an account a role over a unit, between dates."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forcesight.access import GRANTABLE, Role, Unit, local_operator, today
from forcesight.web.accounts import actions
from forcesight.web.accounts.models import User


class Command(BaseCommand):
    """Grant a role, by whoever is at the machine's command line."""

    help = "Grant a role: " + "; ".join(f"{role.key} ({role.description})" for role in GRANTABLE)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, which role, over what, and between which days."""
        parser.add_argument("username")
        parser.add_argument("role", choices=[role.key for role in GRANTABLE])
        parser.add_argument("scope", help="force:SLUG, district:CODE or neighbourhood:CODE")
        parser.add_argument("--scope-name", default="", help="the unit's name for people")
        parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="valid_to", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")

    def handle(self, *, username: str, role: str, valid_from: date | None, valid_to: date | None, **given: Any) -> None:
        """Grant the role from today unless another day is given."""
        user = User.objects.filter(username=username.strip().lower()).first()
        if user is None:
            raise CommandError(f"There is no account {username}: create it first with create_account.")
        chosen = next(known for known in GRANTABLE if known.key == role)
        scope = _scope(given["scope"], given["scope_name"], chosen)
        since = valid_from or today()
        if valid_to and valid_to < since:
            raise CommandError(f"The role would end on {valid_to}, before it begins on {since}.")
        row = actions.grant_role(
            user=user, role=chosen, scope=scope, valid_from=since, valid_to=valid_to, by=local_operator()
        )
        self.stdout.write(f"Granted to {user.username}: {row}.")


def _scope(text: str, name: str, role: Role) -> Unit:
    try:
        unit = Unit.parse(text)
    except ValueError as fault:
        raise CommandError(str(fault)) from None
    if unit.level not in role.levels:
        raise CommandError(f"{role.name} can be granted over a {' or '.join(role.levels)}, not over a {unit.level}.")
    return Unit(unit.level, unit.code, name)
