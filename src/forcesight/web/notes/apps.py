"""Notes and new baselines on charts, and their way to the home's tables."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """What people write on charts."""

    name = "forcesight.web.notes"
    label = "notes"
