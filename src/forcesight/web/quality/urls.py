"""Addresses of the data-quality pages."""

from django.urls import path

from forcesight.web.quality import views


app_name = "quality"
urlpatterns = [
    path("", views.quality, name="home"),
    path("feed", views.feed, name="feed"),
    path("rejects", views.rejects, name="rejects"),
]
