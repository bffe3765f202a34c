"""Speed from units that are sent straight on: the scene that they leave is where they set off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

import duckdb
import numpy as np
import pytest

from forcesight.model_office.calibration.force_travel import calibrate_travel
from forcesight.model_office.calibration.log_reader import LogReader
from forcesight.model_office.calibration.result import Calibration
from forcesight.store import Session


class Tables:
    """Two tables in memory, asked as a session is."""

    def __init__(self, sent: list[tuple[Any, ...]], incidents: list[tuple[Any, ...]]) -> None:
        self._connection = duckdb.connect()
        self._connection.execute(
            "CREATE TABLE resource_status (source_id TEXT, resource TEXT, incident_id TEXT, allocated_at TIMESTAMP, "
            "clear_at TIMESTAMP, minutes_to_travel DOUBLE, local_date DATE)"
        )
        self._connection.execute("CREATE TABLE incident (source_id TEXT, latitude DOUBLE, longitude DOUBLE)")
        self._connection.executemany("INSERT INTO resource_status VALUES (?, ?, ?, ?, ?, ?, ?)", sent)
        self._connection.executemany("INSERT INTO incident VALUES (?, ?, ?)", incidents)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()


def log(*, rest: float, n: int = 150) -> LogReader:
    """One unit on a straight road to the north: two minutes to start, 50 km/h; `rest` minutes between two jobs."""
    rng = np.random.default_rng(1)
    latitude = 52 + np.cumsum(rng.choice([-1, 1], n) * rng.uniform(0.01, 0.1, n))
    now, sent = datetime(2025, 1, 1), []  # noqa: DTZ001 - the store's clock is UTC
    for number in range(n):
        km = 111.195 * abs(latitude[number] - latitude[number - 1])
        minutes = (2 + km / 50 * 60) * rng.lognormal(-0.005, 0.1)
        clear = now + timedelta(minutes=minutes + 30)
        sent.append((f"S{number:04}", "unit", f"I{number}", now, clear, minutes, now.date()))
        now = clear + timedelta(minutes=rest)
    incidents = [(f"I{number}", float(each), -2.0) for number, each in enumerate(latitude)]
    return LogReader(cast(Session, Tables(sent, incidents)), date(2025, 1, 1), date(2025, 12, 31))


def test_journeys_from_scene_to_scene_tell_the_speed() -> None:
    found = calibrate_travel(log(rest=1))
    assert found.n == 149 and found.words == ()
    assert found.start is not None and found.speed is not None
    assert found.start.estimate == pytest.approx(2, abs=0.4)
    assert found.speed.estimate == pytest.approx(50, rel=0.06)
    told = Calibration("units", date(2025, 1, 1), date(2025, 12, 31), travel=found).parameters()
    assert [each.name for each in told] == ["travel: start", "travel: speed", "travel: cv of the spread"]


def test_a_unit_that_went_home_in_between_tells_nothing() -> None:
    found = calibrate_travel(log(rest=40))
    assert found.n == 0 and found.start is None
    assert Calibration("units", date(2025, 1, 1), date(2025, 12, 31), travel=found).parameters() == ()
