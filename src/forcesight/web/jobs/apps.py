"""Long work: jobs, their progress, and the worker that does them."""

from django.apps import AppConfig

from forcesight.access.check import can_view_jobs
from forcesight.web.core import navigation


class JobsConfig(AppConfig):
    """Jobs and their pages."""

    name = "forcesight.web.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Put the jobs in the navigation of those who may see them."""
        navigation.add(navigation.Item("Jobs", "jobs:list", "jobs", can_view_jobs, order=80))
