"""What an experiment found, as files. Each download is an export: checked, and entered in the audit log."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from forcesight.access import Event, check
from forcesight.model_office.experiments.comparison import Comparison
from forcesight.model_office.experiments.experiment import Experiment as Asked
from forcesight.model_office.experiments.manifest import Manifest
from forcesight.operations.experiment_packs import MARKING, experiment_pack, experiment_zip
from forcesight.packs import csv_bytes
from forcesight.packs.names import MEDIA_TYPES
from forcesight.web.audit.log import write
from forcesight.web.core.downloads import download
from forcesight.web.offices.kept import asked_of, comparison_of, manifest_of
from forcesight.web.offices.models import Experiment


Made = tuple[Comparison, Asked, Manifest]


@require_GET
def package(request: HttpRequest, experiment_id: UUID) -> HttpResponse:
    """The pack: the tables, the manifest that repeats the experiment, and the office of each option."""
    return _file(request, experiment_id, f"{MARKING.lower()}.zip", "zip", lambda made: experiment_zip(*made))


@require_GET
def csv(request: HttpRequest, experiment_id: UUID) -> HttpResponse:
    """The comparison: what each option does to each output, side effects first."""

    def effects(made: Made) -> bytes:
        return csv_bytes(experiment_pack(*made)[0])

    return _file(request, experiment_id, f"effects-{MARKING.lower()}.csv", "csv", effects)


def _file(
    request: HttpRequest, experiment_id: UUID, ending: str, kind: str, make: Callable[[Made], bytes]
) -> HttpResponse:
    check.check_can_view_offices(request.principal)
    kept = get_object_or_404(Experiment, pk=experiment_id)
    if not kept.manifest or not kept.result:
        raise Http404("The experiment is not finished, so there is nothing to take away.")
    name = f"{slugify(kept.name) or 'experiment'}-{ending}"

    def content() -> bytes:
        return make((comparison_of(kept.result), asked_of(kept), manifest_of(kept.manifest)))

    def log() -> None:
        write(Event.EXPERIMENT_EXPORTED, by=request.principal, target=kept.target, new=ending, marking=MARKING)

    version = f"{kept.pk}-{kept.manifest['ended']}-{name}"
    return download(request, name, MEDIA_TYPES[kind], version=version, make=content, log=log)
