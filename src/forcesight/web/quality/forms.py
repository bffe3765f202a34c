"""Why somebody wants to see rejected rows."""

from __future__ import annotations

from typing import Any

from django import forms

from forcesight.access import Principal, Purpose, check


class PurposeForm(forms.Form):
    """The purpose, of those that the person's roles have; asked each time, and entered in the audit log."""

    purpose = forms.TypedChoiceField(
        label="Why do you need to see these rows?",
        help_text="Rejected rows are shown as they arrived and may be about people. Your answer is logged.",
        coerce=Purpose,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why you need to see these rows"},
    )

    def __init__(self, data: Any, principal: Principal) -> None:
        super().__init__(data)
        allowed = [purpose for purpose in Purpose if check.can_view_rejects(principal, purpose=purpose)]
        self.fields["purpose"].choices = [(str(purpose), str(purpose).capitalize()) for purpose in allowed]
