"""The same from another source: the force's own figures stand beside the published ones, never mixed with them."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.access import Principal
from forcesight.catalogue import Clock
from forcesight.measures.held import is_published
from forcesight.web.performance.addresses import measure_page
from forcesight.web.performance.subject import Subject, may_view_in
from forcesight.web.performance.wording import source_of


@dataclass(frozen=True)
class Twin:
    """A measure of the same from another source: its name, its page, where it comes from, and why figures differ."""

    name: str
    href: str
    source: str
    difference: str


def twin(subject: Subject, principal: Principal) -> Twin | None:
    """The other measure, where the home has its records and the person may see them."""
    own, measures = subject.measure, subject.reading.figures.measures
    other = next((m for m in measures if m.id == own.beside or m.beside == own.id), None)
    if other is None or not may_view_in(principal, subject.place, published=is_published(other.table)):
        return None
    difference = own.difference or other.difference
    return Twin(other.name, measure_page(other, subject.area), source_of(other.table), difference)


def limit_words(subject: Subject) -> str:
    """The limits that the measure counts by, on whose word; empty where it counts by none."""
    figures = subject.reading.figures
    return " ".join(map(_limit, figures.catalogue.clocks_of(subject.measure, figures.on)))


def _limit(clock: Clock) -> str:
    told = f"{clock.name}: {clock.limit} {clock.unit} ({clock.source}; confidence {clock.confidence})."
    return f"{told} {clock.caveat}".strip()
