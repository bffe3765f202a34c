"""The page on which somebody records that an experiment was acted on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from forcesight.access import Permission
from forcesight.errors import InputRefused
from forcesight.measures.areas import LEVEL_WORDS, Area
from forcesight.web.core.decorators import requires
from forcesight.web.core.fields import day_field
from forcesight.web.core.reading import Reading, reading
from forcesight.web.offices import actions
from forcesight.web.offices.models import Experiment


LONGEST = 2000
MOST_MONTHS = 36
Choices = Sequence[tuple[str, str]]


class ActForm(forms.Form):
    """Which option was taken, from when, why, and for how long and where the prediction holds."""

    option = forms.ChoiceField(
        label="What was done",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was done", "invalid_choice": "Choose an option of the experiment"},
    )
    acted_on = day_field("From", hint="The day on which the change began, or will begin.", required=True)
    months = forms.IntegerField(
        label="Months",
        help_text="For how many whole months the prediction is to be held against what happens. For example 3.",
        min_value=1,
        max_value=MOST_MONTHS,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter for how many months",
            "invalid": "Enter the months as a whole number",
            "min_value": "Enter 1 month or more",
            "max_value": f"Enter {MOST_MONTHS} months or fewer",
        },
    )
    area = forms.ChoiceField(
        label="Area",
        help_text="The area whose records tell what became of it: the area that the office stands for.",
        error_messages={"required": "Choose an area", "invalid_choice": "Choose an area of the list"},
    )
    reason = forms.CharField(
        label="Reason",
        help_text="Why it was decided. Everyone who reads the experiment sees it, with your name.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Enter the reason",
            "max_length": f"‘Reason’ must be {LONGEST:,} characters or fewer",
        },
    )

    def __init__(self, data: Any, *, options: Choices, areas: Choices) -> None:
        super().__init__(data)
        self.fields["option"].choices = options
        self.fields["area"].choices = areas

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        given: dict[str, Any] = dict(self.cleaned_data)
        level, _, code = given["area"].partition(":")
        return {**given, "area": (level, code)}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACT_ON_EXPERIMENTS)
def act(request: HttpRequest, experiment_id: UUID) -> HttpResponse:
    """The form, and the record that it was acted on."""
    kept = get_object_or_404(Experiment, pk=experiment_id)
    if not kept.manifest or kept.acted_on is not None:
        raise Http404("Nothing can be recorded of this experiment: it is not finished, or it was acted on already.")
    now = reading()
    options = [(each["id"], each["name"]) for each in (*kept.result["options"][1:], kept.result["options"][0])]
    form = ActForm(request.POST if request.method == "POST" else None, options=options, areas=_areas(now))
    if form.is_valid() and _recorded(request, kept, form, now):
        messages.success(request, "It is recorded, and the prediction is kept.")
        return redirect(f"{reverse('offices:experiment', args=[kept.pk])}#acted")
    crumbs = [
        ("Model office", reverse("offices:list")),
        (kept.name, reverse("offices:experiment", args=[kept.pk])),
        ("Record that it was acted on", ""),
    ]
    return render(request, "offices/act.html", {"kept": kept, "form": form, "breadcrumbs": crumbs})


def _recorded(request: HttpRequest, kept: Experiment, form: ActForm, now: Reading) -> bool:
    """Whether it could be recorded; what is in the way stands at the top of the form."""
    figures = now.figures
    try:
        actions.act_on_experiment(
            experiment=kept,
            **form.told,
            known={measure.id: measure for measure in figures.catalogue.measures(figures.on)},
            author_name=request.user.display_name,
            by=request.principal,
        )
    except InputRefused as refused:
        for sentence in refused.sentences:
            form.add_error(None, sentence)
        return False
    return True


def _areas(now: Reading) -> Choices:
    """The force, and its districts where the home knows them."""
    districts: list[Area] = [] if now.empty else now.figures.areas.at_level("district", force=now.force.code)
    return [
        (f"{area.level}:{area.code}", f"{area.name} ({LEVEL_WORDS[area.level]})") for area in (now.force, *districts)
    ]
