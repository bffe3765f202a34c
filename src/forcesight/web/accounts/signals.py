"""What follows a sign-in that succeeded or did not, whichever door it came to."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from forcesight.access import Event
from forcesight.web.accounts.models import User
from forcesight.web.audit.log import write


UNKNOWN = "an unknown account"


@receiver(user_logged_in)
def start_session_clock(request: HttpRequest, **_: Any) -> None:
    """Note when the session began; see `expiry`."""
    request.session["signed_in_at"] = request.session["seen_at"] = timezone.now().timestamp()


@receiver(user_login_failed)
def note_failed_sign_in(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """Log a wrong password. Tries during a lock-out are not logged one by one: they would only fill the disk."""
    if _counted(request):
        write(Event.SIGN_IN_FAILED, by=_account_named(credentials.get("username")))


@receiver(user_locked_out)
def note_lock_out(request: HttpRequest, username: str | None, **_: Any) -> None:
    """Log the start of a lock-out, once."""
    if _counted(request):
        write(Event.LOCKED_OUT, by=_account_named(username))


def _counted(request: HttpRequest | None) -> bool:
    # Axes counts the failure before it calls us, and does not count while it refuses.
    return getattr(request, "axes_failures_since_start", None) is not None


def _account_named(username: str | None) -> str:
    # What was typed may be a password or somebody's name: only the name of an account goes into the log.
    known = User.objects.filter(username=username).exists() if username else False
    return str(username) if known else UNKNOWN
