"""Access: who may see what, for what purpose, and the log of who did.

Permission = role x scope (organisation unit, dated) x data class x purpose, decided in one place that the site, the
API and the command line share; and an append-only audit log that they share too.
"""

from forcesight.access import check
from forcesight.access.audit import START, ChainState, Entry, Link, record, verify_chain, verify_newest
from forcesight.access.audit_database import record_in, verify_in
from forcesight.access.audit_events import Event, Verb
from forcesight.access.decision import Asked, Refused
from forcesight.access.permissions import DataClass, Permission, Purpose
from forcesight.access.places import EVERYWHERE, Level, Place, Unit, place
from forcesight.access.principal import Grant, Principal, local_operator, today
from forcesight.access.roles import GRANTABLE, ROLES, Role


__all__ = [
    "EVERYWHERE",
    "GRANTABLE",
    "ROLES",
    "START",
    "Asked",
    "ChainState",
    "DataClass",
    "Entry",
    "Event",
    "Grant",
    "Level",
    "Link",
    "Permission",
    "Place",
    "Principal",
    "Purpose",
    "Refused",
    "Role",
    "Unit",
    "Verb",
    "check",
    "local_operator",
    "place",
    "record",
    "record_in",
    "today",
    "verify_chain",
    "verify_in",
    "verify_newest",
]
