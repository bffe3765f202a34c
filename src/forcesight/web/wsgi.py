"""The site for a web server: `gunicorn forcesight.web.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forcesight.web.settings")

application = get_wsgi_application()
