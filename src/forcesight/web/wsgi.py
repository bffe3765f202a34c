"""The site for a web server: `gunicorn forcesight.web.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forcesight.web.settings")

application = get_wsgi_application()

from forcesight.web.core.reading import warm_with_first_request  # noqa: E402 — Django must be set up first


warm_with_first_request()
