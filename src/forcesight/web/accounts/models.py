"""An account, and the roles it was granted. What a role may do is the access room's to say."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from forcesight.access import GRANTABLE, ROLES, Grant, Level, Unit


Standing = Literal["in force", "ended", "to come"]


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
    # Until when a password that an administrator set lets its holder in, to choose their own; empty once they have.
    one_time_until = models.DateTimeField(null=True, blank=True)

    class Scrubbing:
        """Staff: a training copy replaces who they are and how they sign in (see `web.scrubbing`)."""

        content: ClassVar = {}
        staff = ("username", "display_name", "password")
        plain = ("id", "last_login", "is_active", "created_at", "one_time_until")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ("display_name",)
    objects = UserManager()

    def __str__(self) -> str:
        return self.display_name


class GrantsInForce(models.QuerySet["RoleGrant"]):
    """Grants by what they are good for."""

    def standing(self) -> GrantsInForce:
        """Those that were not ended at once: their dates decide."""
        return self.filter(ended_at=None)

    def on(self, day: date) -> GrantsInForce:
        """Those in force on a day, of open accounts."""
        dated = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
        return self.standing().filter(dated, user__is_active=True)


class RoleGrant(models.Model):
    """One role over one unit, between dates; a row is ended, never deleted."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=50, choices=[(role.key, role.name) for role in GRANTABLE])
    scope_level = models.CharField(max_length=20, choices=[(str(level), str(level)) for level in Level])
    scope_code = models.CharField(max_length=60)
    scope_name = models.CharField(max_length=150, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    # When somebody ended the role there and then; empty while its dates alone decide.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GrantsInForce.as_manager()

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
        plain = ("id", "user", "role", "scope_level", "scope_code", "scope_name", "valid_from", "valid_to", "ended_at")

    def __str__(self) -> str:
        return f"{self.get_role_display()} for {self.scope.words}"

    @property
    def scope(self) -> Unit:
        """The unit that the role holds over."""
        return Unit(Level(self.scope_level), self.scope_code, self.scope_name)

    def standing_on(self, day: date) -> Standing:
        """How the role stands on a day."""
        if self.ended_at or (self.valid_to and self.valid_to < day):
            return "ended"
        return "in force" if self.valid_from <= day else "to come"

    def as_grant(self) -> Grant:
        """The row as the access room reads it."""
        return Grant(ROLES[self.role], self.scope, self.valid_from, self.valid_to)
