"""A small office and an experiment on it, as files of a home; and what a home's audit log holds."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.spec.model_office.small_office import OFFICE

from forcesight.model_office.office.writing import write_office


BUSY = replace(OFFICE, weeks=2, demand=(replace(OFFICE.demand[0], per_week=6000),))
SMALL = replace(BUSY, valid_from=date(2026, 1, 1), source="invented for tests")
EXPERIMENT = """
[experiment]
id = "more"
name = "More calls"
valid_from = 2026-01-01
source = "invented for tests"
confidence = "low"
office = "small"
question = "What do more calls do?"
aims = ["contact"]
runs = 6
watch = "switchboard.call.within"

[experiment.target]
output = "switchboard.call.within"
at_least = 20

[[experiment.option]]
id = "third"
name = "A third more"

[[experiment.option.lever]]
kind = "demand"
factor = 1.33

[[experiment.option]]
id = "staffed"
name = "A third more, one more at the desk"

[[experiment.option.lever]]
kind = "demand"
factor = 1.33

[[experiment.option.lever]]
kind = "staff"
group = "handlers"
add = 1
"""


def stock(home: Path) -> None:
    """Give a home the office and the experiment."""
    for folder, text in (("offices/small", write_office(SMALL)), ("experiments/more", EXPERIMENT)):
        path = home / f"catalogue/{folder}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def audited(home: Path) -> list[tuple[str, str, str]]:
    """The home's audit log: event, target, what is new."""
    with sqlite3.connect(home / "site.sqlite3") as database:
        return database.execute("SELECT event, target, new FROM audit_event ORDER BY sequence").fetchall()
