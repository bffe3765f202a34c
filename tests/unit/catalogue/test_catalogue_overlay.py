"""A home's own catalogue folder: what an edit adds, replaces, borrows and may not do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forcesight.catalogue import Catalogue, CatalogueError, ComparisonGroup, Margin, Measure, Standard, UnknownEntry


MARGIN_LATER = """
[[margin]]
id = "count"
value = 0.1
valid_from = 2025-04-01
source = "Performance board, minute 7"
confidence = "high"
"""

TARGETS = """
[defaults]
measure = "burglary"
sense = "at_most"
status = "target"
source = "Plan"
confidence = "high"

[[standard]]
id = "national"
status = "standard"
value = 400
valid_from = 2024-04-01

[[standard]]
id = "force"
value = 300
force = "staffordshire"
valid_from = 2024-04-01

[[standard]]
id = "district"
value = 30
force = "staffordshire"
area = "E07000192"
valid_from = 2024-04-01
"""


def loaded(folder: Path, text: str, name: str = "edits.toml") -> Catalogue:
    (folder / name).write_text(text, encoding="utf-8")
    return Catalogue.load(overlay=folder)


def problems_of(folder: Path, text: str, name: str = "edits.toml") -> tuple[str, ...]:
    with pytest.raises(CatalogueError) as caught:
        loaded(folder, text, name)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def test_a_later_date_adds_a_version_and_the_past_can_be_replayed(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, MARGIN_LATER)
    count = catalogue.measure("burglary")
    before, after = (catalogue.margin(count, day) for day in (date(2025, 3, 31), date(2025, 4, 1)))
    assert (before.value, before.confidence, before.origin) == (0.05, "low", "forcesight")
    assert (after.value, after.confidence, after.origin) == (0.1, "high", "home")
    assert before.caveat and not after.caveat
    assert [m.version for m in catalogue.history(Margin, "count")] == [1, 2]


def test_an_edit_borrows_what_it_does_not_say(tmp_path: Path) -> None:
    after = loaded(tmp_path, MARGIN_LATER).history(Margin, "count")[-1]
    assert (after.measure_kind, after.scale, after.name) == ("count", "relative", "Counts: 5 %")
    assert after.source == "Performance board, minute 7"


def test_the_same_date_replaces_the_version(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, MARGIN_LATER.replace("2025-04-01", "2010-12-01"))
    (only,) = catalogue.history(Margin, "count")
    assert (only.value, only.origin, only.file) == (0.1, "home", "edits.toml")


def test_a_version_with_a_last_day_leaves_nothing_in_force_after_it(tmp_path: Path) -> None:
    ended = '[[measure]]\nid = "drugs"\nvalid_from = 2013-05-01\nvalid_to = 2020-03-31\nsource = "Retired"\n'
    catalogue = loaded(tmp_path, ended)
    assert catalogue.measure("drugs", date(2020, 3, 31)).name == "Drugs"
    with pytest.raises(UnknownEntry, match="no measure 'drugs' in force on 2020-04-01"):
        catalogue.measure("drugs", date(2020, 4, 1))


def test_an_edit_before_the_first_version_borrows_from_the_first(tmp_path: Path) -> None:
    earlier = '[[measure]]\nid = "drugs"\nvalid_from = 2011-09-01\nvalid_to = 2013-04-30\nsource = "Old files"\n'
    catalogue = loaded(tmp_path, earlier)
    assert catalogue.measure("drugs", date(2012, 1, 1)).source == "Old files"
    assert catalogue.measure("drugs", date(2014, 1, 1)).origin == "forcesight"


def test_an_edit_must_say_its_own_source(tmp_path: Path) -> None:
    said = problems_of(tmp_path, '[[margin]]\nid = "count"\nvalid_from = 2025-04-01\nvalue = 0.1\n')
    assert said == ("edits.toml: margin 'count': source is missing.",)


def test_a_folder_that_does_not_exist_adds_nothing(tmp_path: Path) -> None:
    assert Catalogue.load(overlay=tmp_path / "none").fingerprint == Catalogue.load().fingerprint


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    file = tmp_path / "catalogue"
    file.write_text("")
    with pytest.raises(CatalogueError, match="catalogue is not a folder: put the catalogue's TOML files into a folder"):
        Catalogue.load(overlay=file)


def test_files_in_sub_folders_are_read_and_others_are_not(tmp_path: Path) -> None:
    (tmp_path / "standards").mkdir()
    (tmp_path / "notes.txt").write_text("not TOML at all [[")
    assert loaded(tmp_path, MARGIN_LATER, "standards/margins.toml").history(Margin, "count")[-1].version == 2


def test_the_fingerprint_tells_content_from_layout(tmp_path: Path) -> None:
    plain = Catalogue.load().fingerprint
    edited = loaded(tmp_path, MARGIN_LATER).fingerprint
    (tmp_path / "edits.toml").unlink()
    moved = loaded(tmp_path, "# moved\n" + MARGIN_LATER, "other.toml").fingerprint
    assert plain != edited == moved


def test_the_next_day_on_which_an_entry_begins_or_ends() -> None:
    def margin(since: date, until: date | None) -> Margin:
        return Margin(id="m", measure="burglary", value=1, scale="points", valid_from=since, valid_to=until, source="s",
                      confidence="high")  # fmt: skip

    catalogue = Catalogue([margin(date(2020, 1, 1), date(2025, 3, 31)), margin(date(2026, 4, 1), date.max)])
    assert catalogue.next_change(date(2019, 1, 1)) == date(2020, 1, 1)
    assert catalogue.next_change(date(2025, 3, 30)) == date(2025, 4, 1)
    assert catalogue.next_change(date(2025, 3, 31)) == date(2025, 4, 1)
    assert catalogue.next_change(date(2025, 4, 1)) == date(2026, 4, 1)
    assert catalogue.next_change(date(2026, 4, 1)) is None


def test_the_closest_target_wins(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, TARGETS)
    day = date(2025, 1, 1)

    def target(**place: str) -> Standard | None:
        return catalogue.standard("burglary", day, **place)

    assert [s.id for s in catalogue.standards("burglary", day, force="kent")] == ["national"]
    found = [target(), target(force="staffordshire"), target(force="staffordshire", area="E07000192")]
    assert [s.value if s else None for s in found] == [400, 300, 30]
    assert catalogue.standard("burglary", date(2024, 3, 31)) is None
    assert found[0] is not None and found[0].met_by(400) and not found[0].met_by(401)


def test_a_floor_is_met_from_above() -> None:
    floor = Standard(
        id="x", measure="m", value=10, sense="at_least", status="target", valid_from=date(2024, 1, 1), source="s",
        confidence="high",
    )  # fmt: skip
    assert floor.met_by(10) and not floor.met_by(9.9)


def test_a_listed_group_becomes_the_forces_default(tmp_path: Path) -> None:
    text = """
    [[comparison_group]]
    id = "chosen"
    basis = "listed"
    force = "staffordshire"
    members = ["cheshire", "derbyshire"]
    valid_from = 2024-04-01
    source = "Chief officers, minute 3"
    confidence = "high"
    """
    groups = loaded(tmp_path, text).comparison_groups("staffordshire", date(2025, 1, 1))
    assert [g.id for g in groups] == ["chosen", "records", "neighbours-staffordshire"]
    assert groups[0].members == ("cheshire", "derbyshire")
    assert [g.id for g in Catalogue.load().comparison_groups("kent")] == ["records", "neighbours-kent"]


def test_the_own_margin_of_a_measure_beats_that_of_its_kind(tmp_path: Path) -> None:
    own = MARGIN_LATER.replace('id = "count"', 'id = "burglary"\nmeasure = "burglary"\nscale = "relative"')
    catalogue = loaded(tmp_path, own)
    day = date(2025, 6, 1)
    assert catalogue.margin(catalogue.measure("burglary", day), day).value == 0.1
    assert catalogue.margin(catalogue.measure("robbery", day), day).value == 0.05


def test_without_any_margin_the_sentence_says_what_to_add() -> None:
    measure = Catalogue.load().measure("burglary")
    with pytest.raises(UnknownEntry, match=r"no margin for burglary or for a count: add a \[\[margin\]\] entry"):
        Catalogue([]).margin(measure)


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        '[[margin]]\nid = "count"\nvalue = "a lot"\nvalid_from = 2025-01-01\nsource = "s"\n'
    )
    (tmp_path / "b.toml").write_bytes(b"name = '\xff'")
    said = problems_of(tmp_path, "[[margin]\n", "c.toml")
    assert said[0] == "a.toml: margin 'count': value is 'a lot': it must be a number."
    assert said[1] == "b.toml: the file is not UTF-8 (byte 8): save it as UTF-8."
    assert said[2].startswith("c.toml: the file is not TOML: ") and "line 1" in said[2]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[meassure]]\nid = 'x'\n", "'meassure' is not a kind of entry: write [[measure]], [[margin]]"),
        ("[measure]\nid = 'x'\n", "'measure' is not a kind of entry: write [[measure]]"),
        ("measure = [1, 2]\n", "'measure' is not a kind of entry"),
        ("[[defaults]]\nsource = 's'\n", "defaults is not one table: write [defaults] once"),
        ("[[margin]]\nvalue = 1\n", "margin 'without an id': id is missing"),
        ("[[margin]]\nid = 'count'\nvalid_from = '2025-04-01'\n", "valid_from is '2025-04-01': it must be a date"),
        ("[[margin]]\nid = 'count'\nvalid_from = 2025-04-01T10:00:00\n", "valid_from is datetime.datetime("),
    ],
)
def test_what_is_not_an_entry_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    assert any(sentence in problem for problem in problems_of(tmp_path, text))


def test_two_versions_of_one_date_are_told(tmp_path: Path) -> None:
    said = problems_of(tmp_path, MARGIN_LATER * 2)
    assert said == (
        "edits.toml: margin 'count': there are two versions from 2025-04-01: keep one, or correct the date.",
    )


def test_nearby_ids_are_offered() -> None:
    catalogue = Catalogue.load()
    with pytest.raises(UnknownEntry, match=r"There is no measure 'burglry'\. Did you mean burglary"):
        catalogue.measure("burglry")
    with pytest.raises(UnknownEntry, match=r"no pause 'zzz'\. See docs"):
        catalogue.pause("zzz")


def test_a_measure_over_a_group_that_is_not_in_force_cannot_be_answered(tmp_path: Path) -> None:
    ended = '[[outcome_group]]\nid = "no_suspect"\nvalid_from = 2014-05-01\nvalid_to = 2024-12-31\nsource = "Retired"\n'
    catalogue = loaded(tmp_path, ended)
    assert "outcome_no_suspect" in {m.id for m in catalogue.measures(date(2024, 12, 31))}
    assert "outcome_no_suspect" not in {m.id for m in catalogue.measures(date(2025, 1, 1))}
    assert catalogue.history(Measure, "outcome_no_suspect")


def test_history_of_the_unknown_is_empty() -> None:
    assert Catalogue.load().history(ComparisonGroup, "nobody") == ()


def test_a_force_s_own_limit_is_counted_by(tmp_path: Path) -> None:
    """A limit is edited once, in the clock; measures follow on its day, and say so in their expression."""
    (tmp_path / "limits.toml").write_text(
        '[[clock]]\nid = "resp_g2"\nlimit = 90\nvalid_from = 2025-04-01\nsource = "Force policy"\nconfidence = "high"\n'
    )
    catalogue = Catalogue.load(overlay=tmp_path)
    before, after = (catalogue.measure("priority_in_60", day) for day in (date(2025, 3, 31), date(2025, 4, 1)))
    assert before.numerator.endswith("minutes_to_attend <= 60") and after.numerator.endswith("<= 90")
    assert [clock.source for clock in catalogue.clocks_of(after, date(2025, 4, 1))] == ["Force policy"]


def test_a_measure_waits_for_its_clock(tmp_path: Path) -> None:
    """A measure over a limit that is not in force on a day cannot be answered for that day."""
    (tmp_path / "limits.toml").write_text(
        '[[clock]]\nid = "resp_g2"\nvalid_from = 2005-01-01\nvalid_to = 2024-12-31\nsource = "Abolished"\n'
        'confidence = "high"\n'
    )
    catalogue = Catalogue.load(overlay=tmp_path)
    assert catalogue.measure("priority_in_60", date(2024, 12, 31)).id == "priority_in_60"
    with pytest.raises(UnknownEntry):
        catalogue.measure("priority_in_60", date(2025, 1, 1))
