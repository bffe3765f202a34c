"""`forcesight run` and `forcesight work`: the site and the worker that does its long work."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from forcesight.cli.common import HomeOption, home_path, operator, platform, progress_bar, require_free, say
from forcesight.errors import ForcesightError


def run(
    home: HomeOption = None,
    port: Annotated[int, typer.Option(help="The port to answer on.")] = 8000,
    workers: Annotated[int, typer.Option(help="How many processes answer.")] = 2,
    data: Annotated[list[Path] | None, typer.Option(help="data.police.uk files to load first.")] = None,
    areas: Annotated[list[Path] | None, typer.Option(help="Area files to load first.")] = None,
    boundaries: Annotated[list[Path] | None, typer.Option(help="Boundary files to load first.")] = None,
    population: Annotated[list[Path] | None, typer.Option(help="Population files to load first.")] = None,
    force: Annotated[str | None, typer.Option(help="The force of a new home; else that of the files.")] = None,
    demo_accounts: Annotated[
        bool, typer.Option("--demo-accounts", help="Make a sign-in for each role, for a first look on this machine.")
    ] = False,
) -> None:
    """Serve the site on this machine, with a worker beside it. A new home without data gets the synthetic force."""
    require_free(port, f"make run PORT={port + 1}")
    path = home_path(home)
    from forcesight.operations import opening

    with progress_bar(quiet=False) as progress:
        files = opening.Files(tuple(data or ()), tuple(areas or ()), tuple(boundaries or ()), tuple(population or ()))
        opened = opening.ready(path, files, force=force, by=operator(), progress=progress, say=say)
    _bring_up_to_date(path)
    from forcesight.web.accounts.opening import sign_in_sentences

    sign_ins = sign_in_sentences(opened.home.force, demo=demo_accounts)
    _serve(port, workers, [f"Forcesight answers at http://127.0.0.1:{port}/", *sign_ins])


def work(
    home: HomeOption = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is waiting, then end.")] = False,
) -> None:
    """Do the site's long work: jobs, and publishing what people wrote."""
    _bring_up_to_date(platform(home).home.path)
    from forcesight.web.jobs.worker import run_worker

    stopping: list[bool] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.append(True))
    run_worker(stop=lambda: bool(stopping), once=once)


def account_console(home: Path | None) -> ModuleType:
    """The site's accounts for the commands that change them (`web.accounts.console`), once the site is up to date."""
    _bring_up_to_date(platform(home).home.path)
    from forcesight.web.accounts import console

    return console


def django(home: Path) -> None:
    """Start Django for the site of this home; its settings read the environment."""
    os.environ["FORCESIGHT_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forcesight.web.settings")
    import django as framework

    framework.setup()


def _bring_up_to_date(home: Path) -> None:
    """Start Django, and give the site's database the tables of this version."""
    django(home)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _serve(port: int, workers: int, sentences: list[str]) -> None:
    """Run the web server and the worker until either ends or somebody stops us."""
    site = [sys.executable, "-m", "gunicorn", "forcesight.web.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    site += ["--workers", str(workers), "--threads", "4", "--preload", "--log-level", "warning", "--no-control-socket"]
    worker = [sys.executable, "-m", "forcesight", "work", "--home", os.environ["FORCESIGHT_HOME"]]
    children = [subprocess.Popen(command) for command in (site, worker)]
    stopping: list[bool] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.append(True))
    try:
        _wait_until_answering(port, children[0])
        say(*sentences)
        while not stopping and all(child.poll() is None for child in children):
            time.sleep(0.2)
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=15)
    if not stopping:
        raise ForcesightError("The site stopped by itself; its log above says why.")


def _wait_until_answering(port: int, site: subprocess.Popen[bytes], patience: float = 30.0) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and site.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise ForcesightError(f"The site did not answer on port {port} within {patience:.0f} seconds; its log says why.")
