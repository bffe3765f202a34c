"""The model office in the site."""

from django.apps import AppConfig

from forcesight.access.check import can_view_offices
from forcesight.web.core import navigation


class OfficesConfig(AppConfig):
    """Offices and experiments."""

    name = "forcesight.web.offices"
    label = "offices"

    def ready(self) -> None:
        """Put the model office in the navigation of those who may see it."""
        navigation.add(navigation.Item("Model office", "offices:list", "offices", can_view_offices, order=25))
