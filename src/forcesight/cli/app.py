"""The commands, in the order in which a new force meets them."""

from __future__ import annotations

import typer

from forcesight.cli import accounts, audit_log, feed, home, load, mapping, measure, office, release, site, synth, upkeep


app = typer.Typer(
    name="forcesight",
    help="From records to findings, to a tested plan, to proof.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("init")(home.init)
app.add_typer(load.app, name="load")
app.add_typer(mapping.app, name="mapping")
app.add_typer(feed.app, name="feed")
app.command("synth")(synth.synth)
app.command("tables")(home.tables)
app.add_typer(measure.app, name="measures")
app.command("measure")(measure.measure)
app.add_typer(office.app, name="office")
app.command("rejects")(home.rejects)
app.command("run")(site.run)
app.command("work")(site.work)
app.command("publish")(upkeep.publish)
app.command("release")(release.release)
app.command("backup")(upkeep.backup)
app.command("restore")(upkeep.restore)
app.command("upgrade")(upkeep.upgrade)
app.command("erase")(upkeep.erase)
app.add_typer(upkeep.holds, name="hold")
app.add_typer(accounts.app, name="accounts")
app.command("audit-log")(audit_log.audit_log)
