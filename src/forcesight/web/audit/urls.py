"""Addresses of the audit log."""

from django.urls import path

from forcesight.web.audit import views


app_name = "audit"
urlpatterns = [
    path("", views.entries, name="log"),
    path("check", views.whole_check, name="check"),
]
