"""What the site takes from outside: the environment's settings, and the home it serves.

FORCESIGHT_HOME           the home's folder
FORCESIGHT_DATABASE_URL   postgresql://user:password@host:port/name, instead of the home's SQLite file
FORCESIGHT_HOSTS          the names that the site answers to, separated by commas; by default this machine only
FORCESIGHT_HTTPS          1 when people reach the site by https (cookies and headers then insist on it)
FORCESIGHT_TRUST_PROXY    1 when a proxy in front sets X-Forwarded-Proto and X-Forwarded-For itself
FORCESIGHT_NAME           the force's name in the header
FORCESIGHT_CONTACT        how to reach the people who run the site, for the accessibility statement and error pages
FORCESIGHT_IDLE_MINUTES   minutes without activity after which a person is signed out (60)
FORCESIGHT_LARGEST_UPLOAD_MB  how much one person may send to be loaded at a time (2048)
FORCESIGHT_SECRET_KEY     the site's secret, instead of the one that the home keeps
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from forcesight.access.audit_database import make_private
from forcesight.catalogue import Catalogue
from forcesight.catalogue.errors import CatalogueError
from forcesight.errors import HomeError
from forcesight.store.home import Home, default_home


LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]


def home_folder() -> Path:
    """The folder of the home that the site serves."""
    return default_home()


def secret_key(folder: Path) -> str:
    """The home's secret; one that lasts as long as this process where there is no home yet (its tests, its checks)."""
    try:
        return Home.read(folder).secret_key()
    except HomeError:
        return os.environ.get("FORCESIGHT_SECRET_KEY") or secrets.token_urlsafe(48)


def home_force(folder: Path) -> str:
    """The slug of the force whose home this is."""
    return Home.read(folder).force


def force_name(folder: Path) -> str:
    """The force's name for the header: given, or the catalogue's; the slug in words where it knows none."""
    given = os.environ.get("FORCESIGHT_NAME")
    if given:
        return given
    try:
        return Catalogue.load(overlay=folder / "catalogue").force_name(home_force(folder))
    except HomeError:
        return ""
    except CatalogueError:  # what is wrong with it is said where figures are asked for
        return Catalogue.load().force_name(home_force(folder))


def database(folder: Path) -> dict[str, Any]:
    """The site's database as Django describes one: PostgreSQL where its address is given, else the home's file."""
    address = os.environ.get("FORCESIGHT_DATABASE_URL")
    return postgresql(address) if address else sqlite(folder / "site.sqlite3")


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as a server's database: readers beside one writer, each commit on disk before it is acknowledged."""
    if (path.parent / "home.toml").exists():
        make_private(path)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            # A transaction that will write takes its turn at the start, and cannot fail half way for want of the lock.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        },
    }


def postgresql(address: str) -> dict[str, Any]:
    """The parts of a PostgreSQL address, as Django names them; ValueError with a sentence where it is not one."""
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ValueError("FORCESIGHT_DATABASE_URL must read postgresql://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def words(name: str, otherwise: list[str]) -> list[str]:
    """A comma-separated setting."""
    given = os.environ.get(name, "")
    return [word.strip() for word in given.split(",") if word.strip()] or otherwise


def switch(name: str) -> bool:
    """A setting that is on or off."""
    return os.environ.get(name, "").lower() in ("1", "true", "yes", "on")


def minutes(name: str, otherwise: int) -> int:
    """A setting in whole minutes; ValueError with a sentence where it is not a number above zero."""
    return _number(name, otherwise, "minutes")


def megabytes(name: str, otherwise: int) -> int:
    """A setting in megabytes, as bytes; ValueError with a sentence where it is not a number above zero."""
    return _number(name, otherwise, "megabytes") << 20


def _number(name: str, otherwise: int, of: str) -> int:
    given = os.environ.get(name) or str(otherwise)
    if not given.isdigit() or int(given) == 0:
        raise ValueError(f"{name} must be a number of {of}, such as {otherwise}; it is '{given}'.")
    return int(given)
