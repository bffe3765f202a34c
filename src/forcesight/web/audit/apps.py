"""The audit log as the site writes and shows it."""

from django.apps import AppConfig

from forcesight.access.check import can_read_audit_log
from forcesight.web.core import navigation


class AuditConfig(AppConfig):
    """One page for the people who watch the watchers."""

    name = "forcesight.web.audit"
    label = "audit"

    def ready(self) -> None:
        """Put the log in the navigation of those who may read it."""
        navigation.add(navigation.Item("Audit log", "audit:log", "audit", can_read_audit_log, order=90))
