"""Addresses of other people's accounts."""

from django.urls import path

from forcesight.web.accounts import managing


app_name = "accounts"
urlpatterns = [
    path("", managing.accounts, name="list"),
    path("new", managing.create, name="create"),
    path("<int:account_id>/", managing.person, name="person"),
    path("<int:account_id>/roles/new", managing.grant, name="grant"),
    path("<int:account_id>/roles/<int:grant_id>/end", managing.end_role, name="end-role"),
    path("<int:account_id>/password", managing.reset_password, name="reset-password"),
    path("<int:account_id>/close", managing.close, name="close"),
]
