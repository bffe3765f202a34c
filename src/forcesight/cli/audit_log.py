"""`forcesight audit-log`: whether the log is whole, and its last row to note outside this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from forcesight.cli.common import HomeOption, JsonOption, operator, platform, print_json, say
from forcesight.errors import ForcesightError, InputRefused


def audit_log(
    number: Annotated[int | None, typer.Option(help="The number of a row noted earlier.")] = None,
    row_hash: Annotated[str | None, typer.Option("--hash", help="The hash of that row.")] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Check that every row of the audit log follows from the one before; exit code 1 where one does not."""
    from forcesight.access import START, Link
    from forcesight.operations import upkeep

    if (number is None) != (row_hash is None):
        raise InputRefused("Give both --number and --hash of the row that was noted, or neither.")
    known = Link(number, row_hash) if number is not None and row_hash else START
    state = upkeep.check_audit_log(platform(home), known, by=operator())
    if json:
        told = {"rows": state.rows, "whole": state.whole, "fault": state.fault}
        print_json(told | {"last": {"number": state.last.sequence, "hash": state.last.hash}})
    if not state.whole:
        raise ForcesightError(f"The audit log has been tampered with. {state.fault}")
    if not json:
        say(
            f"The rows of the audit log, {state.rows:,}, follow from one another: none was changed or is missing.",
            f"Note the last one outside this machine: --number {state.last.sequence} --hash {state.last.hash}",
        )
