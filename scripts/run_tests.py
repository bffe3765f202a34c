"""Run every test with branch coverage, then hold the coverage against what the house asks.

python scripts/run_tests.py              everything
python scripts/run_tests.py tests/spec   only these, without the coverage gate
"""

# ruff: noqa: INP001 - a script, not a package
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
GATES = (
    ("everything but the site", 95, ["--omit=src/forcesight/web/*"]),
    ("the site", 90, ["--include=src/forcesight/web/*"]),
)


def main() -> int:
    """The exit code."""
    chosen = sys.argv[1:]
    if chosen:
        return pytest(*chosen)
    erase_old()
    # The browser's journeys come last and alone: they time out when the machine is busy with other tests.
    code = pytest("-n", "2", "-m", "not journey", coverage=True)
    code = pytest("-m", "journey", coverage=True) or code
    return gates() or code


def pytest(*arguments: str, coverage: bool = False) -> int:
    """Run pytest; its exit code."""
    runner = ["-m", "coverage", "run", "-m", "pytest"] if coverage else ["-m", "pytest"]
    return subprocess.run([sys.executable, *runner, *arguments], cwd=ROOT, check=False, env=environment()).returncode


def environment() -> dict[str, str]:
    """Tests never read the home or the settings of whoever runs them."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("FORCESIGHT_") or k == "FORCESIGHT_TEST_DATA"}
    return kept | {"PYTHONHASHSEED": "0"}


def erase_old() -> None:
    """Forget what an earlier run measured."""
    for file in ROOT.glob(".coverage*"):
        file.unlink()


def gates() -> int:
    """Combine the measurements and hold each part against its gate; 1 where one does not hold."""
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "combine", "--quiet"], cwd=ROOT, check=False)
    failed = 0
    for name, least, parts in GATES:
        told = subprocess.run([*coverage, "report", f"--fail-under={least}", *parts], cwd=ROOT, check=False)
        if told.returncode:
            failed = 1
            sys.stdout.write(f"Branch coverage of {name} is under {least} %.\n")
    return failed


if __name__ == "__main__":
    sys.exit(main())
