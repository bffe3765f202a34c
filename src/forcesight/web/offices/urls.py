"""Addresses of the model office."""

from django.urls import include, path

from forcesight.web.offices import asking, asking_urls, calibration_urls, experiments, result_urls, views


app_name = "offices"
urlpatterns = [
    path("", views.office_list, name="list"),
    path("experiments/<uuid:experiment_id>", experiments.experiment, name="experiment"),
    path("experiments/<uuid:experiment_id>/", include(result_urls.urlpatterns)),
    path("experiments/", include(asking_urls.urlpatterns)),
    path("calibrations/", include(calibration_urls.urlpatterns)),
    path("<slug:office_id>/experiments/new", asking.new, name="new"),
    path("<slug:office_id>", views.office, name="office"),
    path("<slug:office_id>/file", views.office_file, name="office-file"),
    path("<slug:office_id>.toml", views.office_download, name="office-download"),
]
