"""The options of a draft, and their levers: added, changed, taken away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers import KINDS, levers_from
from forcesight.web.offices.asked import lever_as_json
from forcesight.web.offices.asking import asked_and_answered, asking, sent
from forcesight.web.offices.checked import MOST_OPTIONS, office_before
from forcesight.web.offices.drafting import Drafting, drafting
from forcesight.web.offices.forms import KindForm, OptionForm
from forcesight.web.offices.lever_form import LeverForm, fits
from forcesight.web.offices.lever_labels import label_of_kind


MOST_LEVERS = 50
"""So many levers an option has on the site, so that nobody's draft grows without end."""


@asked_and_answered
@asking
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Name a new option; its first lever is asked next."""
    now = drafting(request, key)
    options = now.told["options"]
    if len(options) >= MOST_OPTIONS:
        raise InputRefused(f"The site runs up to {MOST_OPTIONS} options: remove one first, or use the command line.")
    form = OptionForm(sent(request), taken=[option["name"] for option in options])
    if form.is_valid():
        options.append({"id": _new_id(options), "name": form.cleaned_data["name"], "levers": []})
        now.kept()
        return redirect("offices:add-lever", key, len(options))
    return now.page("option", "New option", form=form)


@asked_and_answered
@asking
def rename(request: HttpRequest, key: str, option: int) -> HttpResponse:
    """Give an option another name."""
    now = drafting(request, key)
    told = now.option(option)
    taken = [other["name"] for other in now.told["options"] if other is not told]
    form = OptionForm(sent(request), taken=taken, initial=told)
    if form.is_valid():
        told["name"] = form.cleaned_data["name"]
        return now.kept(f"#option-{option}")
    return now.page("option", "Name of the option", form=form)


@require_POST
@asking
def remove(request: HttpRequest, key: str, option: int) -> HttpResponse:
    """Take an option away."""
    now = drafting(request, key)
    now.told["options"].remove(now.option(option))
    return now.kept("#options")


@asked_and_answered
@asking
def add_lever(request: HttpRequest, key: str, option: int) -> HttpResponse:
    """Choose what changes; its fields are asked next."""
    now = drafting(request, key)
    name = now.option(option)["name"]
    office = office_before(now.told, now.office, option - 1, len(now.option(option)["levers"]))
    kinds = [(kind, label_of_kind(kind)) for kind in KINDS if fits(kind, office)]
    form = KindForm(sent(request), kinds=kinds)
    if form.is_valid():
        return redirect("offices:new-lever", key, option, form.cleaned_data["kind"])
    return now.page("kind", "What changes", form=form, kinds=kinds, option_name=name)


@asked_and_answered
@asking
def new_lever(request: HttpRequest, key: str, option: int, kind: str) -> HttpResponse:
    """Fill in the fields of a new lever."""
    if kind not in KINDS:
        raise Http404(f"There is no lever {kind!r}.")
    now = drafting(request, key)
    levers = now.option(option)["levers"]
    if len(levers) >= MOST_LEVERS:
        raise InputRefused(f"An option has up to {MOST_LEVERS} levers: remove one first, or use the command line.")
    office = office_before(now.told, now.office, option - 1, len(levers))
    form = LeverForm(sent(request), kind=kind, office=office)
    if form.is_valid():
        levers.append(lever_as_json(form.lever))
        return now.kept(f"#option-{option}")
    return _lever_page(now, option, form)


@asked_and_answered
@asking
def lever(request: HttpRequest, key: str, option: int, number: int) -> HttpResponse:
    """Change the fields of a lever."""
    now = drafting(request, key)
    kept = now.lever(option, number)
    office = office_before(now.told, now.office, option - 1, number - 1)
    form = LeverForm(sent(request), kind=kept["kind"], office=office, lever=_read(kept))
    if form.is_valid():
        now.option(option)["levers"][number - 1] = lever_as_json(form.lever)
        return now.kept(f"#option-{option}")
    return _lever_page(now, option, form, opened=True)


@require_POST
@asking
def remove_lever(request: HttpRequest, key: str, option: int, number: int) -> HttpResponse:
    """Take a lever away."""
    now = drafting(request, key)
    now.lever(option, number)
    del now.option(option)["levers"][number - 1]
    return now.kept(f"#option-{option}")


def _lever_page(now: Drafting, option: int, form: LeverForm, *, opened: bool = False) -> HttpResponse:
    """The lever's form; `opened` shows what few people need, as somebody may have filled it in before."""
    label, name = label_of_kind(form.kind), now.option(option)["name"]
    told = {"form": form, "questions": form.questions(), "label": label, "option_name": name, "opened": opened}
    return now.page("lever", label.words, **told)


def _read(kept: dict[str, object]) -> object:
    try:
        return levers_from([kept])[0]
    except InputRefused as refused:
        raise Http404("This lever cannot be read any more: remove it, and add it again.") from refused


def _new_id(options: list[dict[str, object]]) -> str:
    taken = {option["id"] for option in options}
    return next(name for number in range(1, len(options) + 2) if (name := f"option_{number}") not in taken)
