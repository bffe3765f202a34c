"""Other people's accounts, for those who manage them: found, made, granted roles, closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from forcesight.access import Level, Permission, Unit, today
from forcesight.errors import InputRefused
from forcesight.measures.areas import LEVEL_PLURALS
from forcesight.web.accounts import actions, one_time
from forcesight.web.accounts.managing_forms import EndRoleForm, GrantForm, NewAccountForm, SearchForm
from forcesight.web.accounts.models import RoleGrant, User
from forcesight.web.accounts.searching import found
from forcesight.web.core.decorators import requires
from forcesight.web.core.reading import reading


ACCOUNTS_A_PAGE = 50
asked_and_answered = require_http_methods(["GET", "HEAD", "POST"])
managing = requires(Permission.MANAGE_ACCOUNTS)


@require_safe
@managing
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts, by name, with the roles in force today."""
    form = SearchForm(request.GET)
    page = Paginator(found(form.chosen), ACCOUNTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/accounts.html", {"form": form, "page": page})


@require_safe
@managing
def person(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account: its roles since ever, and what can be done."""
    user, day = get_object_or_404(User, pk=account_id), today()
    roles = [(grant, grant.standing_on(day)) for grant in user.role_grants.all()]
    return _page(request, "person", user, roles=roles, running=any(standing != "ended" for _, standing in roles))


@asked_and_answered
@managing
@sensitive_variables()
def create(request: HttpRequest) -> HttpResponse:
    """Make an account, and show once the password that its holder comes in with."""
    form, made = NewAccountForm(_sent(request)), []
    password, until = one_time.new_password(), timezone.now() + one_time.LASTS

    def act() -> None:
        one_time_password = {"password": password, "one_time_until": until}
        made.append(actions.create_account(**form.cleaned_data, **one_time_password, by=request.principal))

    if _done(form, act, field="username"):
        return _told(request, made[0], password, made=True)
    context = {"form": form, "breadcrumbs": [_list(), ("Make an account", "")]}
    return render(request, "accounts/create.html", context)


@asked_and_answered
@managing
def grant(request: HttpRequest, account_id: int) -> HttpResponse:
    """Grant a role."""
    user = get_object_or_404(User, pk=account_id)
    form = GrantForm(_sent(request), _scopes())

    def act() -> None:
        told = form.cleaned_data
        days = {"valid_from": told["since"], "valid_to": told["until"]}
        row = actions.grant_role(user=user, role=told["role"], scope=told["unit"], **days, by=request.principal)
        messages.success(request, f"{user.display_name} is granted the role {row}.")

    if _done(form, act):
        return _back(request, user)
    return _page(request, "grant", user, "Grant a role", form=form)


@asked_and_answered
@managing
def end_role(request: HttpRequest, account_id: int, grant_id: int) -> HttpResponse:
    """Ask for a role's last day, and end it."""
    row = get_object_or_404(RoleGrant, pk=grant_id, user=account_id)
    form = EndRoleForm(_sent(request))

    def act() -> None:
        last_day = form.cleaned_data["last_day"]
        actions.end_role(grant=row, last_day=last_day, by=request.principal)
        messages.success(request, f"The role {row} {'has its last day' if last_day else 'has ended'}.")

    if _done(form, act):
        return _back(request, row.user)
    return _page(request, "end_role", row.user, "End a role", form=form, grant=row)


@asked_and_answered
@managing
def close(request: HttpRequest, account_id: int) -> HttpResponse:
    """Ask whether to close an account, and do so."""
    user, form = get_object_or_404(User, pk=account_id), _confirmed(request)

    def act() -> None:
        actions.close_account(user=user, by=request.principal)
        messages.success(request, f"The account of {user.display_name} is closed.")

    if _done(form, act):
        return _back(request, user)
    return _page(request, "close", user, "Close the account", form=form)


@asked_and_answered
@managing
@sensitive_variables()
def reset_password(request: HttpRequest, account_id: int) -> HttpResponse:
    """Ask whether to set a one-time password, and show it once."""
    user, form, told = get_object_or_404(User, pk=account_id), _confirmed(request), []
    if _done(form, lambda: told.append(actions.set_one_time_password(user=user, by=request.principal))):
        return _told(request, user, told[0])
    return _page(request, "reset_password", user, "Set a one-time password", form=form)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _confirmed(request: HttpRequest) -> Form:
    """A form that asks for nothing but the press of its button."""
    return Form(_sent(request))


def _done(form: Form, act: Callable[[], Any], field: str | None = None) -> bool:
    """Whether the form was sent and right, and the action did its work; a refusal becomes the form's error."""
    if not form.is_valid():
        return False
    try:
        act()
    except InputRefused as refused:
        form.add_error(field, str(refused))
        return False
    return True


def _back(request: HttpRequest, user: User) -> HttpResponse:
    """To the account; to one's own page after a change of one's own, which may have closed this one to oneself."""
    return redirect("account") if user == request.user else redirect("accounts:person", user.pk)


def _scopes() -> list[tuple[str, list[Unit]]]:
    """What roles can be over in this home: its force, and the areas of each level that its records know."""
    now = reading()
    groups = [("The force", [Unit(Level.FORCE, now.force.code, now.force.name)])]
    for level in (Level.DISTRICT, Level.NEIGHBOURHOOD):
        areas = [] if now.empty else now.figures.areas.at_level(level, force=now.force.code)
        if areas:
            groups.append((LEVEL_PLURALS[level].capitalize(), [Unit(level, area.code, area.name) for area in areas]))
    return groups


def _told(request: HttpRequest, user: User, password: str, *, made: bool = False) -> HttpResponse:
    """The one time that a password is shown: in the answer itself, which nothing keeps."""
    return _page(request, "one_time", user, "One-time password", password=password, made=made)


def _page(request: HttpRequest, template: str, user: User, name: str = "", **more: Any) -> HttpResponse:
    own = (user.display_name, reverse("accounts:person", args=[user.pk]) if name else "")
    breadcrumbs = [_list(), own, *([(name, "")] if name else [])]
    return render(request, f"accounts/{template}.html", {"person": user, "breadcrumbs": breadcrumbs, **more})


def _list() -> tuple[str, str]:
    return ("Accounts", reverse("accounts:list"))
