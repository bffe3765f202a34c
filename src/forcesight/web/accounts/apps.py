"""Local accounts: who a person is, the roles they hold, and signing in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, role grants, and the audit of sign-ins."""

    name = "forcesight.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen for failed sign-ins and lock-outs."""
        from forcesight.web.accounts import signals  # noqa: F401
