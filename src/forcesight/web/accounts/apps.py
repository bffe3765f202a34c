"""Local accounts: who a person is, the roles they hold, and signing in."""

from django.apps import AppConfig

from forcesight.access.check import can_manage_accounts
from forcesight.web.core import navigation


class AccountsConfig(AppConfig):
    """Accounts, role grants, and the audit of sign-ins."""

    name = "forcesight.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen for failed sign-ins and lock-outs, and put the accounts in the navigation of those who manage them."""
        from forcesight.web.accounts import signals  # noqa: F401

        navigation.add(navigation.Item("Accounts", "accounts:list", "accounts", can_manage_accounts, order=85))
