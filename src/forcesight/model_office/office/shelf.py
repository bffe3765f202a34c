"""The offices of the catalogue: those that Forcesight ships and those of a home."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from forcesight.catalogue import UnknownEntry
from forcesight.errors import InputRefused
from forcesight.model_office.office.description import Office
from forcesight.model_office.office.reading import read_office
from forcesight.model_office.office.refused import OfficeRefused
from forcesight.model_office.shelf import Listed, Shelf


ListedOffice = Listed
_SHELF: Final = Shelf(
    folder="offices",
    table="office",
    called="an office",
    told_by="description",
    must_say={"id": str, "name": str, "valid_from": date, "source": str, "confidence": str},
)


def offices(overlay: Path | None = None, at: date | None = None) -> list[ListedOffice]:
    """The offices in force on a day (None: today), by name; `overlay` is the home's catalogue folder.

    Files that cannot be listed are there too, each with its problem.
    """
    return _SHELF.listed(overlay, at)


def find_office(office_id: str, overlay: Path | None = None, at: date | None = None) -> Office:
    """One office, checked.

    Raises UnknownEntry with the nearest ids where it is not in force, OfficeRefused where it is faulty.
    """
    return read_office(*office_text(office_id, overlay, at))


def office_text(office_id: str, overlay: Path | None = None, at: date | None = None) -> tuple[str, str]:
    """The text of an office's file, as its writer left it, and the file's name in the catalogue.

    Raises UnknownEntry with the nearest ids where it is not in force, OfficeRefused where it cannot be listed.
    """
    try:
        return _SHELF.text_of(office_id, overlay, at)
    except UnknownEntry:
        raise
    except InputRefused as refused:
        raise OfficeRefused(refused.sentences) from None
