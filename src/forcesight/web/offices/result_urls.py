"""Addresses of what an experiment found, and of what became of it."""

from django.urls import path

from forcesight.web.offices import acting, asking, downloads, experiments


urlpatterns = [
    path("cancel", experiments.cancel, name="cancel"),
    path("options/<path:option>", experiments.option, name="every-output"),
    path("stations/<path:station>", experiments.station, name="station"),
    path("outputs/<path:output>", experiments.output, name="output"),
    path("comparison.csv", downloads.csv, name="csv"),
    path("pack.zip", downloads.package, name="package"),
    path("acted", acting.act, name="act"),
    path("again", asking.again, name="again"),
]
