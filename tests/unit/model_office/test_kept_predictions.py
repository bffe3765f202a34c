"""A prediction goes through the journal into its table and comes back the same; and what is missing is told."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forcesight.errors import InputRefused
from forcesight.model_office.predicted import Prediction, predicted, prediction_of, rows_of
from forcesight.model_office.results.output import Output
from forcesight.store import Home, reading
from forcesight.store.journal import Entry, append
from forcesight.store.publisher import publish_journal


IN_TIME = Output("desk.call.within", "Desk: in time", "%", "higher", "desk", "contact", "call", 90.0)
OPEN = Output("team.open", "Team: open", "jobs", "lower", "team", "investigation")

PREDICTION = Prediction(
    id="p1",
    office="county",
    experiment="two-more-handlers",
    option="two more",
    author="A. Planner",
    reason="The standard is missed",
    made_at=datetime(2025, 2, 20, 9, 30, tzinfo=UTC),
    acted_on=date(2025, 2, 24),
    first_month=date(2025, 3, 1),
    last_month=date(2025, 5, 1),
    area_level="force",
    area_code="fairshire",
    weeks=4.5,
    fingerprint="f00",
    version="0.1.0",
    outputs=(
        predicted(IN_TIME, [80.0, 81.5, math.nan], [91.0, 90.0, 89.0], "answered_999_in_10s"),
        predicted(OPEN, [12.0], [11.0]),
    ),
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.create(tmp_path / "home", force="fairshire")


def published(home: Home, *, withdraw: bool = False) -> list[dict[str, object]]:
    """What the table holds once the journal is published."""
    rows = json.loads(json.dumps(rows_of(PREDICTION)))
    entries = [Entry.new(id=f"e{n}", table="office_prediction", row=row) for n, row in enumerate(rows)]
    keys = [{name: row[name] for name in ("prediction_id", "output")} for row in rows]
    ends = keys if withdraw else []
    gone = [Entry.new(id=f"w{n}", table="office_prediction", op="withdraw", row=key) for n, key in enumerate(ends)]
    append(home, entries + gone)
    publish_journal(home)
    with reading(home.path) as session:
        return session.dicts("SELECT * FROM office_prediction")


def test_a_prediction_comes_back_as_it_was(home: Home) -> None:
    back = prediction_of(reversed(published(home)))
    assert replace(back, outputs=()) == replace(PREDICTION, outputs=())
    assert repr(back.outputs) == repr(PREDICTION.outputs)


def test_what_was_withdrawn_is_not_current(home: Home) -> None:
    assert published(home, withdraw=True) == []


def test_rows_are_plain_json_and_unknown_values_are_null() -> None:
    first, second = rows_of(PREDICTION)
    assert (first["first_month"], first["acted_on"], first["standard"]) == ("2025-03", "2025-02-24", 90.0)
    assert (second["option_mean"], second["option_low"], second["option_deviation"]) == (11.0, None, None)


def test_no_such_prediction() -> None:
    with pytest.raises(InputRefused, match="There is no such prediction"):
        prediction_of([])
