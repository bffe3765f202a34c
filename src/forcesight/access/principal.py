"""Who is asking: an identity and the roles it holds, each over a unit and between dates."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from forcesight.access.places import EVERYWHERE, Unit
from forcesight.access.roles import LOCAL_OPERATOR, Role


#: The door through which somebody came.
Channel = Literal["site", "command line", "api"]


@dataclass(frozen=True)
class Grant:
    """One role over one unit, from a day until the end of another (open where `valid_to` is None)."""

    role: Role
    scope: Unit
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Is the grant in force on this day? Both its first and its last day count."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Principal:
    """A person or program that asks. `identity` and `channel` are what the audit log keeps of them."""

    identity: str
    grants: tuple[Grant, ...] = ()
    channel: Channel = "site"

    def grants_on(self, day: date) -> tuple[Grant, ...]:
        """The grants in force on a day."""
        return tuple(grant for grant in self.grants if grant.holds_on(day))


def local_operator() -> Principal:
    """The person at the command line: whoever can read the home's files acts under their own user name."""
    grant = Grant(LOCAL_OPERATOR, EVERYWHERE, valid_from=date.min)
    return Principal(f"{_user_name()} (command line)", (grant,), "command line")


def today() -> date:
    """The local day, by which grants begin and end."""
    return datetime.now(ZoneInfo("Europe/London")).date()


def _user_name() -> str:
    # From the user id and not from the environment, which anybody can set.
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # a user id without a name, as in some containers
        return f"user {os.geteuid()}"
