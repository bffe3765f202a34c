"""What the site takes from outside, and what it says where that is wrong."""

import os
import subprocess
import sys

import pytest

from forcesight.store import Home
from forcesight.web import environment


def test_a_home_keeps_its_own_secret(home, tmp_path, monkeypatch):
    monkeypatch.delenv("FORCESIGHT_SECRET_KEY", raising=False)
    assert environment.secret_key(home.path) == environment.secret_key(home.path)
    assert environment.secret_key(tmp_path / "none") != environment.secret_key(tmp_path / "none")

    monkeypatch.setenv("FORCESIGHT_SECRET_KEY", "given")
    assert environment.secret_key(home.path) == environment.secret_key(tmp_path / "none") == "given"


def test_the_forces_name_is_given_or_the_catalogues_or_the_slug(home, tmp_path, monkeypatch):
    monkeypatch.delenv("FORCESIGHT_NAME", raising=False)
    known = Home.create(tmp_path / "known", "avon-and-somerset")
    assert environment.force_name(known.path) == "Avon and Somerset Constabulary"
    assert environment.force_name(home.path) == "Northshire"
    assert environment.force_name(tmp_path / "none") == ""

    monkeypatch.setenv("FORCESIGHT_NAME", "North Moor Police")
    assert environment.force_name(home.path) == "North Moor Police"


def test_the_database_is_the_homes_file_unless_an_address_is_given(home, monkeypatch):
    monkeypatch.delenv("FORCESIGHT_DATABASE_URL", raising=False)
    plain = environment.database(home.path)
    assert plain["NAME"] == home.site_database and plain["OPTIONS"]["transaction_mode"] == "IMMEDIATE"

    monkeypatch.setenv("FORCESIGHT_DATABASE_URL", "postgresql://fs:p%40ss@db.example:5433/site?sslmode=require")
    told = environment.database(home.path)
    assert (told["NAME"], told["USER"], told["PASSWORD"], told["HOST"], told["PORT"]) == (
        "site",
        "fs",
        "p@ss",
        "db.example",
        "5433",
    )
    assert told["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("address", ["mysql://host/name", "postgresql://host/", "site.sqlite3"])
def test_an_address_that_is_not_one_says_how_to_write_it(address):
    with pytest.raises(ValueError, match="must read postgresql://user:password@host:port/name"):
        environment.postgresql(address)


def test_words_switches_and_minutes(monkeypatch):
    monkeypatch.setenv("FORCESIGHT_HOSTS", "one.example, two.example,")
    monkeypatch.setenv("FORCESIGHT_HTTPS", "Yes")
    monkeypatch.setenv("FORCESIGHT_IDLE_MINUTES", "15")
    assert environment.words("FORCESIGHT_HOSTS", []) == ["one.example", "two.example"]
    assert environment.words("FORCESIGHT_NOT_SET", ["otherwise"]) == ["otherwise"]
    assert environment.switch("FORCESIGHT_HTTPS") and not environment.switch("FORCESIGHT_NOT_SET")
    assert environment.minutes("FORCESIGHT_IDLE_MINUTES", 60) == 15
    assert environment.minutes("FORCESIGHT_NOT_SET", 60) == 60


@pytest.mark.parametrize("given", ["soon", "0", "-5"])
def test_minutes_that_are_none_say_so(monkeypatch, given):
    monkeypatch.setenv("FORCESIGHT_IDLE_MINUTES", given)
    with pytest.raises(ValueError, match="FORCESIGHT_IDLE_MINUTES must be a number of minutes, such as 60"):
        environment.minutes("FORCESIGHT_IDLE_MINUTES", 60)


def test_over_https_every_cookie_insists_on_it(tmp_path):
    code = (
        "from forcesight.web import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0)"
    )
    given = {**os.environ, "FORCESIGHT_HTTPS": "1", "FORCESIGHT_HOME": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True"] * 4


def test_the_sites_own_commands_run(tmp_path):
    Home.create(tmp_path / "home", "northshire")
    given = {**os.environ, "FORCESIGHT_HOME": str(tmp_path / "home")}
    told = subprocess.run(
        [sys.executable, "-m", "forcesight.web", "check"], env=given, capture_output=True, text=True, check=True
    )
    assert "no issues" in told.stdout


@pytest.mark.django_db
def test_the_migrations_say_all_that_the_models_do():
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
