"""The pages of experiments: what one found, side effects first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from forcesight.access import Permission, check
from forcesight.charts import Column, Table
from forcesight.measures.formats import number
from forcesight.model_office.experiments.comparison import ORDER
from forcesight.web.core.decorators import requires
from forcesight.web.core.tables import as_html, as_html_or_none
from forcesight.web.offices import actions
from forcesight.web.offices.asked import levers_in_words
from forcesight.web.offices.models import Experiment


REFRESH_SECONDS = 5
COLUMNS = (
    Column("output", "Output"), Column("baseline", "As it is"), Column("option", "Option"),
    Column("difference", "Difference with its 95% range"), Column("word", "It is"), Column("n", "Runs", numeric=True),
)  # fmt: skip


@require_safe
@requires(Permission.VIEW_OFFICES)
def experiment(request: HttpRequest, experiment_id: UUID) -> HttpResponse:
    """What was asked, how far it is, and what it found."""
    kept = get_object_or_404(Experiment, pk=experiment_id)
    may = check.can_run_experiments if kept.author == request.principal.identity else check.can_manage_jobs
    context = {
        "kept": kept,
        "job": kept.job,
        "levers": levers_in_words(kept.definition),
        "tables": [_tables(kept.result, each["id"], each["name"]) for each in kept.result.get("options", ())[1:]],
        "refresh": None if kept.job.ended or "still" in request.GET else REFRESH_SECONDS,
        "may_cancel": not kept.job.ended and not kept.job.cancel_asked_at and may(request.principal),
        "breadcrumbs": [("Model office", reverse("offices:list")), (kept.name, "")],
    }
    return render(request, "offices/experiment.html", context)


@require_POST
@requires(Permission.VIEW_OFFICES)
def cancel(request: HttpRequest, experiment_id: UUID) -> HttpResponse:
    """Ask for it to be cancelled; the action checks who may."""
    actions.cancel_experiment(experiment=get_object_or_404(Experiment, pk=experiment_id), by=request.principal)
    return redirect("offices:experiment", experiment_id)


def _tables(result: dict[str, Any], option: str, name: str) -> dict[str, Any]:
    pairs = [(line, effect) for line in result["lines"] for effect in line["effects"] if effect["option"] == option]
    pairs.sort(key=lambda pair: ORDER[pair[1]["word"]])
    side = tuple(_row(line, effect) for line, effect in pairs if effect["side_effect"])
    every = Table(f"{name}: every output", COLUMNS, tuple(_row(line, effect) for line, effect in pairs))
    first = Table(f"{name}: what gets worse", COLUMNS, side) if side else None
    return {"name": name, "side": as_html_or_none(first), "every": as_html(every)}


def _row(line: dict[str, Any], effect: dict[str, Any]) -> tuple[object, ...]:
    output, gap = line["output"], effect["difference"]
    told = "no data"
    if gap["estimate"] is not None and gap["low"] is not None:
        told = f"{number(gap['estimate'])} ({number(gap['low'])} to {number(gap['high'])})"
    means = [_mean(line["baseline"]), _mean(effect["mean"])]
    return (f"{output['words']} ({output['unit']})", *means, told, effect["word"], gap["n"])


def _mean(interval: dict[str, Any]) -> str:
    return "no data" if interval["estimate"] is None else number(interval["estimate"])
