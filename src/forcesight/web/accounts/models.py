"""An account, and the roles it was granted. What a role may do is the access room's to say."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from forcesight.access import GRANTABLE, ROLES, Grant, Level, Unit


class UserManager(BaseUserManager["User"]):
    """Accounts by user name. Only `actions` create them."""

    def get_by_natural_key(self, username: str) -> User:
        """The account of this user name, whatever the case it was typed in."""
        return self.get(username=username.strip().lower())


class User(AbstractBaseUser):
    """A person's account. The audit log keeps its user name as text, so that the account may go and the log stay."""

    username = models.CharField("user name", max_length=150, unique=True)
    display_name = models.CharField("name", max_length=150)
    is_active = models.BooleanField("open", default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Scrubbing:
        """Staff: a training copy replaces who they are and how they sign in (see `web.scrubbing`)."""

        content: ClassVar = {}
        staff = ("username", "display_name", "password")
        plain = ("id", "last_login", "is_active", "created_at")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ("display_name",)
    objects = UserManager()

    def __str__(self) -> str:
        return self.display_name


class RoleGrant(models.Model):
    """One role over one unit, between dates; a row is ended, never deleted."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=50, choices=[(role.key, role.name) for role in GRANTABLE])
    scope_level = models.CharField(max_length=20, choices=[(str(level), str(level)) for level in Level])
    scope_code = models.CharField(max_length=60)
    scope_name = models.CharField(max_length=150, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        """Dates run forwards."""

        ordering = ("valid_from", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="role_grant_dates_in_order"
            ),
        )

    class Scrubbing:
        """A grant says nothing of its own about a person (see `web.scrubbing`)."""

        content: ClassVar = {}
        staff = ()
        plain = ("id", "user", "role", "scope_level", "scope_code", "scope_name", "valid_from", "valid_to")

    def __str__(self) -> str:
        return f"{self.get_role_display()} for {self.scope.words}"

    @property
    def scope(self) -> Unit:
        """The unit that the role holds over."""
        return Unit(Level(self.scope_level), self.scope_code, self.scope_name)

    def as_grant(self) -> Grant:
        """The row as the access room reads it."""
        return Grant(ROLES[self.role], self.scope, self.valid_from, self.valid_to)
