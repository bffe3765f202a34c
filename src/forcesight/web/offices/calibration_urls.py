"""Addresses of calibrations."""

from django.urls import path

from forcesight.web.offices import calibrations


urlpatterns = [
    path("", calibrations.calibrations, name="calibrations"),
    path("<uuid:calibration_id>", calibrations.calibration, name="calibration"),
    path("<uuid:calibration_id>/cancel", calibrations.cancel, name="cancel-calibration"),
    path("<uuid:calibration_id>/subjects/<slug:slug>", calibrations.subject, name="calibration-subject"),
]
