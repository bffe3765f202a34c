"""How soon the program starts."""

from __future__ import annotations

import sys
from typing import Any

from benchmarks.common import measured, median, result


def run(*, quick: bool = False) -> list[dict[str, Any]]:
    """The import's processor time, and the help page's wall time."""
    rounds = 3 if quick else 15
    bare = median([measured([sys.executable, "-c", "pass"]).cpu for _ in range(rounds)])
    imported = median([measured([sys.executable, "-c", "import forcesight"]).cpu for _ in range(rounds)])
    helped = median([measured(["forcesight", "--help"]).seconds for _ in range(rounds)])
    started = median([measured([sys.executable, "-c", "pass"]).seconds for _ in range(rounds)])
    return [
        result(
            "import of forcesight, processor time",
            imported - bare,
            "s",
            target=0.3,
            against=f"bare Python {bare:.2f} s",
        ),
        result("forcesight --help", helped, "s", target=0.5, against=f"bare Python, measured alike, {started:.2f} s"),
    ]
