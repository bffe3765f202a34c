"""What a person does to a chart: write a note, set a new baseline, and withdraw either.

Each action is one transaction: its row, its audit event, and the outbox row that carries it to the home's tables.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from forcesight.access import Event, Place, Principal, check
from forcesight.web.audit.log import write
from forcesight.web.notes.models import Note, Outbox, Rebase, Written


W = TypeVar("W", bound=Written)


@transaction.atomic
def write_note(
    *, measure: str, place: Place, body: str, month: date | None = None, author_name: str, by: Principal
) -> Note:
    """Write a note on a measure's chart for a place; `month` is the month that it is about, if it is about one."""
    check.check_can_write_notes(by, place=place)
    note = Note(**_about(measure, place), author=by.identity, author_name=author_name, month=month, body=body)
    return _written(note, Event.NOTE_WRITTEN, by)


@transaction.atomic
def withdraw_note(*, note: Note, place: Place, by: Principal) -> None:
    """Take a note off its chart. Its row stays, marked with who withdrew it and when."""
    check.check_can_withdraw_notes(by, author=note.author, place=place)
    _withdraw(note, Event.NOTE_WITHDRAWN, by)


@transaction.atomic
def set_baseline(*, measure: str, place: Place, month: date, reason: str, author_name: str, by: Principal) -> Rebase:
    """Decide that a measure's limits are computed anew from a month on. A judgement, so its reason is kept."""
    check.check_can_rebase_measures(by, place=place)
    rebase = Rebase(**_about(measure, place), author=by.identity, author_name=author_name, month=month, reason=reason)
    return _written(rebase, Event.MEASURE_REBASED, by)


@transaction.atomic
def withdraw_baseline(*, rebase: Rebase, place: Place, by: Principal) -> None:
    """Take a new baseline back: the limits are again those of the whole series."""
    check.check_can_rebase_measures(by, place=place)
    _withdraw(rebase, Event.REBASE_WITHDRAWN, by)


def _about(measure: str, place: Place) -> dict[str, Any]:
    return {"measure": measure, "area_level": str(place[-1].level), "area_code": place[-1].code}


def _written(row: W, event: Event, by: Principal) -> W:
    row.save(force_insert=True)
    _send(row)
    write(event, by=by, target=row.target, new=f"{row.month:%Y-%m}" if row.month else "")
    return row


def _withdraw(row: Written, event: Event, by: Principal) -> None:
    """Withdraw once: of two people who press the button, the first did it."""
    moment = timezone.now()
    if type(row).objects.filter(pk=row.pk, withdrawn_at=None).update(withdrawn_at=moment, withdrawn_by=by.identity):
        row.refresh_from_db()
        _send(row)
        write(event, by=by, target=row.target, old="in force", new="withdrawn")


def _send(row: Written) -> None:
    """Put the row, as the home's table holds it, into the outbox."""
    Outbox.objects.create(table=row._meta.model_name, row=as_record(row))


def as_record(row: Written) -> dict[str, Any]:
    """The row in the columns of its contract (`records.note`, `records.rebase`)."""
    told = {
        "measure": row.measure,
        "area_level": row.area_level,
        "area_code": row.area_code,
        "month": f"{row.month:%Y-%m}" if row.month else None,
        "superseded_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
    }
    if isinstance(row, Note):
        own = {"note_id": str(row.id), "body": row.body, "author": row.author_name}
        return told | own | {"written_at": row.written_at.isoformat()}
    own = {"rebase_id": str(row.id), "reason": row.reason, "decided_by": row.author_name}
    return told | own | {"decided_at": row.written_at.isoformat()}
