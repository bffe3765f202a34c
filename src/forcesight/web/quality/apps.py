"""How good the records are: months held, rows rejected, what is odd, what newer editions changed."""

from django.apps import AppConfig

from forcesight.access.check import can_view_data_quality
from forcesight.web.core import navigation


class QualityConfig(AppConfig):
    """The data-quality page."""

    name = "forcesight.web.quality"
    label = "quality"

    def ready(self) -> None:
        """Put data quality in the navigation of those who may see it."""
        navigation.add(navigation.Item("Data quality", "quality:home", "quality", can_view_data_quality, order=30))
