"""A measure's figures as files. Each download is an export: checked for the place, and entered in the audit log."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from forcesight.access import Event, check
from forcesight.errors import InputRefused
from forcesight.packs import PackTable, csv_bytes, csvw_json, file_name, zip_bytes
from forcesight.packs.names import MEDIA_TYPES
from forcesight.web.audit.log import write
from forcesight.web.core.downloads import download
from forcesight.web.notes.written import Written, on_chart
from forcesight.web.performance.exports import measure_table
from forcesight.web.performance.forms import SpanForm
from forcesight.web.performance.page import chart_picture
from forcesight.web.performance.subject import Subject, subject


@require_GET
def csv(request: HttpRequest, measure_id: str, level: str, code: str) -> HttpResponse:
    """The figures as CSV."""
    return _table_file(request, _exportable(request, measure_id, level, code), "csv", csv_bytes)


@require_GET
def csvw(request: HttpRequest, measure_id: str, level: str, code: str) -> HttpResponse:
    """What the CSV's columns mean, as CSVW."""
    about = _exportable(request, measure_id, level, code)
    return _table_file(request, about, "csv-metadata.json", lambda table: csvw_json(table).encode())


@require_GET
def package(request: HttpRequest, measure_id: str, level: str, code: str) -> HttpResponse:
    """CSV, CSVW, data package and Parquet in one zip."""
    return _table_file(request, _exportable(request, measure_id, level, code), "zip", zip_bytes)


@require_GET
def chart(request: HttpRequest, measure_id: str, level: str, code: str) -> HttpResponse:
    """The control chart as one picture with its title, source and marking inside."""
    about = _exportable(request, measure_id, level, code)
    if not about.charted.chart.points:
        raise Http404("No month is known, so there is no chart.")
    written = on_chart(request.principal, about)
    name = file_name(measure_table(about, None, None), "svg")
    return _answer(request, about, name, "image/svg+xml", lambda: _drawing(about, written))


def _drawing(about: Subject, written: Written) -> bytes:
    return str(chart_picture(about, about.charted, written, standalone=True).svg).encode()


def _exportable(request: HttpRequest, measure_id: str, level: str, code: str) -> Subject:
    about = subject(request, measure_id, level, code)
    check.check_can_export_measures(request.principal, place=about.place, published=about.published)
    return about


def _table_file(request: HttpRequest, about: Subject, suffix: str, make: Callable[[PackTable], bytes]) -> HttpResponse:
    form = SpanForm(request.GET or None, [point.period for point in about.charted.chart.points])
    if form.is_bound and not form.is_valid():
        raise InputRefused(*form.sentences)
    table = measure_table(about, *form.chosen)
    return _answer(request, about, file_name(table, suffix), MEDIA_TYPES[suffix], lambda: make(table))


def _answer(
    request: HttpRequest, about: Subject, name: str, media_type: str, make: Callable[[], bytes]
) -> HttpResponse:
    snapshot = about.reading.snapshot.number
    target = f"measure:{about.measure.id}/{about.area.level}:{about.area.code}"
    told = f"{name} of snapshot {snapshot}"

    def log() -> None:
        write(Event.MEASURE_EXPORTED, by=request.principal, target=target, new=told, marking=about.measure.marking)

    version = f"{snapshot}-{name}-{request.GET.urlencode()}"
    return download(request, name, media_type, version=version, make=make, log=log)
