"""Addresses of the jobs."""

from django.urls import path

from forcesight.web.jobs import views


app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="list"),
    path("load", views.load, name="load"),
    path("publish", views.publish, name="publish"),
    path("<uuid:job_id>", views.job, name="job"),
    path("<uuid:job_id>/cancel", views.cancel, name="cancel"),
]
