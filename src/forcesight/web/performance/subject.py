"""What a page is about: one measure in one area of the current snapshot, found and checked for the person who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest

from forcesight.access import Level, Place, Principal, Unit, check
from forcesight.catalogue import Measure, UnknownEntry
from forcesight.errors import InputRefused
from forcesight.measures.areas import Area
from forcesight.measures.held import is_published
from forcesight.measures.overview import Reading as Charted
from forcesight.web.core.reading import Reading, reading


@dataclass(frozen=True)
class Subject:
    """A measure in an area; `breadcrumb` are the areas from the force down to this one, `place` the same as units."""

    reading: Reading
    measure: Measure
    area: Area
    breadcrumb: tuple[Area, ...]
    place: Place

    @property
    def published(self) -> bool:
        """Are the figures already public?"""
        return is_published(self.measure.table)

    @property
    def charted(self) -> Charted:
        """The series with its chart."""
        return self.reading.once(("chart", self.measure.id, self.area.key), self._chart)

    def _chart(self) -> Charted:
        series = self.reading.figures.series(self.measure, self.area)
        return Charted(series, self.reading.figures.chart(series))

    def may_view(self, principal: Principal, areas: Sequence[Area], above: Place) -> list[Area]:
        """Those of the areas, all right inside the place above, that the person may see."""
        return may_view_inside(principal, areas, above, published=self.published)

    def may_export(self, principal: Principal) -> bool:
        """May the person take the figures away as a file?"""
        return check.can_export_measures(principal, place=self.place, published=self.published)


def subject(request: HttpRequest, measure_id: str, level: str, code: str) -> Subject:
    """What the address names; 404 where there is no such thing, refused where the person may not see it."""
    now = reading()
    area, line = find_area(now, level, code)
    try:
        measure = now.figures.catalogue.measure(measure_id, now.figures.on)
    except UnknownEntry as unknown:
        raise Http404(str(unknown)) from None
    if measure not in now.figures.measures:
        raise Http404(f"No records of {measure.name.lower()} are loaded.")
    found = Subject(now, measure, area, line, place_of(now, area, line))
    check.check_can_view_measures(request.principal, place=found.place, published=found.published)
    return found


def find_area(now: Reading, level: str, code: str) -> tuple[Area, tuple[Area, ...]]:
    """The area and the line of areas down to it; 404 where there is none."""
    if now.empty:
        raise Http404("The home holds no records yet.")

    def find() -> tuple[Area, tuple[Area, ...]]:
        area = now.figures.areas.get(level, code)
        return area, tuple(now.figures.areas.breadcrumb(area))

    try:
        return now.once(("area", level, code), find)
    except InputRefused as unknown:
        raise Http404(str(unknown)) from None


def children(now: Reading, area: Area) -> list[Area]:
    """The areas of the next level down."""
    return now.once(("children", area.key), lambda: now.figures.areas.children(area))


def place_of(now: Reading, area: Area, line: Sequence[Area]) -> Place:
    """The line of units that the area's figures belong to, from the force whose records they are."""
    owner = area.code if area.level == "force" else next((a.code for a in line if a.level == "force"), now.force.code)
    name = next((each.name for each in line if each.level == "force"), "")
    return (Unit(Level.FORCE, owner, name), *(unit(each) for each in line if each.level != "force"))


def unit(area: Area) -> Unit:
    """The area as access knows it."""
    return Unit(Level(area.level), area.code, area.name)


def weights_words(subject: Subject) -> str:
    """The weights behind a weighted measure, with their measured error; empty where nothing is weighted."""
    figures = subject.reading.figures
    return " ".join(each.words for each in figures.catalogue.weights_of(subject.measure, figures.on))


def may_view_in(principal: Principal, place: Place, *, published: bool) -> bool:
    """May the person see figures for this place?"""
    return check.can_view_measures(principal, place=place, published=published)


def may_view_inside(principal: Principal, areas: Sequence[Area], above: Place, *, published: bool = True) -> list[Area]:
    """Those of the areas, all right inside the place above, that the person may see."""
    return [area for area in areas if may_view_in(principal, (*above, unit(area)), published=published)]
