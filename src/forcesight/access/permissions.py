"""What may be asked for: the permissions, the classes of data they reach, and the purposes that justify them."""

from __future__ import annotations

from enum import StrEnum


class DataClass(StrEnum):
    """How close to a person the data comes."""

    AGGREGATE = "aggregate"
    PERSON = "person"
    RESTRICTED = "restricted"


class Purpose(StrEnum):
    """Why somebody asks. Person-level and restricted data are never shown without one."""

    PERFORMANCE = "reviewing performance"
    DATA_QUALITY = "checking data quality"
    PLANNING = "planning resources and changes"
    INSPECTION = "answering an inspection"
    SCRUTINY = "public scrutiny"
    RECORDS_MANAGEMENT = "managing records"
    OVERSIGHT = "checking who used the system"
    ADMINISTRATION = "running the system"


class Permission(StrEnum):
    """One thing that a role may do. The value completes the sentence "You cannot …"."""

    VIEW_MEASURES = "view measures"
    EXPORT_MEASURES = "export measures"
    RELEASE_FIGURES = "release figures"
    WRITE_NOTES = "write notes on measures"
    WITHDRAW_NOTES = "withdraw another person's note"
    REBASE_MEASURES = "set a new baseline for a measure"
    VIEW_DATA_QUALITY = "view data quality"
    VIEW_REJECTS = "view rejected rows"
    LOAD_RECORDS = "load records"
    ERASE_RECORDS = "erase records"
    MANAGE_HOME = "upgrade, back up or restore the home"
    VIEW_JOBS = "view jobs"
    MANAGE_JOBS = "start or cancel jobs"
    READ_AUDIT_LOG = "read the audit log"
    MANAGE_ACCOUNTS = "manage accounts and roles"
    VIEW_OFFICES = "view the model office"
    RUN_EXPERIMENTS = "run experiments in the model office"
    ACT_ON_EXPERIMENTS = "record that an experiment was acted on"
    MANAGE_SENDERS = "manage the senders of the live feed"

    @property
    def data_class(self) -> DataClass:
        """The class of data that this permission reaches unless the caller names a closer one."""
        return DataClass.PERSON if self in _REACHES_PEOPLE else DataClass.AGGREGATE


#: What takes figures in and changes nothing.
READING = frozenset({Permission.VIEW_MEASURES, Permission.EXPORT_MEASURES})

# A rejected row is the raw row, and an erasure is asked for by a person's text.
_REACHES_PEOPLE = frozenset({Permission.VIEW_REJECTS, Permission.ERASE_RECORDS})
