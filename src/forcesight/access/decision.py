"""How a permission is decided: role x scope x data class x purpose.

A grant must pass every hurdle below; a person passes when one of their grants in force does. Nothing else in
Forcesight decides who may see what.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from forcesight.access.permissions import READING, DataClass, Permission, Purpose
from forcesight.access.places import Place, covers
from forcesight.access.principal import Grant, Principal, today
from forcesight.access.roles import roles_with
from forcesight.errors import NotAllowed


class Refused(NotAllowed):
    """The person may not do this. The message is a sentence for that person."""


@dataclass(frozen=True)
class Asked:
    """What is asked for besides the permission: where, how close to a person, why, and whether it is published."""

    place: Place = ()
    data_class: DataClass | None = None
    purpose: Purpose | None = None
    published: bool = False


ANYTHING = Asked()


def check(principal: Principal, permission: Permission, asked: Asked = ANYTHING, on: date | None = None) -> None:
    """Raise `Refused` with the sentence to show unless one of the person's grants allows this on the day."""
    sentence = refusal(principal, permission, asked, on or today())
    if sentence is not None:
        raise Refused(sentence)


def refusal(principal: Principal, permission: Permission, asked: Asked, on: date) -> str | None:
    """Why the person may not do this, as a sentence; None where they may.

    Of several grants, the one that came furthest explains best what is missing.
    """
    grants = principal.grants_on(on)
    if not grants:
        return f"You cannot {permission}: you have no role in force today. {_whom_to_ask(permission)}"
    stops = [_first_stop(grant, permission, asked) for grant in grants]
    if None in stops:
        return None
    return max((stop for stop in stops if stop is not None), key=itemgetter(0))[1]


def _first_stop(grant: Grant, permission: Permission, asked: Asked) -> tuple[int, str] | None:
    for position, hurdle in enumerate(_HURDLES):
        sentence = hurdle(grant, permission, asked)
        if sentence is not None:
            return position, sentence
    return None


def _role_allows(grant: Grant, permission: Permission, _: Asked) -> str | None:
    if permission in grant.role.permissions:
        return None
    return f"You cannot {permission} as {grant.role.name}. {_whom_to_ask(permission)}"


def _class_allowed(grant: Grant, permission: Permission, asked: Asked) -> str | None:
    wanted = asked.data_class or permission.data_class
    if wanted in grant.role.data_classes:
        return None
    return f"You cannot {permission} here: {grant.role.name} does not reach {wanted} data."


def _published_enough(grant: Grant, permission: Permission, asked: Asked) -> str | None:
    # Only figures can be unpublished; the role's own permissions already exclude the rest.
    if asked.published or not grant.role.published_only:
        return None
    return f"You cannot {permission} here: {grant.role.name} sees published figures only."


def _inside_scope(grant: Grant, permission: Permission, asked: Asked) -> str | None:
    if covers(grant.scope, asked.place, reading=permission in READING):
        return None
    return (
        f"You cannot {permission} for {asked.place[-1].words}: "
        f"your role as {grant.role.name} covers {grant.scope.words}. "
        "Ask an administrator if your area has changed."
    )


def _purpose_fits(grant: Grant, permission: Permission, asked: Asked) -> str | None:
    if asked.purpose is None:
        if (asked.data_class or permission.data_class) is DataClass.AGGREGATE:
            return None
        return f"You cannot {permission} without a purpose: say why you need to, and try again."
    if asked.purpose in grant.role.purposes:
        return None
    return f"You cannot {permission} for {asked.purpose}: that is not a purpose of {grant.role.name}."


_HURDLES = (_role_allows, _class_allowed, _published_enough, _inside_scope, _purpose_fits)


def _whom_to_ask(permission: Permission) -> str:
    names = " or ".join(role.name for role in roles_with(permission))
    return f"It needs the role {names}: ask an administrator."
