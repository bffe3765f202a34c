"""Addresses of sign-in and of a person's own account."""

from django.urls import path

from forcesight.web.accounts import views


urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("signed-out", views.signed_out, name="signed-out"),
    path("account", views.account, name="account"),
    path("account/password", views.change_password, name="change-password"),
]
