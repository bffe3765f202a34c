"""One draft of an experiment as a request finds it: with its office, its pages, and its way back into the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from forcesight.catalogue import UnknownEntry
from forcesight.model_office.office.description import Office
from forcesight.model_office.office.reading import read_office
from forcesight.model_office.office.refused import OfficeRefused
from forcesight.model_office.office.shelf import ListedOffice, office_text, offices
from forcesight.model_office.results.outputs_of import outputs_of
from forcesight.web.core.reading import Reading, reading
from forcesight.web.offices import drafts
from forcesight.web.offices.choices import Grouped, outputs_by_station


def listed_office(now: Reading, office_id: str) -> ListedOffice:
    """An office of the list. Raises Http404 where there is none of the id."""
    found = next((one for one in offices(now.platform.home.catalogue) if one.id == office_id), None)
    if found is None:
        raise Http404(f"There is no office {office_id!r}.")
    return found


def office_now(now: Reading, office_id: str) -> Office:
    """The office as its file is now, read once. Raises OfficeRefused where it cannot be run, UnknownEntry else."""
    text, file = office_text(office_id, now.platform.home.catalogue)
    return now.once(("office", text), lambda: read_office(text, file))


def runnable_office(now: Reading, office_id: str) -> tuple[ListedOffice, Office]:
    """An office that experiments can be run on. Raises Http404 for others."""
    listed = listed_office(now, office_id)
    try:
        return listed, office_now(now, office_id)
    except (OfficeRefused, UnknownEntry) as refused:
        raise Http404(f"The office {office_id!r} cannot be run.") from refused


@dataclass(frozen=True)
class Drafting:
    """A draft that somebody works on."""

    request: HttpRequest
    key: str
    told: drafts.Draft
    listed: ListedOffice
    office: Office

    @property
    def href(self) -> str:
        """The draft's own page, where it is checked and run."""
        return reverse("offices:draft", args=[self.key])

    def kept(self, place: str = "") -> HttpResponseRedirect:
        """Keep the draft as it was changed, and go to its page."""
        drafts.keep(self.request.session, self.key, self.told)
        return redirect(f"{self.href}{place}")

    def option(self, number: int) -> dict[str, Any]:
        """An option by its number, from 1. Raises Http404 where there is none."""
        return _numbered(self.told["options"], number)

    def lever(self, option: int, number: int) -> dict[str, Any]:
        """A lever of an option by its number, from 1. Raises Http404 where there is none."""
        return _numbered(self.option(option)["levers"], number)

    @property
    def outputs(self) -> Grouped:
        """The office's outputs, by station, to choose from."""
        return outputs_by_station(self.office, outputs_now(self.office))

    def page(self, template: str, title: str, **context: Any) -> HttpResponse:
        """A page of the draft; `title` is its last breadcrumb."""
        crumbs = [
            ("Model office", reverse("offices:list")),
            (self.listed.name, reverse("offices:office", args=[self.listed.id])),
            ("Your experiment", self.href),
        ]
        told = {"drafting": self, "title": title, "breadcrumbs": [*crumbs, (title, "")] if title else crumbs[:2]}
        return render(self.request, f"offices/asking/{template}.html", {**told, **context})


def drafting(request: HttpRequest, key: str) -> Drafting:
    """The draft of an address, with its office. Raises Http404 where either is not there any more."""
    told = drafts.find(request.session, key)
    return Drafting(request, key, told, *runnable_office(reading(), told["office"]))


def outputs_now(office: Office) -> tuple[Any, ...]:
    """The office's outputs, found once."""
    return reading().once(("outputs", office), lambda: outputs_of(office))


def _numbered(things: list[dict[str, Any]], number: int) -> dict[str, Any]:
    if not 1 <= number <= len(things):
        raise Http404(f"There is no number {number} here.")
    return things[number - 1]
