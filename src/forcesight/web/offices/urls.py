"""Addresses of the model office."""

from django.urls import path

from forcesight.web.offices import views


app_name = "offices"
urlpatterns = [
    path("", views.office_list, name="list"),
    path("<slug:office_id>", views.office, name="office"),
]
