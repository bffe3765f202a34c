"""How personal the site's own rows are, said beside each field, and what follows from it.

Each model has an inner class `Scrubbing` that names every field once:

- `content`: free text that may name anybody, with what takes its place when it is removed;
- `staff`: who of the force did something, replaced in a training copy, kept by erasure (it is the record of who acted);
- `plain`: says nothing about a person.

A test holds every model to it. Erasure reads it here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction


def scrubbed_models() -> Iterator[type[models.Model]]:
    """The site's own models."""
    return (model for model in apps.get_models() if model.__module__.startswith("forcesight.web."))


def site_eraser(text: str) -> int:
    """Remove a text from the site's rows: notes, reasons, jobs, the outbox. How many rows held it.

    A row that is nothing but a carrier (`Scrubbing.carrier`) is deleted whole. SQLite's file is then rewritten, so
    that no byte of it holds the text any more.
    """
    with transaction.atomic():
        erased = sum(_erase(row, text) for model in scrubbed_models() for row in _carrying(model, text))
    if erased:
        _rewrite_file()
    return erased


def _carrying(model: type[models.Model], text: str) -> list[models.Model]:
    fields = model.Scrubbing.content
    return [row for row in model.objects.all() if any(_holds(getattr(row, name), text) for name in fields)]


def _holds(value: Any, text: str) -> bool:
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.casefold() in said.casefold()


def _erase(row: models.Model, text: str) -> int:
    if getattr(row.Scrubbing, "carrier", False):
        row.delete()
        return 1
    held = {name: to for name, to in row.Scrubbing.content.items() if _holds(getattr(row, name), text)}
    type(row).objects.filter(pk=row.pk).update(**held)
    return 1


def _rewrite_file() -> None:
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
