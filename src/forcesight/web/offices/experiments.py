"""The pages of an experiment: how far it is and what it found, side effects first; each option, station and output."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from forcesight.access import Permission, check
from forcesight.web.core.decorators import requires
from forcesight.web.core.reading import reading
from forcesight.web.offices import actions
from forcesight.web.offices.asked import levers_in_words
from forcesight.web.offices.distributions import most_shown, spread_of
from forcesight.web.offices.expected import followed
from forcesight.web.offices.kept import comparison_of
from forcesight.web.offices.models import Experiment
from forcesight.web.offices.results import every_output, found
from forcesight.web.offices.stations import options_of, station_week, stations_of


REFRESH_SECONDS = 5
"""How often a page without scripts is asked for anew."""
ASK_SECONDS = 2
"""How often a script asks: the first intervals are there within seconds."""


@require_safe
@requires(Permission.VIEW_OFFICES)
def experiment(request: HttpRequest, experiment_id: UUID) -> HttpResponse:
    """What was asked, how far it is, what it found, and what became of it."""
    kept = _kept(experiment_id)
    ended = bool(kept.manifest and kept.result)
    context = {
        "kept": kept,
        "job": kept.job,
        "levers": levers_in_words(kept.definition),
        "found": found(kept),
        "stations": stations_of(kept),
        "asked": _asked(kept),
        "refresh": None if kept.job.ended or "still" in request.GET else REFRESH_SECONDS,
        "ask": ASK_SECONDS,
        "may_cancel": actions.may_cancel(kept, by=request.principal),
        "may_export": ended,
        "may_act": ended and kept.acted_on is None and check.can_act_on_experiments(request.principal),
        "may_ask_again": kept.can_be_asked_again and check.can_run_experiments(request.principal),
        "acted": followed(kept, reading(), request.principal) if kept.prediction else None,
        "acted_name": _name_of(kept, kept.acted_option),
        "breadcrumbs": [("Model office", reverse("offices:list")), (kept.name, "")],
    }
    return render(request, "offices/experiment.html", context)


@require_safe
@requires(Permission.VIEW_OFFICES)
def option(request: HttpRequest, experiment_id: UUID, option: str) -> HttpResponse:
    """Every output of one option, function by function."""
    kept = _kept(experiment_id)
    told = next((each for each in kept.result.get("options", ())[1:] if each["id"] == option), None)
    if told is None:
        raise Http404(f"The experiment has no result of an option {option!r}.")
    context = {
        "kept": kept,
        "option": told,
        "tables": every_output(kept, option, told["name"]),
        "breadcrumbs": _crumbs(kept, told["name"]),
    }
    return render(request, "offices/option.html", context)


@require_safe
@requires(Permission.VIEW_OFFICES)
def station(request: HttpRequest, experiment_id: UUID, station: str) -> HttpResponse:
    """Queues and utilisation of a station by hour of the week: an option beside the baseline."""
    kept = _kept(experiment_id)
    names = dict(stations_of(kept))
    if station not in names:
        raise Http404(f"The experiment has no hours of the week of a station {station!r}.")
    options = options_of(kept)
    chosen = _chosen(request, options)
    context = {
        "kept": kept,
        "week": station_week(kept, station, chosen),
        "options": options,
        "chosen": chosen,
        "stations": [each for each in names.items() if each[0] != station],
        "breadcrumbs": _crumbs(kept, names[station]),
    }
    return render(request, "offices/station.html", context)


@require_safe
@requires(Permission.VIEW_OFFICES)
def output(request: HttpRequest, experiment_id: UUID, output: str) -> HttpResponse:
    """How one output spreads over the runs of each option."""
    kept = _kept(experiment_id)
    if not kept.result:
        raise Http404("Nothing is known of this experiment yet.")
    options = [(each["id"], each["name"]) for each in kept.result["options"]]
    shown = most_shown([each[0] for each in options[1:]], _chosen(request, options[1:]))
    try:
        spread = spread_of(comparison_of(kept.result), output, [name for _, name in options], shown)
    except KeyError:
        raise Http404(f"The experiment has no output {output!r}.") from None
    context = {
        "kept": kept,
        "spread": spread,
        "line": spread.output,
        "options": options[1:] if len(shown) < len(options) - 1 else [],
        "chosen": shown[0],
        "breadcrumbs": _crumbs(kept, spread.output.output.words),
    }
    return render(request, "offices/output.html", context)


@require_POST
@requires(Permission.VIEW_OFFICES)
def cancel(request: HttpRequest, experiment_id: UUID) -> HttpResponse:
    """Ask for it to be cancelled; the action checks who may."""
    actions.cancel_experiment(experiment=_kept(experiment_id), by=request.principal)
    messages.info(request, "The experiment ends at its next step. What it has found by then stays.")
    return redirect("offices:experiment", experiment_id)


def _kept(experiment_id: UUID) -> Experiment:
    return get_object_or_404(Experiment.objects.select_related("job"), pk=experiment_id)


def _chosen(request: HttpRequest, options: list[tuple[str, str]]) -> str:
    """The option that the address names, or the first."""
    asked = request.GET.get("option")
    return asked if asked in dict(options) else options[0][0]


def _name_of(kept: Experiment, option: str) -> str:
    return next((each["name"] for each in kept.result.get("options", ()) if each["id"] == option), option)


def _crumbs(kept: Experiment, name: str) -> list[tuple[str, str]]:
    return [
        ("Model office", reverse("offices:list")),
        (kept.name, reverse("offices:experiment", args=[kept.pk])),
        (name, ""),
    ]


def _asked(kept: Experiment) -> list[tuple[str, Any]]:
    """What was asked and how it was run, as terms and values."""
    rows: list[tuple[str, Any]] = [
        ("Office", format_html('<a class="govuk-link" href="{}">{}</a>', _office_page(kept), kept.office)),
        ("Meant to improve", ", ".join(kept.definition.get("aims", ())) or "no function in particular"),
    ]
    if kept.manifest:
        ran = kept.manifest
        versions = ", ".join(f"{name} {version}" for name, version in ran["versions"].items())
        rows += [
            ("Runs of each option", f"{ran['runs']}, with the seeds {ran['seeds'][0]} to {ran['seeds'][1]}"),
            ("Broadly unchanged", "; ".join(dict.fromkeys(_margin(each) for each in ran["margins"].values()))),
            ("Run with", versions),
        ]
    return rows


def _office_page(kept: Experiment) -> str:
    return reverse("offices:office", args=[kept.office])


def _margin(told: dict[str, Any]) -> str:
    """What counts as no change worth the name."""
    size = f"{100 * told['value']:g}% of the value as it is" if told["scale"] == "relative" else f"{told['value']:g}"
    return f"a change within {size} ({told['source']}, since {told['valid_from']}; confidence {told['confidence']})"
