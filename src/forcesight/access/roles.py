"""The roles of a force, as data: what each may do, how close to a person, for what purpose, over which units.

A role is the minimum its holder's work needs. Titles follow the jobs that the pages serve; a force grants them
to people with a scope and dates.
"""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.access.permissions import READING, DataClass, Permission, Purpose
from forcesight.access.places import Level


@dataclass(frozen=True)
class Role:
    """A named set of permissions, with the data classes and purposes they are limited to."""

    key: str
    name: str
    description: str
    permissions: frozenset[Permission]
    purposes: frozenset[Purpose]
    data_classes: frozenset[DataClass] = frozenset({DataClass.AGGREGATE})
    levels: tuple[Level, ...] = (Level.FORCE,)
    published_only: bool = False


_LEADING = READING | {Permission.WRITE_NOTES, Permission.VIEW_DATA_QUALITY}
_DECIDING = _LEADING | {Permission.VIEW_OFFICES, Permission.ACT_ON_EXPERIMENTS}
_UP_TO_PEOPLE = frozenset({DataClass.AGGREGATE, DataClass.PERSON})

PERFORMANCE_ANALYST = Role(
    key="performance_analyst",
    name="Performance analyst",
    description=(
        "Views, exports and releases measures for the whole force, writes notes, withdraws anybody's, sets new "
        "baselines, and runs experiments in the model office."
    ),
    permissions=_LEADING
    | {
        Permission.WITHDRAW_NOTES,
        Permission.REBASE_MEASURES,
        Permission.RELEASE_FIGURES,
        Permission.VIEW_JOBS,
        Permission.VIEW_OFFICES,
        Permission.RUN_EXPERIMENTS,
    },
    purposes=frozenset({Purpose.PERFORMANCE, Purpose.DATA_QUALITY, Purpose.INSPECTION, Purpose.PLANNING}),
)
RESOURCE_PLANNER = Role(
    key="resource_planner",
    name="Resource planner",
    description="Runs experiments in the model office, plans shifts, and views and exports measures.",
    permissions=READING | {Permission.VIEW_OFFICES, Permission.RUN_EXPERIMENTS, Permission.VIEW_JOBS},
    purposes=frozenset({Purpose.PLANNING, Purpose.PERFORMANCE}),
)
COMMANDER = Role(
    key="commander",
    name="Commander",
    description=(
        "Views and exports measures for one area and for the force as a whole, writes notes on them, and records which "
        "experiments were acted on."
    ),
    permissions=_DECIDING,
    purposes=frozenset({Purpose.PERFORMANCE}),
    levels=(Level.DISTRICT, Level.NEIGHBOURHOOD, Level.FORCE),
)
CHIEF_OFFICER = Role(
    key="chief_officer",
    name="Chief officer",
    description=(
        "Views and exports measures for the whole force, writes notes on them, and records which experiments were "
        "acted on."
    ),
    permissions=_DECIDING,
    purposes=frozenset({Purpose.PERFORMANCE, Purpose.INSPECTION}),
)
DATA_ENGINEER = Role(
    key="data_engineer",
    name="Data engineer",
    description=(
        "Loads and erases records, looks into rejected rows, keeps the home in order, manages jobs, accounts and the "
        "senders of the live feed, and views and exports measures."
    ),
    permissions=READING
    | {
        Permission.VIEW_DATA_QUALITY,
        Permission.VIEW_REJECTS,
        Permission.LOAD_RECORDS,
        Permission.ERASE_RECORDS,
        Permission.MANAGE_HOME,
        Permission.VIEW_JOBS,
        Permission.MANAGE_JOBS,
        Permission.MANAGE_ACCOUNTS,
        Permission.MANAGE_SENDERS,
    },
    purposes=frozenset({Purpose.DATA_QUALITY, Purpose.RECORDS_MANAGEMENT, Purpose.ADMINISTRATION}),
    data_classes=_UP_TO_PEOPLE,
)
RECORDS_OFFICER = Role(
    key="records_officer",
    name="Records officer",
    description="Reads the audit log, looks into rejected rows and has records erased when they must be.",
    permissions=frozenset(
        {
            Permission.READ_AUDIT_LOG,
            Permission.VIEW_DATA_QUALITY,
            Permission.VIEW_REJECTS,
            Permission.ERASE_RECORDS,
        }
    ),
    purposes=frozenset({Purpose.OVERSIGHT, Purpose.RECORDS_MANAGEMENT, Purpose.DATA_QUALITY}),
    data_classes=_UP_TO_PEOPLE,
)
SCRUTINEER = Role(
    key="scrutineer",
    name="Scrutineer",
    description="Views and exports published figures on behalf of the public.",
    permissions=READING,
    purposes=frozenset({Purpose.SCRUTINY}),
    published_only=True,
)
LOCAL_OPERATOR = Role(
    key="local_operator",
    name="Local operator",
    description="Runs the command line on the machine that holds the home. Never granted to an account of the site.",
    permissions=frozenset(Permission),
    purposes=frozenset(Purpose),
    data_classes=_UP_TO_PEOPLE,
)

#: Every role by its key. Accounts store the key.
ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        PERFORMANCE_ANALYST,
        RESOURCE_PLANNER,
        COMMANDER,
        CHIEF_OFFICER,
        DATA_ENGINEER,
        RECORDS_OFFICER,
        SCRUTINEER,
        LOCAL_OPERATOR,
    )
}

#: The roles that an account of the site can be given.
GRANTABLE: tuple[Role, ...] = tuple(role for role in ROLES.values() if role is not LOCAL_OPERATOR)


def roles_with(permission: Permission) -> list[Role]:
    """The roles whose holders may do this, for the sentence that tells a person whom to ask."""
    return [role for role in GRANTABLE if permission in role.permissions]
