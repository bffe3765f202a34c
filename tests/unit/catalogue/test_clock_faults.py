"""What a clock, a pause, a calendar or a holiday may not say."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from forcesight.catalogue import CalendarRule, Catalogue, CatalogueError, Clock, Entry, Holiday
from forcesight.catalogue.shape import entry_from


DATED: dict[str, Any] = {"id": "x", "valid_from": date(2024, 4, 1), "source": "s", "confidence": "high"}
CLOCK = DATED | {"family": "f", "trigger": "t", "stops": "s", "limit": 5, "unit": "days", "basis": "law"}
CALENDAR = DATED | {"description": "d", "open_on": ["Monday"]}
HOLIDAY = DATED | {"group": "g", "falls": "25 December"}


@pytest.mark.parametrize(
    ("kind", "raw", "sentence"),
    [
        (Clock, CLOCK | {"id": "two-words"}, "id may not hold -: it becomes part of a column's name"),
        (Clock, CLOCK | {"limit": 0, "unit": "months"}, "limit must be 1 or more; only days counted after the event"),
        (Clock, CLOCK | {"limit": 0, "counting": "beginning with"}, "limit must be 1 or more"),
        (Clock, CLOCK | {"limit": 1.5}, "limit is 1.5: it must be a whole number"),
        (Clock, CLOCK | {"unit": "weeks"}, "unit is 'weeks': it must be one of 'seconds', 'minutes', 'hours', 'days'"),
        (Clock, CLOCK | {"unit": "working days"}, "calendar is missing: working days need one"),
        (Clock, CLOCK | {"unit": "day starts"}, "calendar is missing: day starts need one"),
        (Clock, CLOCK | {"calendar": "c"}, "calendar must be left out for days: for days of a calendar, the unit is"),
        (Clock, CLOCK | {"unit": "months", "calendar": "c"}, "calendar must be left out for months"),
        (Clock, CLOCK | {"unit": "hours", "counting": "beginning with"}, "counting must be left out for hours"),
        (Clock, CLOCK | {"share": 0}, "share is a per cent above 0 and up to 100"),
        (Clock, CLOCK | {"share": 101}, "share is a per cent above 0 and up to 100"),
        (Clock, CLOCK | {"events": 3}, "events counts what happens in a window"),
        (Clock, CLOCK | {"events": 0, "sense": "window"}, "events counts what happens in a window"),
        (CalendarRule, CALENDAR | {"open_on": []}, "open_on is empty: list the weekdays"),
        (
            CalendarRule,
            CALENDAR | {"open_on": ["Mon"]},
            "open_on is ['Mon']: it must be a list, each item one of 'Monday'",
        ),
        (CalendarRule, CALENDAR | {"starts_at": "08:30"}, "it must be a time such as 08:30:00, without quotes"),
        (Holiday, HOLIDAY | {"falls": "Christmas"}, "falls is 'Christmas': write it as 25 December, 8 May 2020"),
        (Holiday, HOLIDAY | {"days": 0}, "days must be 1 or more"),
        (Holiday, HOLIDAY | {"days": 2, "weekend": "moves"}, "weekend must be left out where days is more than 1"),
        (Holiday, HOLIDAY | {"instead_of": date(2024, 5, 6)}, "instead_of needs a date with its year in falls"),
        (Holiday, HOLIDAY | {"falls": "8 May 2020"}, "falls (8 May 2020) is not between valid_from and valid_to"),
    ],
)
def test_an_entry_at_fault_is_refused_with_a_sentence(kind: type[Entry], raw: dict[str, Any], sentence: str) -> None:
    entry, problems = entry_from(kind, raw, None)
    assert entry is None
    assert any(sentence in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Clock, CLOCK),
        (Clock, CLOCK | {"limit": -1}),
        (Clock, CLOCK | {"unit": "hours", "calendar": "c", "share": 90}),
        (Clock, CLOCK | {"events": 3, "sense": "window", "unit": "months"}),
        (CalendarRule, CALENDAR | {"starts_at": time(8, 30)}),
        (Holiday, HOLIDAY | {"falls": "8 May 2025", "instead_of": date(2025, 5, 5)}),
    ],
)
def test_a_sound_entry_is_made(kind: type[Entry], raw: dict[str, Any]) -> None:
    entry, problems = entry_from(kind, raw, None)
    assert entry is not None and problems == []


EDIT = """
[defaults]
valid_from = 2024-04-01
source = "s"
confidence = "high"

"""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '[[clock]]\nid = "vc_referral"\ncalendar = "nil"\n',
            "clock 'vc_referral': 'nil' is not a calendar of this catalogue",
        ),
        ('[[clock]]\nid = "bail_1"\npauses = ["nil"]\n', "clock 'bail_1': 'nil' is not a pause of this catalogue"),
        (
            '[[clock]]\nid = "encompass"\ncalendar = "working-days"\n',
            "clock 'encompass': the calendar 'working-days' has no starts_at: give it one",
        ),
        (
            '[[calendar]]\nid = "school-days"\nholidays = ["nil"]\n',
            "calendar 'school-days': no holiday is in the group 'nil': add one",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "edits.toml").write_text(EDIT + text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        Catalogue.load(overlay=tmp_path)
    assert f"edits.toml: {sentence}" in str(caught.value)


def test_a_force_sets_its_own_limit(tmp_path: Path) -> None:
    (tmp_path / "edits.toml").write_text(EDIT + '[[clock]]\nid = "sup_review_default"\nlimit = 21\n', encoding="utf-8")
    catalogue = Catalogue.load(overlay=tmp_path)
    before, after = (catalogue.clock("sup_review_default", date(2024, *day)) for day in ((3, 31), (4, 1)))
    assert (before.limit, before.caveat != "") == (28, True)
    assert (after.limit, after.unit, after.caveat, after.version) == (21, "days", "", 2)
