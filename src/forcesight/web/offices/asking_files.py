"""Experiments that come as files: pasted or sent by a person, or shipped in the catalogue. Both become a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from forcesight.access import Permission
from forcesight.catalogue import UnknownEntry
from forcesight.errors import ForcesightError, InputRefused
from forcesight.model_office.experiments.experiment import Experiment
from forcesight.model_office.experiments.reading import read_experiment
from forcesight.model_office.experiments.shelf import experiment_text, find_experiment
from forcesight.model_office.office.description import Office
from forcesight.model_office.office.shelf import find_office
from forcesight.web.core.decorators import requires
from forcesight.web.core.reading import Reading, reading
from forcesight.web.offices import drafts
from forcesight.web.offices.asked import definition_of
from forcesight.web.offices.asking import asked_and_answered, asking
from forcesight.web.offices.files import toml_file
from forcesight.web.offices.forms import FileForm


_LINE = re.compile(r"^line (\d+)(?:: )?")
AROUND = 2
"""So many lines before and after one that is at fault are shown."""


@dataclass(frozen=True)
class TextLine:
    """A line of the text that was sent, with what is wrong with it."""

    number: int
    text: str
    faults: tuple[str, ...]


@asked_and_answered
@asking
def from_file(request: HttpRequest) -> HttpResponse:
    """Take an experiment's file, or say what is wrong with it beside the lines that are at fault."""
    now = reading()
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return _begun(request, read_experiment(form.cleaned_data["toml"], office=partial(_office, now)))
            except InputRefused as refused:
                return _refused(request, form.cleaned_data["toml"], refused.sentences)
    else:
        form = FileForm(initial={"text": _text_to_begin_with(now, request.GET.get("from", ""))})
    return _file_page(request, form)


def _refused(request: HttpRequest, text: str, sentences: Sequence[str]) -> HttpResponse:
    """The text again, pasted or sent, to be put right."""
    form = FileForm({"text": text})
    form.add_error("text", "Put right what is said above")
    return _file_page(request, form, text, sentences)


def _file_page(request: HttpRequest, form: FileForm, text: str = "", refused: Sequence[str] = ()) -> HttpResponse:
    context = {
        "form": form,
        "lines": beside(text, refused),
        "faults": [(_place(sentence), [sentence]) for sentence in refused],
        "breadcrumbs": [("Model office", reverse("offices:list")), ("From a file", "")],
    }
    return render(request, "offices/asking/file.html", context)


def _place(sentence: str) -> str:
    """Where on the page a fault is shown."""
    found = _LINE.match(sentence)
    return f"line-{found[1]}" if found else "id_text"


@require_POST
@asking
def shipped(request: HttpRequest, experiment_id: str) -> HttpResponse:
    """Begin with an experiment of the catalogue; its reason is asked next."""
    try:
        return _begun(request, find_experiment(experiment_id, reading().platform.home.catalogue))
    except UnknownEntry as unknown:
        raise Http404(str(unknown)) from None


@require_safe
@requires(Permission.VIEW_OFFICES)
def shipped_file(request: HttpRequest, experiment_id: str) -> HttpResponse:  # noqa: ARG001 — Django passes it
    """An experiment of the catalogue as its file."""
    try:
        text, name = experiment_text(experiment_id, reading().platform.home.catalogue)
    except (UnknownEntry, InputRefused) as unknown:
        raise Http404(str(unknown)) from None
    return toml_file(text, name.split("/")[-1])


def beside(text: str, sentences: Sequence[str]) -> list[TextLine]:
    """The lines that sentences find fault with, each with what is said of it, and a few around them."""
    told: dict[int, list[str]] = {}
    for sentence in sentences:
        found = _LINE.match(sentence)
        if found:
            told.setdefault(int(found[1]), []).append(sentence[found.end() :])
    shown = {number for at in told for number in range(at - AROUND, at + AROUND + 1)}
    return [
        TextLine(number, line, tuple(told.get(number, ())))
        for number, line in enumerate(text.splitlines(), start=1)
        if number in shown
    ]


def _begun(request: HttpRequest, asked: Experiment) -> HttpResponse:
    key = drafts.begin(request.session, asked.office.id, definition_of(asked))
    return redirect("offices:draft-about", key)


def _office(now: Reading, office_id: str) -> Office:
    return find_office(office_id, now.platform.home.catalogue)


def _text_to_begin_with(now: Reading, experiment_id: str) -> str:
    """A shipped experiment's text, to be changed; nothing where none is named."""
    try:
        return experiment_text(experiment_id, now.platform.home.catalogue)[0] if experiment_id else ""
    except ForcesightError:
        return ""
