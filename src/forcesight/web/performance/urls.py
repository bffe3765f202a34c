"""Addresses of the overview, the measures, and the pages of one measure in one area."""

from django.urls import include, path

from forcesight.web.notes import views as notes
from forcesight.web.performance import downloads, views


_OVERVIEW = [
    path("overview", views.overview, name="home"),
    path("areas/<str:level>/<str:code>/", views.area, name="area"),
]
_ONE = "measures/<str:measure_id>/<str:level>/<str:code>"
_MEASURES = [
    path("measures/", views.measures, name="list"),
    path("measures/<str:measure_id>/", views.measure_of_force, name="force"),
    path(f"{_ONE}/", views.measure, name="measure"),
    path(f"{_ONE}/figures.csv", downloads.csv, name="csv"),
    path(f"{_ONE}/figures.csv-metadata.json", downloads.csvw, name="csvw"),
    path(f"{_ONE}/figures.zip", downloads.package, name="package"),
    path(f"{_ONE}/chart.svg", downloads.chart, name="chart"),
    path(f"{_ONE}/notes", notes.notes, name="notes"),
    path(f"{_ONE}/notes/<uuid:note_id>/withdraw", notes.withdraw_note, name="withdraw-note"),
    path(f"{_ONE}/baseline", notes.baseline, name="baseline"),
    path(f"{_ONE}/baseline/<uuid:rebase_id>/withdraw", notes.withdraw_baseline, name="withdraw-baseline"),
]
# Two sections of the site, each with its own item in the navigation.
urlpatterns = [
    path("", include((_OVERVIEW, "overview"))),
    path("", include((_MEASURES, "measures"))),
]
