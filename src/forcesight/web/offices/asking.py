"""The pages on which an experiment is put together, step by step, checked and run. All of them work without JavaScript.

A draft stays in the session until it is run; its own page has it in words, with what keeps it from being run.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forcesight.access import Permission
from forcesight.catalogue import today
from forcesight.model_office.experiments.writing import write_experiment
from forcesight.model_office.results import Output
from forcesight.web.core.decorators import requires
from forcesight.web.core.reading import reading
from forcesight.web.offices import actions, drafts
from forcesight.web.offices.asked import experiment_of
from forcesight.web.offices.checked import checked, known_outputs, runs_in_words, target_in_words
from forcesight.web.offices.drafting import Drafting, drafting, outputs_now, runnable_office
from forcesight.web.offices.files import toml_file
from forcesight.web.offices.forms import AboutForm, AimsForm, RunsForm
from forcesight.web.offices.models import Experiment


asked_and_answered = require_http_methods(["GET", "HEAD", "POST"])
asking = requires(Permission.RUN_EXPERIMENTS)


@asked_and_answered
@asking
def new(request: HttpRequest, office_id: str) -> HttpResponse:
    """The first step: what is asked, and why."""
    listed, _ = runnable_office(reading(), office_id)
    form = AboutForm(sent(request))
    if form.is_valid():
        return redirect("offices:add-option", drafts.begin(request.session, office_id, form.cleaned_data))
    crumbs = [("Model office", reverse("offices:list")), (listed.name, reverse("offices:office", args=[office_id]))]
    context = {
        "form": form,
        "listed": listed,
        "breadcrumbs": crumbs,
        "drafts": drafts.of_office(request.session, office_id),
    }
    return render(request, "offices/asking/new.html", context)


@require_POST
@asking
def again(request: HttpRequest, experiment_id: UUID) -> HttpResponse:
    """Begin with what an experiment that ended had asked, on the office as it is now; its reason is asked next."""
    kept = get_object_or_404(Experiment.objects.select_related("job"), pk=experiment_id)
    if not kept.can_be_asked_again:
        raise Http404("It cannot be asked again: it has not ended, or what it asked was erased.")
    runnable_office(reading(), kept.office)
    return redirect("offices:draft-about", drafts.begin(request.session, kept.office, kept.definition))


@require_safe
@asking
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """The draft in words, to be checked before it is run."""
    return _overview(drafting(request, key), tried=False)


@require_POST
@asking
def run(request: HttpRequest, key: str) -> HttpResponse:
    """Run it, or say what is missing."""
    now = drafting(request, key)
    if checked(now.told, now.office).faults:
        return _overview(now, tried=True)
    definition = {name: value for name, value in now.told.items() if name not in ("office", "reason")}
    made = actions.start_experiment(
        office=now.listed.id, name=now.told["name"], reason=now.told["reason"], definition=definition,
        author_name=request.user.display_name, by=request.principal,
    )  # fmt: skip
    drafts.drop(request.session, key)
    return redirect("offices:experiment", made.pk)


@asked_and_answered
@asking
def about(request: HttpRequest, key: str) -> HttpResponse:
    """What is asked, and why."""
    now = drafting(request, key)
    form = AboutForm(sent(request), initial=now.told)
    return _step(now, form, "Question, name and reason", "#about")


@asked_and_answered
@asking
def aims(request: HttpRequest, key: str) -> HttpResponse:
    """What the options are meant to improve, and the target."""
    now = drafting(request, key)
    functions = list(dict.fromkeys(output.function for output in outputs_now(now.office)))
    form = AimsForm(sent(request), functions=functions, outputs=now.outputs, initial=_of_aims(now.told))
    return _step(now, form, "Aims and target", "#aims")


@asked_and_answered
@asking
def runs(request: HttpRequest, key: str) -> HttpResponse:
    """How often it is run."""
    now = drafting(request, key)
    form = RunsForm(sent(request), outputs=now.outputs, initial=_of_runs(now.told))
    return _step(now, form, "Runs", "#runs")


@require_POST
@asking
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Throw the draft away."""
    now = drafting(request, key)
    drafts.drop(request.session, key)
    return redirect("offices:office", now.listed.id)


@require_safe
@asking
def draft_file(request: HttpRequest, key: str) -> HttpResponse:
    """The draft as a file, to keep, to change, and to send again."""
    now = drafting(request, key)
    name = re.sub(r"[^a-z0-9]+", "_", now.told["name"].lower()).strip("_") or "experiment"
    asked = experiment_of(now.told, now.office, key=name)
    text = write_experiment(asked, valid_from=today(), source=now.told["reason"] or "Not yet said")
    return toml_file(text, f"{name}.toml")


def _step(now: Drafting, form: AboutForm | AimsForm | RunsForm, title: str, place: str) -> HttpResponse:
    """One part of the draft: asked, or kept once it is answered."""
    if form.is_valid():
        now.told.update(form.told())
        return now.kept(place)
    return now.page("step", title, form=form)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was posted, if anything."""
    return request.POST if request.method == "POST" else None


def _overview(now: Drafting, *, tried: bool) -> HttpResponse:
    found = checked(now.told, now.office)
    target, watch = now.told.get("target"), now.told.get("watch") or ""

    def output(name: str) -> Output | None:
        return known_outputs(name, now.office, found.options).get(name)

    return now.page(
        "draft",
        "",
        found=found,
        faults=found.faults if tried else [],
        target=target_in_words(target, output(target["output"])) if target else "",
        runs=runs_in_words(now.told, output(watch) if watch else None),
        can_be_a_file=bool(found.options) and all(option.office for option in found.options),
    )


def _of_aims(told: drafts.Draft) -> dict[str, Any]:
    target = told.get("target") or {}
    way = next((name for name in ("at_least", "at_most") if name in target), "")
    return {"aims": told["aims"], "output": target.get("output", ""), "way": way, "value": _typed(target.get(way))}


def _of_runs(told: drafts.Draft) -> dict[str, Any]:
    precision = told.get("precision") or {}
    measured = "relative" if "relative" in precision else "absolute"
    value = precision.get(measured)
    shown = value * 100 if value is not None and measured == "relative" else value
    return {"runs": told["runs"], "watch": told.get("watch", ""), "measured": measured, "precision": _typed(shown)}


def _typed(value: float | None) -> str:
    """A number as a person types it."""
    return "" if value is None else f"{value:.10g}"
