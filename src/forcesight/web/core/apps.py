"""The shell that every page stands in: layout, navigation, error pages, form fields, security headers."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The shell has no rows of its own."""

    name = "forcesight.web.core"
    label = "core"
