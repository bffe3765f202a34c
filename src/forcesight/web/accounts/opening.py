"""What to say about signing in when the site starts."""

from __future__ import annotations

from django.conf import settings

from forcesight.access import Level, Unit
from forcesight.errors import ForcesightError
from forcesight.operations import Platform
from forcesight.operations.figures import opened
from forcesight.web.accounts.demo import ensure_demo_accounts
from forcesight.web.accounts.granting import named
from forcesight.web.accounts.models import User


def sign_in_sentences(force: str, *, demo: bool) -> list[str]:
    """What to print when the site starts: the demo sign-ins (made where missing), or how to make an account."""
    if demo:
        whole = named(Unit(Level.FORCE, force))
        told = ensure_demo_accounts(force=whole, area=_first_district(force) or whole)
        return ["Sign in with one of these, on this machine only:", *(f"  {sign_in}" for sign_in in told)]
    if User.objects.exists():
        return []
    return ["Nobody can sign in yet. Make the first account: forcesight accounts create NAME --role data_engineer"]


def _first_district(force: str) -> Unit | None:
    try:
        with opened(Platform.open(settings.FORCESIGHT_HOME, channel="site")) as figures:
            districts = figures.areas.at_level("district", force=force)
    except ForcesightError:
        return None
    return Unit(Level.DISTRICT, districts[0].code, districts[0].name) if districts else None
