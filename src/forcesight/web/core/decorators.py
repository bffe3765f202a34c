"""How a view says what it needs. The decision itself is the access room's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from forcesight.access import Asked, Permission
from forcesight.access.decision import check


View = Callable[..., HttpResponse]


def requires(permission: Permission, **asked: Any) -> Callable[[View], View]:
    """Refuse the page unless the person may do this; `asked` are the fields of `Asked` (published, purpose …).

    A view about one place or about rows of people asks `access.check` itself, once it knows the place or the purpose.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            check(request.principal, permission, Asked(**asked))
            return view(request, *args, **kwargs)

        return checked

    return decorate
