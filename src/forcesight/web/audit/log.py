"""The site's door to the audit log: the access room's own writer, on Django's connection and in its transaction."""

from __future__ import annotations

from django.db import connection, transaction

from forcesight.access import (
    START,
    ChainState,
    Entry,
    Event,
    Link,
    Principal,
    Purpose,
    record,
    verify_chain,
    verify_newest,
)
from forcesight.access.audit import Marking
from forcesight.access.audit_schema import DJANGO_SQLITE, POSTGRESQL, Dialect


def dialect() -> Dialect:
    """How Django's cursor wants its SQL."""
    return POSTGRESQL if connection.vendor == "postgresql" else DJANGO_SQLITE


def write(
    event: Event,
    *,
    by: Principal | str,
    target: str = "",
    purpose: Purpose | None = None,
    parent: str = "",
    old: str = "",
    new: str = "",
    marking: Marking = "OFFICIAL",
) -> Link:
    """Log an event in the caller's transaction, so that the change and its record are kept together or not at all.

    `target` and `parent` are identifiers (`job:publish/7`, `measure:burglary`), `old` and `new` states or counts; never
    text from the records. `operations.audit_words` says them in plain words.
    """
    who = Principal(by) if isinstance(by, str) else by
    entry = Entry(event, who.identity, target, who.channel, purpose, parent, old, new, marking)
    with transaction.atomic(), connection.cursor() as cursor:
        return record(cursor, dialect(), entry)


def check_newest(rows: int) -> ChainState:
    """Does each of the newest rows follow from the one before?"""
    with connection.cursor() as cursor:
        return verify_newest(cursor, rows)


def check_all(known: Link = START) -> ChainState:
    """Does every row follow from the one before, and is a link noted earlier still there?

    Takes a second or two for each hundred thousand rows.
    """
    with connection.cursor() as cursor:
        return verify_chain(cursor, known)
