"""What changed, the measures, and one measure in one area."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from forcesight.access import Permission, Place, check
from forcesight.measures.areas import Area
from forcesight.measures.held import is_published
from forcesight.measures.words import false_signals_sentence
from forcesight.web.core.decorators import requires
from forcesight.web.core.reading import Reading, reading
from forcesight.web.performance.addresses import area_page, measure_page
from forcesight.web.performance.cards import (
    SOURCE_WORDS,
    cards,
    groups,
    overview_for,
    shortfall_words,
    shortfalls_title,
)
from forcesight.web.performance.freshness import freshness, still_to_load
from forcesight.web.performance.page import measure_context
from forcesight.web.performance.subject import children, find_area, may_view_in, may_view_inside, place_of, subject
from forcesight.web.performance.wording import areas_words


@require_safe
@requires(Permission.VIEW_MEASURES, published=True)
def overview(request: HttpRequest) -> HttpResponse:
    """What changed this month in the force and its districts; what to do first where there are no records yet."""
    now = reading()
    if now.empty:
        may_load = check.can_load_records(request.principal)
        return render(request, "performance/empty.html", {"force": now.platform.home.force, "may_load": may_load})
    return _changes(request, now, now.force, place_of(now, now.force, ()), [])


@require_safe
def area(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """What changed this month in one area."""
    now = reading()
    found, line = find_area(now, level, code)
    place = place_of(now, found, line)
    check.check_can_view_measures(request.principal, place=place, published=True)
    crumbs = [("What changed", reverse("overview:home")), *((each.name, area_page(each)) for each in line)]
    return _changes(request, now, found, place, [*crumbs[:-1], (found.name, "")])


def _changes(
    request: HttpRequest, now: Reading, about: Area, place: Place, breadcrumbs: list[tuple[str, str]]
) -> HttpResponse:
    found = overview_for(now, about, request.principal)
    inside = children(now, about)
    allowed = may_view_inside(request.principal, inside, place)
    context = {
        "now": now,
        "area": about,
        "overview": found,
        "groups": groups(now, about, found),
        "shortfalls": [(shortfall_words(s), measure_page(s.reading.measure, s.reading.area)) for s in found.shortfalls],
        "false_signals": false_signals_sentence(found.expected_false, len(found.signals) + len(found.quiet)),
        "claiming": len(found.signals) + len(found.quiet),
        "shortfalls_title": shortfalls_title(found),
        "has_standards": any(reading.chart.target is not None for reading in found.readings),
        "freshness": freshness(now),
        "still_to_load": still_to_load(now),
        "may_load": check.can_load_records(request.principal),
        "may_view_quality": check.can_view_data_quality(request.principal),
        "inside": [(child.name, area_page(child)) for child in allowed],
        "hidden": len(inside) - len(allowed),
        "level_words": areas_words(inside),
        "breadcrumbs": breadcrumbs,
    }
    return render(request, "performance/overview.html", context)


@require_safe
@requires(Permission.VIEW_MEASURES, published=True)
def measures(request: HttpRequest) -> HttpResponse:
    """The measures, family by family, with the latest figure of the whole force."""
    now = reading()
    if now.empty:
        return redirect("overview:home")
    found = overview_for(now, now.force, request.principal)
    whole = [charted for charted in found.readings if charted.area == now.force]
    latest = {card.charted.measure.id: card for card in cards(now, now.force, whole)}
    place, sources = place_of(now, now.force, ()), {}
    for each in now.figures.measures:
        published = is_published(each.table)
        if may_view_in(request.principal, place, published=published):
            families = sources.setdefault(SOURCE_WORDS[published], {})
            families.setdefault(each.family, []).append((each, measure_page(each, now.force), latest.get(each.id)))
    return render(request, "performance/measures.html", {"now": now, "sources": sources})


@require_safe
def measure_of_force(_request: HttpRequest, measure_id: str) -> HttpResponse:
    """The measure's page for the whole force."""
    return redirect("measures:measure", measure_id, "force", reading().platform.home.force)


@require_safe
def measure(request: HttpRequest, measure_id: str, level: str, code: str) -> HttpResponse:
    """One measure in one area."""
    about = subject(request, measure_id, level, code)
    return render(request, "performance/measure.html", measure_context(request, about))
