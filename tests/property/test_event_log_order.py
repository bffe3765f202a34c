"""The order in which rows arrive, and the files that they arrive in, change nothing in the event log."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from forcesight.records import contract
from forcesight.store import Home, reading
from forcesight.store.writer import Writer


START = datetime(2024, 3, 30, 22, tzinfo=UTC)
HANDLING = {"force": "fairshire", "source_system": "control", "source_file": "extract", "quality_flags": ""}
# Few moments and few cases, so that events often meet.
moments = st.integers(0, 2).map(lambda steps: START + timedelta(hours=steps))
incidents = st.sampled_from(["I-1", "I-2"])

Row = tuple[str, dict[str, Any]]
rows_of_a_force: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "contact": st.fixed_dictionaries(
        {"offered_at": moments, "answered_at": st.none() | moments, "incident_id": st.none() | incidents}
    ),
    "incident": st.fixed_dictionaries({"opened_at": moments, "closed_at": st.none() | moments}),
    "resource_status": st.fixed_dictionaries(
        {"incident_id": incidents, "resource": st.just("AB12"), "allocated_at": moments, "clear_at": moments}
    ),
    "event": st.fixed_dictionaries(
        {
            "cases": st.lists(incidents, min_size=1, unique=True).map(
                lambda ids: ";".join(f"incident:{i}" for i in ids)
            ),
            "activity": st.sampled_from(["scene examined", "statement taken"]),
            "occurred_at": moments,
        }
    ),
}


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """Rows of several tables in two orders."""
    tables = draw(st.lists(st.sampled_from(sorted(rows_of_a_force)), min_size=1, max_size=8))
    rows = [(table, draw(rows_of_a_force[table]) | {"source_id": f"{n}"}) for n, table in enumerate(tables)]
    return rows, draw(st.permutations(rows))


def logs(batches: Sequence[Sequence[Row]]) -> tuple[list[Any], list[Any]]:
    """The event log and the cases of a home that took the batches in, one snapshot after the other."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home.create(Path(folder) / "home", "fairshire")
        for batch in batches:
            with Writer.open(home) as writer:
                for table, row in batch:
                    with writer.registered(table, [HANDLING | row]) as source:
                        writer.add(table, contract(table).completed_select(source))
                writer.publish("test")
        with reading(home.path) as session:
            events = session.rows(
                "SELECT * EXCLUDE (loaded_at) FROM event_log ORDER BY happened_at, step, event_id, case_id"
            )
            return events, session.rows("SELECT * EXCLUDE (loaded_at) FROM case_log ORDER BY ALL")


@settings(max_examples=15, derandomize=True, deadline=None, database=None)
@given(arrivals(), st.integers(0, 8))
def test_order_of_arrival_does_not_matter(told: tuple[list[Row], list[Row]], cut: int) -> None:
    one, other = told
    events, cases = logs([one])
    assert logs([other[:cut], other[cut:]]) == (events, cases)
    assert sum(case[3] for case in cases) == len(events)
