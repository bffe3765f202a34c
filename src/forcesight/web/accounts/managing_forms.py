"""What an administrator fills in: whom to look for, a new account, a role, a role's last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from forcesight.access import GRANTABLE, Role, Unit, today
from forcesight.errors import InputRefused
from forcesight.web.accounts.granting import role_called, scope_for
from forcesight.web.core.fields import day_field


class SearchForm(forms.Form):
    """Words of a name."""

    words = forms.CharField(label="Name or user name", required=False, max_length=150)

    @property
    def chosen(self) -> str:
        """What was typed; nothing where it was too much."""
        return self.cleaned_data["words"] if self.is_valid() else ""


class NewAccountForm(forms.Form):
    """Whose account, and by which name they sign in."""

    display_name = forms.CharField(
        label="Name",
        help_text="As pages and notes show it, with rank if you like.",
        max_length=150,
        error_messages={"required": "Enter the person's name"},
    )
    username = forms.CharField(
        label="User name",
        help_text="What they sign in with, such as a.surname. It cannot be changed and is never used again.",
        max_length=150,
        error_messages={"required": "Enter a user name"},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )


class GrantForm(forms.Form):
    """A role, over what, and between which days."""

    role = forms.TypedChoiceField(
        label="Role",
        coerce=role_called,
        choices=[(role.key, f"{role.name}: {role.description}") for role in GRANTABLE],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role"},
    )
    scope = forms.ChoiceField(
        label="Over",
        help_text="A commander leads a district, a neighbourhood or the force; every other role is over the force.",
        error_messages={"required": "Choose what the role is over"},
    )
    since = day_field("First day", required=True)
    until = day_field("Last day (optional)", hint="Leave it empty if the role has no last day.")

    def __init__(self, data: Any, groups: Sequence[tuple[str, Sequence[Unit]]]) -> None:
        super().__init__(data, initial={"since": today()})
        told = [(name, [(str(unit), unit.words) for unit in units]) for name, units in groups]
        self.fields["scope"].choices = told if len(told) > 1 else told[0][1]

    def clean_until(self) -> date | None:
        """The last day is not before the first."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data["until"]
        if since and until and until < since:
            raise forms.ValidationError("The last day must not be before the first")
        return until

    def clean(self) -> dict[str, Any]:
        """The role fits what it is over; `unit` is that unit."""
        role: Role | None = self.cleaned_data.get("role")
        if role and "scope" in self.cleaned_data:
            try:
                self.cleaned_data["unit"] = scope_for(role, self.cleaned_data["scope"])
            except InputRefused as refused:
                self.add_error("scope", str(refused))
        return self.cleaned_data


class EndRoleForm(forms.Form):
    """The last day of a role."""

    last_day = day_field("Last day (optional)", hint="Leave it empty to end the role now.")
