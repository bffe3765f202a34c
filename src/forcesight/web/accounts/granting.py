"""What can be granted: roles by their keys, over units of this home."""

from __future__ import annotations

from django.conf import settings

from forcesight.access import GRANTABLE, Level, Role, Unit
from forcesight.errors import InputRefused
from forcesight.operations import Platform
from forcesight.operations.figures import opened
from forcesight.store import read_snapshot
from forcesight.web.environment import home_force


def role_called(key: str) -> Role:
    """The role of this key; InputRefused with the keys that there are."""
    for role in GRANTABLE:
        if role.key == key:
            return role
    raise InputRefused(f"There is no role '{key}'; the roles are {', '.join(role.key for role in GRANTABLE)}.")


def scope_for(role: Role, text: str | None) -> Unit:
    """The unit that a role is to be granted over, LEVEL:CODE, or the home's whole force.

    InputRefused where the role does not fit that level, or where the home's records know no such area.
    """
    try:
        unit = Unit.parse(text or f"force:{home_force(settings.FORCESIGHT_HOME)}")
    except ValueError as fault:
        raise InputRefused(str(fault)) from None
    if unit.level not in role.levels:
        raise InputRefused(f"{role.name} is granted over a {' or a '.join(role.levels)}, not over a {unit.level}.")
    return named(unit)


def named(unit: Unit) -> Unit:
    """The unit with its name; without one where the home has no records yet."""
    platform = Platform.open(settings.FORCESIGHT_HOME, channel="site")
    if not read_snapshot(platform.home.path).marts:
        return unit
    with opened(platform) as figures:
        try:
            return Unit(unit.level, unit.code, figures.areas.get(unit.level, unit.code).name)
        except InputRefused:
            if unit.level is not Level.FORCE:
                raise
            # The home holds records of other forces only, so far.
            return Unit(unit.level, unit.code, platform.catalogue.force_name(unit.code))
