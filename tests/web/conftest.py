"""The site under test: a temporary home, a database, people with roles, and clients signed in as them."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from forcesight.access import ROLES, Unit, local_operator
from forcesight.web.accounts import actions


PASSWORD = "three random words"
FORCE, AREA = Unit.parse("force:northshire"), Unit.parse("district:D1")


@pytest.fixture(autouse=True)
def fast_passwords(settings):
    """Real password hashing is slow on purpose; the tests sign in a hundred times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    """An empty home of its own for each test."""
    from forcesight.store import Home

    made = Home.create(tmp_path / "home", "northshire")
    settings.FORCESIGHT_HOME, settings.FORCE_NAME = made.path, "Northshire"
    return made


@pytest.fixture(scope="session")
def northshire(tmp_path_factory):
    """The path of a small home with records; made once, and never written to."""
    from tests.web.northshire import make_home

    return make_home(tmp_path_factory.mktemp("northshire")).path


@pytest.fixture
def records(northshire, settings):
    """The site serves the small home with records."""
    settings.FORCESIGHT_HOME = northshire
    return northshire


@pytest.fixture
def own_records(northshire, home, settings):
    """The site serves a copy of the small home, which the test may write to."""
    shutil.rmtree(home.path)
    shutil.copytree(northshire, home.path)
    settings.FORCESIGHT_HOME = home.path
    return home


@pytest.fixture
def person(db):
    """Make a person: `person("commander")` holds that role over the district D1, other roles over the force."""

    def make(*roles, username=None, scope=None):
        name = username or f"a.{roles[0] if roles else 'nobody'}"
        made = actions.create_account(username=name, display_name=name, password=PASSWORD, by=local_operator())
        for key in roles:
            over = scope or (AREA if key == "commander" else FORCE)
            since = date(2020, 1, 1)
            actions.grant_role(user=made, role=ROLES[key], scope=over, valid_from=since, by=local_operator())
        return made

    return make


@pytest.fixture
def signed_in(client, person):
    """A client signed in as somebody with these roles: `signed_in("records_officer")`."""

    def make(*roles, **more):
        user = person(*roles, **more)
        answer = client.post("/sign-in", {"username": user.username, "password": PASSWORD})
        assert answer.status_code == 302, "the test's own sign-in failed"
        client.user = user
        return client

    return make
