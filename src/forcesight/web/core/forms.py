"""Forms in the GOV.UK Design System: Django's field groups, printed with the design system's markup."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class GovukRenderer(TemplatesSetting):
    """Print `field.as_field_group` as label, hint, error and input; radios and checkboxes have their own templates."""

    field_template_name = "govuk/field.html"
    form_template_name = "govuk/form.html"
