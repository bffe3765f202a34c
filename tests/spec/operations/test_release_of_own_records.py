"""Releasing figures of a force's own records

Own figures are released like published ones, with small numbers suppressed. A sum of times is no count and gives none
away; but it says something of the few people behind it, so it is shown only where their number is. A release that holds
own figures does not go out under the open licence of published data.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.spec.measures.own_records import at, days, fairshire, load
from tests.spec.operations.fairshire import figures, released
from tests.spec.tables import rows

from forcesight.operations import Platform
from forcesight.operations.releases import Release


def attended(day: str, hour: int, district: str, minutes: int) -> dict[str, object]:
    """An emergency in a district, attended after so many minutes."""
    opened = at(f"{day} {hour:02d}:00")
    return {"opened_at": opened, "at_scene_at": at(f"{day} {hour:02d}:{minutes}"), "first_grade": "1", "grade": "1",
            "attended": True, "rural": False, "district_code": district}  # fmt: skip


def home(folder: Path, north: dict[str, int]) -> Platform:
    """South has an emergency a day, North so many in each month, each attended after ten minutes and more."""
    platform = fairshire(folder)
    all_days = days("2025-05-01", "2025-06-30")
    told = [attended(day, 9, "South", 10 + number % 9) for number, day in enumerate(all_days)]
    for month, count in north.items():
        told += [attended(f"{month}-{number + 1:02d}", 12, "North", 11 + number % 5) for number in range(count)]
    load(platform, "incident", told)
    return platform


def shown(made: Release, month: str, *measures: str) -> list[dict[str, object]]:
    """What a reader sees of each measure: its numerators to one decimal, None where a figure is suppressed."""
    told = {(r["measure"], r["area_name"]): r for r in figures(made) if r["month"] == month}
    return [{"measure": measure, **{place: _seen(told[measure, place]) for place in ("North", "South", "Fairshire")}}
            for measure in measures]  # fmt: skip


def _seen(row: dict[str, str]) -> float | None:
    return None if row["status"] == "suppressed" else float(row["numerator"])


def test_a_mean_is_hidden_with_its_few_cases(tmp_path: Path) -> None:
    """North's three emergencies of June are suppressed and so is the time that they took; South's would tell them."""
    made = released(home(tmp_path, {"2025-05": 12, "2025-06": 3}))
    assert shown(made, "2025-06", "incidents", "minutes_to_attend_immediate") == rows("""
        measure                     | North | South | Fairshire
        incidents                   |     - |     - |        33
        minutes_to_attend_immediate |     - |     - |       459
    """)


def test_enough_cases_are_shown(tmp_path: Path) -> None:
    """In May twelve emergencies took 153 minutes in North."""
    made = released(home(tmp_path, {"2025-05": 12, "2025-06": 3}))
    assert shown(made, "2025-05", "incidents", "minutes_to_attend_immediate") == rows("""
        measure                     | North | South | Fairshire
        incidents                   |    12 |    31 |        43
        minutes_to_attend_immediate |   153 |   424 |       577
    """)


def test_own_figures_bear_no_open_licence(tmp_path: Path) -> None:
    """The metadata of the table of figures names no licence."""
    made = released(home(tmp_path, {"2025-05": 12, "2025-06": 12}))
    told = [json.loads(path.read_text()) for path in made.folder.glob("figures*csv-metadata.json")]
    assert told and "licen" not in json.dumps(told).lower()
