"""The command line: `forcesight …`. Thin: it asks the operations, and prints what they say.

Nothing heavy is imported before a command runs, so that `forcesight --help` answers at once.
"""

from __future__ import annotations

import gc
import sys


__all__ = ["main"]


def main() -> None:
    """Run the command line; a fault becomes a sentence on standard error and an exit code."""
    # What a command imports stays until its end; looking for garbage every 700 objects takes a twentieth of its time.
    gc.set_threshold(50_000)
    from forcesight.cli.app import app
    from forcesight.errors import ForcesightError

    try:
        app(prog_name="forcesight")
    except ForcesightError as fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(fault.exit_code)
    except OSError as fault:
        sys.stderr.write(f"{fault.filename or 'The system'}: {(fault.strerror or str(fault)).lower()}.\n")
        sys.exit(ForcesightError.exit_code)
