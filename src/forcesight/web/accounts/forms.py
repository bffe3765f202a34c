"""The forms of an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from forcesight.web.accounts.models import User


class SignInForm(forms.Form):
    """User name and password. A wrong pair gets one sentence that does not say which of them was wrong."""

    username = forms.CharField(
        label="User name",
        max_length=150,
        error_messages={"required": "Enter your user name"},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        max_length=1000,
        strip=False,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request
        self.user: User | None = None

    def clean_username(self) -> str:
        """User names are lower case, so that case is no way round the lock-out."""
        return self.cleaned_data["username"].strip().lower()

    def clean(self) -> dict[str, Any]:
        """Try the pair, where both were given."""
        if self.errors:
            return self.cleaned_data
        self.user = authenticate(self.request, **self.cleaned_data)
        if self.user is None:
            raise ValidationError("The user name or password is not right. Check both and try again.")
        if self.user.one_time_until and self.user.one_time_until < timezone.now():
            raise ValidationError(f"Your one-time password has run out. Ask {settings.CONTACT} for another.")
        return self.cleaned_data


class ChangePasswordForm(forms.Form):
    """The old password, and the new one once: it can be shown while it is typed."""

    old = forms.CharField(
        label="Current password",
        max_length=1000,
        strip=False,
        error_messages={"required": "Enter your current password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="New password",
        help_text="At least 12 characters, not a common password and not like your name. Three random words work well.",
        max_length=1000,
        strip=False,
        error_messages={"required": "Enter a new password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user = user
        if user.one_time_until:
            self.fields["old"].label = "One-time password"

    def clean_old(self) -> str:
        """The current password must be right: an unattended screen must not be enough."""
        if not self.user.check_password(self.cleaned_data["old"]):
            raise ValidationError("The current password is not right")
        return self.cleaned_data["old"]

    def clean_new(self) -> str:
        """The new password must keep the rules."""
        password_validation.validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]
