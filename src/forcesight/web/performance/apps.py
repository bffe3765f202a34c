"""What happened, and is it change or noise: the overview, the measures, and each measure's page."""

from django.apps import AppConfig

from forcesight.access import Principal, check
from forcesight.web.core import navigation


def may_open(principal: Principal) -> bool:
    """May the person see any figure at all?"""
    return check.can_view_measures(principal, published=True)


class PerformanceConfig(AppConfig):
    """The pages that a commander opens first."""

    name = "forcesight.web.performance"
    label = "performance"

    def ready(self) -> None:
        """Put the overview and the measures in the navigation."""
        navigation.add(navigation.Item("What changed", "overview:home", "overview", may_open, order=10))
        navigation.add(navigation.Item("Measures", "measures:list", "measures", may_open, order=20))
