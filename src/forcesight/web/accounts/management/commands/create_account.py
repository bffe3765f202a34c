"""`create_account NAME --name "Display name"`: a new account without roles; asks for its password."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from forcesight.access import local_operator
from forcesight.web.accounts import actions
from forcesight.web.accounts.models import User


class Command(BaseCommand):
    """Create an account, by whoever is at the machine's command line."""

    help = "Create an account for the site. The password is asked for, or read from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The user name, and the name that others see."""
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="the person's name as others see it")

    def handle(self, *, username: str, name: str, **_: Any) -> None:
        """Check name and password against the rules, then create the account."""
        username = username.strip().lower()
        if User.objects.filter(username=username).exists():
            raise CommandError(f"There is already an account {username}; choose another user name.")
        password = _password()
        try:
            validate_password(password, User(username=username, display_name=name))
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from None
        actions.create_account(username=username, display_name=name, password=password, by=local_operator())
        self.stdout.write(f"Created {username}. Now give it a role: grant_role {username} ROLE LEVEL:CODE")


def _password() -> str:
    return getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
