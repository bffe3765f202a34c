"""Named fault points: where a test may stop the process dead, to prove that nothing is lost.

`FORCESIGHT_FAULT_AT=publish.rename.before` kills the process (as `kill -9` would) the first time it reaches that
point; `name#3` the third time. `FORCESIGHT_FAULT_TRACE=FILE` writes every point that is reached to FILE, so that a
test can visit each one. Without these variables a point costs one dictionary look-up.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path


_reached: Counter[str] = Counter()


def reach(point: str) -> None:
    """Say that `point` is reached; the process dies here if a test asked for it."""
    trace = os.environ.get("FORCESIGHT_FAULT_TRACE")
    wanted = os.environ.get("FORCESIGHT_FAULT_AT")
    if trace is None and wanted is None:
        return
    _reached[point] += 1
    here = f"{point}#{_reached[point]}"
    if trace:
        with Path(trace).open("a", encoding="utf-8") as out:
            out.write(here + "\n")
    if wanted in (point, here):
        os.kill(os.getpid(), signal.SIGKILL)
