"""Signing in and out, and a person's own account."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forcesight.access import ROLES, today
from forcesight.web.accounts import actions
from forcesight.web.accounts.forms import ChangePasswordForm, SignInForm


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for user name and password, then go where the person was going."""
    if request.user.is_authenticated:
        return redirect(_where_next(request))
    form = SignInForm(request, request.POST or None)
    if form.is_valid():
        actions.sign_in(request=request, user=form.user)
        return redirect(_where_next(request))
    return render(request, "accounts/sign_in.html", {"form": form, "next": _where_next(request)})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and say so."""
    actions.sign_out(request=request)
    return redirect("signed-out")


@login_not_required
@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    """Where a person lands after signing out."""
    return render(request, "accounts/signed_out.html")


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """The person's own account: each role in words, over what, since and until when."""
    day = today()
    rows = [(grant, ROLES[grant.role], grant.standing_on(day)) for grant in request.user.role_grants.all()]
    return render(request, "accounts/account.html", {"roles": rows})


@sensitive_post_parameters("old", "new")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Let a person change their own password; who came in with a one-time password must."""
    one_time = request.user.one_time_until is not None
    form = ChangePasswordForm(request.user, request.POST or None)
    if form.is_valid():
        actions.change_password(request=request, user=request.user, password=form.cleaned_data["new"])
        messages.success(request, "Your password has been changed.")
        return redirect("start" if one_time else "account")
    breadcrumbs = [] if one_time else [("Your account", reverse("account")), ("Change your password", "")]
    context = {"form": form, "breadcrumbs": breadcrumbs, "one_time": one_time}
    return render(request, "accounts/change_password.html", context)


def _where_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    # Only pages of this site: an address of another one in a link must not be followed after sign-in.
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else resolve_url(settings.LOGIN_REDIRECT_URL)
