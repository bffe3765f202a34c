"""Notes and new baselines on a measure's chart: read, written, withdrawn."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from forcesight.access import check
from forcesight.web.notes import actions
from forcesight.web.notes.forms import BaselineForm, NoteForm
from forcesight.web.notes.models import Note, Rebase
from forcesight.web.notes.written import on_chart
from forcesight.web.performance.addresses import measure_page
from forcesight.web.performance.page import breadcrumbs
from forcesight.web.performance.subject import Subject, subject


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, measure_id: str, level: str, code: str) -> HttpResponse:
    """The chart's notes, and the form for another."""
    about = subject(request, measure_id, level, code)
    check.check_can_write_notes(request.principal, place=about.place)
    form = NoteForm(_sent(request), _months(about))
    if form.is_valid():
        actions.write_note(**_common(request, about), body=form.cleaned_data["body"], month=form.cleaned_data["month"])
        messages.success(request, "Your note is on the chart.")
        return redirect(_back(about))
    return _page(request, about, "notes/notes.html", "Notes", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_note(request: HttpRequest, measure_id: str, level: str, code: str, note_id: UUID) -> HttpResponse:
    """Ask whether to take a note off the chart, and do so."""
    about = subject(request, measure_id, level, code)
    note = get_object_or_404(Note, pk=note_id, measure=measure_id, area_level=level, area_code=code, withdrawn_at=None)
    check.check_can_withdraw_notes(request.principal, author=note.author, place=about.place)
    if request.method == "POST":
        actions.withdraw_note(note=note, place=about.place, by=request.principal)
        messages.success(request, "The note is withdrawn.")
        return redirect(_back(about))
    return _page(request, about, "notes/withdraw_note.html", "Withdraw a note", note=note)


@require_http_methods(["GET", "HEAD", "POST"])
def baseline(request: HttpRequest, measure_id: str, level: str, code: str) -> HttpResponse:
    """The chart's new baselines, and the form for another."""
    about = subject(request, measure_id, level, code)
    check.check_can_rebase_measures(request.principal, place=about.place)
    taken = [rebase.month for rebase in on_chart(request.principal, about).rebases]
    form = BaselineForm(_sent(request), _months(about), taken)
    if form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("month", "reason")}
        actions.set_baseline(**_common(request, about), **chosen)
        messages.success(request, "The new baseline is recorded. The chart follows it within a few seconds.")
        return redirect(_back(about))
    return _page(request, about, "notes/baseline.html", "New baseline", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_baseline(request: HttpRequest, measure_id: str, level: str, code: str, rebase_id: UUID) -> HttpResponse:
    """Ask whether to take a new baseline back, and do so."""
    about = subject(request, measure_id, level, code)
    check.check_can_rebase_measures(request.principal, place=about.place)
    found = {"pk": rebase_id, "measure": measure_id, "area_level": level, "area_code": code, "withdrawn_at": None}
    rebase = get_object_or_404(Rebase, **found)
    if request.method == "POST":
        actions.withdraw_baseline(rebase=rebase, place=about.place, by=request.principal)
        messages.success(request, "The new baseline is withdrawn. The chart follows within a few seconds.")
        return redirect(_back(about))
    return _page(request, about, "notes/withdraw_baseline.html", "Withdraw a new baseline", rebase=rebase)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _common(request: HttpRequest, about: Subject) -> dict[str, object]:
    name = request.user.display_name
    return {"measure": about.measure.id, "place": about.place, "author_name": name, "by": request.principal}


def _months(about: Subject) -> list:
    return [point.period for point in about.charted.chart.points]


def _back(about: Subject) -> str:
    return f"{measure_page(about.measure, about.area)}#notes"


def _page(request: HttpRequest, about: Subject, template: str, name: str, **more: object) -> HttpResponse:
    context = {
        "subject": about,
        "rows": on_chart(request.principal, about),
        "back": measure_page(about.measure, about.area),
        "breadcrumbs": breadcrumbs(about, name),
        "marking": about.measure.marking,
    }
    return render(request, template, {**context, **more})
