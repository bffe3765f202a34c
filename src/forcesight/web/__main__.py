"""`python -m forcesight.web COMMAND`: Django's own commands (migrate, check, create_account …) for the site."""

import os
import sys

from django.core.management import execute_from_command_line


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forcesight.web.settings")

if __name__ == "__main__":
    execute_from_command_line(["forcesight-site", *sys.argv[1:]])
