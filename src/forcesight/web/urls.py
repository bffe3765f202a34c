"""The site's addresses. Each app brings its own; this page puts them together."""

from django.urls import include, path

from forcesight.web.core import errors, views


urlpatterns = [
    path("", views.start, name="start"),
    path("", include("forcesight.web.accounts.urls")),
    path("", include("forcesight.web.performance.urls")),
    path("quality/", include("forcesight.web.quality.urls")),
    path("offices/", include("forcesight.web.offices.urls")),
    path("jobs/", include("forcesight.web.jobs.urls")),
    path("accounts/", include("forcesight.web.accounts.managing_urls")),
    path("audit/", include("forcesight.web.audit.urls")),
    path("accessibility", views.accessibility, name="accessibility"),
    path("cookies", views.cookies, name="cookies"),
    path("privacy", views.privacy, name="privacy"),
    path("healthz", views.health, name="health"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
