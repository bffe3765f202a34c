"""Which months are held, beyond the examples of the spec: rejected files, calendars that do not reach, spans."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.spec.measures.own_records import at, days, fairshire, figures, load
from tests.unit.store.published_files import crimes, line, text, write

from forcesight.access import local_operator
from forcesight.clocks.calendar import every_day
from forcesight.errors import InputRefused
from forcesight.measures.held import held_days
from forcesight.measures.months import days_of, month_after
from forcesight.operations import records
from forcesight.operations.figures import Question, answer


def test_a_month_whose_rows_were_all_rejected_is_unknown_not_zero(tmp_path: Path) -> None:
    platform = fairshire(tmp_path)
    rejected = [line(Month="") for _ in range(3)]
    told = {"2024-05": crimes(4, month="2024-05"), "2024-06": rejected, "2024-07": crimes(5, month="2024-07")}
    paths = [write(tmp_path / "files", text(rows), month=month) for month, rows in told.items()]
    report = records.load_police_uk(platform, paths, by=local_operator(), edition="2024-07")
    assert (report.rows_loaded, report.rows_rejected) == (9, 3)
    with figures(platform) as known:
        series = known.series(
            known.catalogue.measure("recorded_crime", known.on), known.areas.get("force", "fairshire")
        )
    assert [(each.status, each.numerator) for each in series.observations] == [("ok", 4), ("missing", None), ("ok", 5)]


def test_where_the_calendar_does_not_reach_weekdays_are_working_days() -> None:
    """Records of 1960, when no calendar of ours had begun."""
    months = [month_after(date(1960, 1, 1), step) for step in range(6)]
    told = {month: {day for day in days_of(month) if day.weekday() < 5} for month in months}
    told[months[-1]] = {day for day in told[months[-1]] if day.day < 20}
    held = held_days(told, date(2025, 1, 1), every_day)
    assert [held[month].whole for month in months] == [True] * 5 + [False]
    assert held[months[0]].age == 4 and held[months[0]].known_to == date(1960, 6, 17)


def test_the_command_line_answers_for_own_records(tmp_path: Path) -> None:
    platform = fairshire(tmp_path)
    calls = [{"channel": "telephone", "line": "999", "offered_at": at(f"{day} 10:00:00"),
              "answered_at": at(f"{day} 10:00:{4 + number % 8:02d}")}
             for number, day in enumerate(days("2025-01-01", "2025-12-31"))]  # fmt: skip
    load(platform, "contact", calls)
    told = answer(platform, Question("wait_999", period="quarter"), by=local_operator())
    assert [row["period"] for row in told["rows"]] == ["2025 Q1", "2025 Q2", "2025 Q3", "2025 Q4"]
    first = told["rows"][0]
    assert (first["status"], first["denominator"], first["n"]) == ("ok", 90, 90)
    assert first["interval"]["low"] < first["value"] < first["interval"]["high"]
    assert told["definition"]["kind"] == "mean" and "is not null" in told["definition"]["denominator"]
    nowhere = answer(platform, Question("crimes", by="district"), by=local_operator())
    assert nowhere["rows"] == [] and nowhere["cautions"] == ["Crimes: the home holds no records of it."]
    whole = answer(platform, Question("crimes"), by=local_operator())
    assert whole["rows"] == [] and whole["cautions"] == [
        "Crimes: the home holds no records of it for areas of this level."
    ]


def test_no_records_of_an_area_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="There is no force 'fairshire' with records of crimes here"):
        answer(fairshire(tmp_path), Question("crimes", area="fairshire"), by=local_operator())
