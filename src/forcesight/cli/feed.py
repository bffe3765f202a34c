"""`forcesight feed`: the live feed, and the systems that may send to it."""

from __future__ import annotations

from typing import Annotated

import typer

from forcesight.cli.common import HomeOption, JsonOption, operator, platform, print_json, print_table, require_free, say
from forcesight.errors import InputRefused


app = typer.Typer(
    help="Take events in over HTTP, as JSON lines, and publish them every second.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="The system's name, like cad: the source system of its rows.")
]


@app.callback()
def feed(
    context: typer.Context,
    home: HomeOption = None,
    port: Annotated[int, typer.Option(help="The port to answer on, on this machine.")] = 8010,
) -> None:
    """Take events in over HTTP, as JSON lines, and publish them every second."""
    if context.invoked_subcommand:
        if home:
            raise InputRefused(f"Write --home after {context.invoked_subcommand}.")
        return
    require_free(port, f"forcesight feed --port {port + 1}")
    path = platform(home).home.path
    from forcesight.feed.server import FeedServer

    say(f"The live feed of {path} takes events at http://127.0.0.1:{port}/events")
    FeedServer(path, port).run()


@app.command("add-sender")
def add_sender(name: Name, home: HomeOption = None) -> None:
    """Let a system send events; prints its token, which is kept as a hash only. An older token of it ends."""
    from forcesight.operations import feed as operations

    token = operations.add_sender(platform(home), name, by=operator())
    say(
        f"The token of {name}, which is not shown again:",
        token,
        'It is sent with each request, as the header "Authorization: Bearer TOKEN".',
    )


@app.command("end-sender")
def end_sender(name: Name, home: HomeOption = None) -> None:
    """Let a system send no more, from this moment."""
    from forcesight.operations import feed as operations

    operations.end_sender(platform(home), name, by=operator())
    say(f"{name} cannot send any more. What it has sent stays.")


@app.command("senders")
def senders(home: HomeOption = None, json: JsonOption = False) -> None:
    """List the systems that may send events."""
    from forcesight.operations import feed as operations

    found = [
        {"name": each.name, "added_at": each.added_at} for each in operations.senders(platform(home), by=operator())
    ]
    if json:
        print_json(found)
    elif found:
        print_table(found, ["name", "added_at"])
    else:
        say("No system may send events yet; add one: forcesight feed add-sender NAME")
