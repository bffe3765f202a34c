"""What people wrote on a chart, as the site's rows have it: at once, before it is published to the home's tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from forcesight.access import Principal, check
from forcesight.measures.formats import listing
from forcesight.web.notes.models import Note, Rebase


if TYPE_CHECKING:
    from forcesight.web.performance.subject import Subject


@dataclass(frozen=True)
class Written:
    """Notes and new baselines that are in force, newest first.

    Not `visible` to those who see published figures only: for them it is empty, which says nothing about the chart.
    `waiting` are the baselines that the published limits do not follow yet; `withdrawable` the notes that the person
    may take off the chart.
    """

    notes: tuple[Note, ...] = ()
    rebases: tuple[Rebase, ...] = ()
    waiting: tuple[Rebase, ...] = ()
    withdrawable: tuple[Note, ...] = ()
    visible: bool = False

    @property
    def numbered(self) -> list[tuple[int, Note]]:
        """The notes, newest first, each with its number on the chart: the oldest is 1."""
        return [(len(self.notes) - place, note) for place, note in enumerate(self.notes)]

    @property
    def marks(self) -> dict[date, str]:
        """What stands above each month that notes are about: `note 2`, `notes 1 and 3`."""
        found: dict[date, list[str]] = {}
        for number, note in reversed(self.numbered):
            if note.month:
                found.setdefault(note.month, []).append(str(number))
        return {month: f"{'note' if len(n) == 1 else 'notes'} {listing(n)}" for month, n in found.items()}


def on_chart(principal: Principal, subject: Subject) -> Written:
    """What was written about a measure in an area, for a person who may see the force's own words."""
    if not check.can_view_measures(principal, place=subject.place):
        return Written()
    rebases = tuple(_about(Rebase.objects, subject))
    known = {month for month, _ in subject.reading.figures.rebases(subject.measure, subject.area)}
    waiting = tuple(rebase for rebase in rebases if rebase.month not in known)
    notes = tuple(_about(Note.objects, subject))
    mine = tuple(n for n in notes if check.can_withdraw_notes(principal, author=n.author, place=subject.place))
    return Written(notes, rebases, waiting, mine, visible=True)


def _about(rows: Any, subject: Subject) -> QuerySet[Any]:
    area = subject.area
    return rows.filter(measure=subject.measure.id, area_level=area.level, area_code=area.code, withdrawn_at=None)
