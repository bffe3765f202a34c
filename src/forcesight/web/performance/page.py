"""The page of one measure in one area, put together from what the rooms found."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from forcesight.access import check
from forcesight.catalogue import Margin
from forcesight.charts import Picture
from forcesight.measures.formats import number
from forcesight.measures.overview import Reading as Charted
from forcesight.measures.travel import direction_of_travel
from forcesight.measures.words import change_sentence
from forcesight.web.notes.written import Written, on_chart
from forcesight.web.performance import pictures
from forcesight.web.performance.addresses import measure_page
from forcesight.web.performance.drawn import Drawn, drawn
from forcesight.web.performance.forms import SpanForm
from forcesight.web.performance.inside import inside
from forcesight.web.performance.peers import peers
from forcesight.web.performance.subject import Subject, weights_words
from forcesight.web.performance.twin import limit_words, twin
from forcesight.web.performance.wording import edition_words, evidence, maturity_words, source_of, statement, suffix


_DIRECTIONS = {"increase": "Higher is better", "decrease": "Lower is better", "neutral": "Neither way is better"}
_ASSURANCE = {
    "pass": "The standard will be met unless something changes.",
    "fail": "The standard will be missed unless something changes.",
    "hit_or_miss": "Whether the standard is met in a month is a matter of luck: its limits lie on both sides of it.",
    "trial": "There is too little history to say whether the standard will be met.",
    "no_target": "",
}


def measure_context(request: HttpRequest, subject: Subject) -> dict[str, Any]:
    """Everything that the template of the measure's page prints."""
    charted, measure = subject.charted, subject.measure
    form = SpanForm(request.GET or None, [point.period for point in charted.chart.points])
    shown = Charted(charted.series, pictures.shown(charted.chart, *form.chosen))
    rows = on_chart(request.principal, subject)
    return {
        "subject": subject,
        "form": form,
        "charted": shown,
        "chart": drawn_chart(subject, shown, rows),
        "evidence": evidence(shown),
        "cautions": [told for told in (measure.caution, *charted.series.cautions) if told],
        "travel": travel_words(subject),
        "assurance": _ASSURANCE[charted.chart.assurance],
        "inside": inside(subject, request.principal),
        "peers": peers(subject, request.principal),
        "twin": twin(subject, request.principal),
        "rows": rows,
        "definition": definition(subject),
        "links": {page: measure_page(measure, subject.area, page) for page in _PAGES},
        "query": request.GET.urlencode() if form.is_valid() else "",
        "may_export": subject.may_export(request.principal),
        "may_write": check.can_write_notes(request.principal, place=subject.place),
        "may_rebase": check.can_rebase_measures(request.principal, place=subject.place),
        "breadcrumbs": breadcrumbs(subject),
        "marking": measure.marking,
    }


_PAGES = ("csv", "csvw", "package", "chart", "notes", "baseline")


def drawn_chart(subject: Subject, shown: Charted, rows: Written) -> Drawn | None:
    """The control chart, drawn once for the same months, notes and baselines; None where no month is known."""
    if not shown.chart.points:
        return None
    marks = tuple(sorted(rows.marks.items()))
    reasons = tuple((rebase.month, rebase.reason) for rebase in rows.rebases)
    months = shown.chart.points[0].period, shown.chart.points[-1].period
    key = ("drawn", subject.measure.id, subject.area.key, months, marks, reasons)
    return subject.reading.once(key, lambda: drawn(chart_picture(subject, shown, rows)))


def chart_picture(subject: Subject, shown: Charted, rows: Written, *, standalone: bool = False) -> Picture:
    """The control chart of months of which there is at least one."""
    reasons = {rebase.month: rebase.reason for rebase in rows.rebases}
    return pictures.control_chart(
        shown.series,
        shown.chart,
        title=statement(shown),
        source=source_words(subject),
        reasons=reasons,
        marks=rows.marks,
        standalone=standalone,
    )


def source_words(subject: Subject) -> str:
    """Where the figures come from, for the foot of a picture."""
    return f"{source_of(subject.measure.table)}; snapshot {subject.reading.snapshot.number}"


def travel_words(subject: Subject) -> str:
    """The direction of travel in a sentence, with the margin that it was judged by; why there is none otherwise."""
    key = ("travel", subject.measure.id, subject.area.key)
    travel = subject.reading.once(key, lambda: direction_of_travel(subject.reading.figures, subject.charted.series))
    if travel is None:
        return "There is no settled month with the same month a year before, or nothing to compare with."
    told = change_sentence(
        subject.measure.name,
        travel.change,
        before=travel.before,
        after=travel.after,
        unit=suffix(subject.measure),
        intervals=travel.intervals,
    )
    return f"{told} {_margin(travel.margin)}"


def _margin(margin: Margin) -> str:
    size = f"{number(100 * margin.value)}%" if margin.scale == "relative" else f"{number(margin.value)} points"
    caveat = f" {margin.caveat}" if margin.caveat else ""
    return f"A change whose interval lies within {size} either way counts as broadly unchanged.{caveat}"


def definition(subject: Subject) -> list[tuple[str, Any]]:
    """Definition and provenance, term by term."""
    measure, charted = subject.measure, subject.charted
    rows = [
        ("What is counted", measure.description),
        ("Numerator", measure.numerator),
        ("Denominator", _denominator(subject)),
        ("Unit", measure.unit),
        ("Which way is better", f"{_DIRECTIONS[measure.direction]}. {measure.why_direction}"),
        ("Counted from", f"{source_of(measure.table)} (table {measure.table})"),
        ("Limits of time", limit_words(subject)),
        ("Latest settled month", edition_words(charted.series, charted.chart.latest)),
        ("When a month counts", maturity_words(measure)),
        ("Snapshot", _snapshot(subject)),
        ("Version", f"{measure.version}, valid from {measure.valid_from:%-d %B %Y}"),
        ("Source of the definition", measure.source),
        ("Confidence", f"{measure.confidence.capitalize()}. {measure.caveat}".strip()),
        ("Weights", weights_words(subject)),
        ("Marking", measure.marking),
    ]
    return [(term, value) for term, value in rows if value]


def _snapshot(subject: Subject) -> str:
    published = subject.reading.published_at
    when = f", published on {date_format(localtime(published), 'DATETIME_FORMAT')}" if published else ""
    return f"{subject.reading.snapshot.number}{when}"


def _denominator(subject: Subject) -> str:
    measure = subject.measure
    if measure.over_population:
        return f"residents, per {number(measure.per)}"
    return f"{measure.denominator}, per {number(measure.per)}" if measure.denominator else ""


def breadcrumbs(subject: Subject, *more: str) -> list[tuple[str, str]]:
    """Measures, then the line of areas down to this one; `more` are the names of pages below it."""
    line = [(area.name, measure_page(subject.measure, area)) for area in subject.breadcrumb]
    whole = [("Measures", reverse("measures:list")), *line, *((name, "") for name in more)]
    return [*whole[:-1], (whole[-1][0], "")]
