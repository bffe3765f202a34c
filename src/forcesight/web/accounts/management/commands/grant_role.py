"""`grant_role NAME ROLE LEVEL:CODE`: give an account a role over a unit, between dates."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forcesight.access import GRANTABLE, local_operator, today
from forcesight.errors import InputRefused
from forcesight.web.accounts import actions
from forcesight.web.accounts.models import User
from forcesight.web.accounts.opening import role_called, scope_for


class Command(BaseCommand):
    """Grant a role, by whoever is at the machine's command line."""

    help = "Grant a role: " + "; ".join(f"{role.key} ({role.description})" for role in GRANTABLE)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, which role, over what, and between which days."""
        parser.add_argument("username")
        parser.add_argument("role")
        parser.add_argument("scope", nargs="?", help="LEVEL:CODE; the home's whole force where left out")
        parser.add_argument("--from", dest="since", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="until", type=date.fromisoformat, metavar="YYYY-MM-DD")

    def handle(self, *, username: str, role: str, scope: str | None, **given: Any) -> None:
        """Grant the role from today unless another day is given."""
        user = User.objects.filter(username=username.strip().lower()).first()
        if user is None:
            raise CommandError(f"There is no account {username}: create it first with forcesight account create.")
        since, until = given["since"] or today(), given["until"]
        if until and until < since:
            raise CommandError(f"The role would end on {until}, before it begins on {since}.")
        try:
            chosen = role_called(role)
            unit = scope_for(chosen, scope)
        except InputRefused as refused:
            raise CommandError(str(refused)) from None
        row = actions.grant_role(
            user=user, role=chosen, scope=unit, valid_from=since, valid_to=until, by=local_operator()
        )
        self.stdout.write(f"{user.username} is now {row}.")
