"""What the things that the audit log names are called in this home."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from forcesight.access import Unit
from forcesight.catalogue import Catalogue
from forcesight.errors import ForcesightError, InputRefused
from forcesight.model_office.office.shelf import offices
from forcesight.operations.audit_words import Names
from forcesight.web.core.reading import Reading, reading
from forcesight.web.jobs.kinds import KINDS


def names() -> Names:
    """The names of the current snapshot; those of the packaged catalogue where the home cannot be read.

    Whoever watches must be able to read the log whatever has become of the records.
    """
    jobs = {kind: each.words for kind, each in KINDS.items()}
    try:
        now = reading()
    except ForcesightError:
        return Names(Catalogue.load(), jobs=jobs, office=_offices(None))
    return Names(now.platform.catalogue, lambda unit: _area(now, unit), jobs, _offices(now.platform.home.catalogue))


def _offices(overlay: Path | None) -> Callable[[str], str]:
    """What offices are called; their files are read when the first one is asked for."""

    @lru_cache(maxsize=1)
    def listed() -> dict[str, str]:
        return {each.id: each.name for each in offices(overlay)}

    return lambda office_id: listed().get(office_id, office_id)


def _area(now: Reading, unit: Unit) -> str:
    def find() -> str:
        try:
            return now.figures.areas.get(unit.level, unit.code).name
        except InputRefused:
            return unit.words

    return unit.words if now.empty else now.once(("area name", unit), find)
