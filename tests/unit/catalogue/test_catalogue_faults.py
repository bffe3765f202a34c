"""What an entry may not say, on its own and of others; each fault is a sentence with file, entry and field."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forcesight.catalogue import (
    Catalogue,
    CatalogueError,
    ComparisonGroup,
    Entry,
    Margin,
    Measure,
    OutcomeGroup,
    WeightScheme,
)
from forcesight.catalogue.expression import (
    clocks_in,
    faults_in,
    names_in,
    outcome_groups_in,
    texts_in,
    weights_in,
    with_limits,
    with_outcomes,
)
from forcesight.catalogue.shape import entry_from
from forcesight.toml_fields import fits, words_for


DATED: dict[str, Any] = {"id": "x", "valid_from": date(2024, 4, 1), "source": "s", "confidence": "high"}
MEASURE = DATED | {
    "description": "d",
    "table": "recorded_crime",
    "numerator": "crime_type = 'Drugs'",
    "kind": "count",
    "unit": "crimes",
    "why_direction": "w",
    "family": "f",
}
GROUP = DATED | {"basis": "listed", "members": ["kent"]}
SCHEME = DATED | {"description": "d", "unit": "points", "weights": {"a": 1}}


@pytest.mark.parametrize(
    ("kind", "raw", "sentence"),
    [
        (Measure, MEASURE | {"id": "Two Words"}, "id may hold small letters, digits, - and _ only"),
        (Measure, MEASURE | {"id": "two-words"}, "id may not hold -: it becomes part of a column's name"),
        (Measure, MEASURE | {"source": " "}, "source is empty: say where the entry comes from"),
        (Measure, MEASURE | {"valid_to": date(2024, 3, 31)}, "valid_to (2024-03-31) is before valid_from (2024-04-01)"),
        (Measure, MEASURE | {"numerator": " "}, "numerator is empty: give an expression"),
        (Measure, MEASURE | {"numerator": "a; drop"}, "numerator holds ;, which definitions do not use"),
        (Measure, MEASURE | {"numerator": "(a"}, "numerator has a bracket that is not closed or not opened"),
        (Measure, MEASURE | {"denominator": "population"}, "denominator must be empty for a count"),
        (Measure, MEASURE | {"kind": "mean", "denominator": "1"}, "denominator must be empty for a mean"),
        (Measure, MEASURE | {"beside": "burglary"}, "beside and difference go together: name the other measure"),
        (Measure, MEASURE | {"difference": "d"}, "beside and difference go together"),
        (Measure, MEASURE | {"kind": "mean", "clustered": True}, "clustered is for counts and proportions"),
        (Measure, MEASURE | {"numerator": "a <= {days.x}"}, "numerator holds { . }, which definitions do not use"),
        (Measure, MEASURE | {"kind": "rate"}, "denominator is missing: a rate needs one"),
        (Measure, MEASURE | {"kind": "proportion"}, "denominator is missing: a proportion needs one"),
        (
            Measure,
            MEASURE | {"kind": "proportion", "denominator": "population"},
            "denominator of a proportion is an expression over the same rows",
        ),
        (Measure, MEASURE | {"per": 0}, "per must be above 0"),
        (Measure, MEASURE | {"decimals": -1}, "decimals must be 0 or more"),
        (
            Measure,
            MEASURE | {"direction": "up"},
            "direction is 'up': it must be one of 'increase', 'decrease', 'neutral'",
        ),
        (Measure, MEASURE | {"seasonal": 1}, "seasonal is 1: it must be true or false"),
        (Measure, MEASURE | {"decimals": True}, "decimals is True: it must be a whole number"),
        (Measure, MEASURE | {"numerater": "x"}, "numerater is not a field: did you mean numerator?"),
        (Measure, MEASURE | {"zzz": "x"}, "zzz is not a field: the fields are id, name"),
        (Measure, MEASURE | {"origin": "home"}, "origin is not a field"),
        (Margin, DATED | {"value": 1, "scale": "points"}, "give one of measure"),
        (Margin, DATED | {"value": 0, "scale": "points", "measure": "m"}, "value must be above 0"),
        (ComparisonGroup, GROUP | {"basis": "records"}, "members must be empty where basis is 'records'"),
        (ComparisonGroup, GROUP | {"members": []}, "members is empty: list the slugs"),
        (
            ComparisonGroup,
            GROUP | {"members": "kent"},
            "members is 'kent': it must be a list, each item text in quotes",
        ),
        (ComparisonGroup, GROUP | {"force": "kent"}, "members must not hold 'kent' itself"),
        (WeightScheme, SCHEME | {"weights": {}}, "weights is empty: give a weight for each category"),
        (WeightScheme, SCHEME | {"weights": {"a": -1}}, "weights has -1 for 'a': a weight is 0 or more"),
        (WeightScheme, SCHEME | {"weights": {"a": "1"}}, "it must be a table, each value a number"),
        (OutcomeGroup, DATED | {"description": "d", "outcomes": []}, "outcomes is empty"),
    ],
)
def test_an_entry_at_fault_is_refused_with_a_sentence(kind: type[Entry], raw: dict[str, Any], sentence: str) -> None:
    entry, problems = entry_from(kind, raw, None)
    assert entry is None
    assert any(sentence in problem for problem in problems), problems


def test_a_sound_entry_is_made_with_defaults_and_settled_types() -> None:
    entry, problems = entry_from(WeightScheme, SCHEME, None, origin="home", file="w.toml")
    assert problems == [] and entry is not None
    assert (entry.version, entry.origin, entry.file, entry.error_sentence) == (1, "home", "w.toml", "")
    group, _ = entry_from(ComparisonGroup, GROUP, None)
    assert group is not None and group.members == ("kent",)
    measure, _ = entry_from(Measure, MEASURE | {"per": 100}, None)
    assert measure is not None and isinstance(measure.per, float)


def test_an_error_sentence_says_only_what_was_measured() -> None:
    measured = {
        "error_forces": 5,
        "error_against": "published scores",
        "error_median_percent": 4,
        "error_p90_percent": 9,
    }
    scheme, _ = entry_from(WeightScheme, SCHEME | measured, None)
    assert scheme is not None
    assert scheme.error_sentence == (
        "Against the published scores, figures for 5 forces made with these weights are off by 4 % (median), "
        "and by 9 % or less for nine in ten."
    )
    scheme, _ = entry_from(WeightScheme, SCHEME | measured | {"error_bias_percent": 2.5}, None)
    assert scheme is not None and scheme.error_sentence.endswith("nine in ten; on average 2.5 % too high.")


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("measure", 'table = "crimes"', "table 'crimes' is not a table of records; they are "),
        ("measure", 'numerator = "colour = 1"', "numerator names colour, but recorded_crime has force, "),
        ("measure", "numerator = \"crime_type = 'Burglry'\"", "numerator compares with 'Burglry', which is not a code"),
        ("measure", "numerator = \"weight('nil', crime_type)\"", "'nil' is not a weight scheme of this catalogue"),
        ("measure", 'numerator = "last_outcome in {outcomes.nil}"', "'nil' is not an outcome group of this catalogue"),
        ("measure", 'numerator = "crime_type is null or 1 < {hours.nil}"', "'nil' is not a clock of this catalogue"),
        ("measure", 'beside = "nil"\ndifference = "d"', "'nil' is not a measure of this catalogue"),
        (
            "measure",
            'numerator = "crime_type is null or 1 < {hours.vc_key_std}"',
            "the limit of the clock 'vc_key_std' is not elapsed time: compare with a column that says how late",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_told(tmp_path: Path, file: str, text: str, sentence: str) -> None:
    entry = f'[[{file}]]\nid = "burglary"\nvalid_from = 2024-04-01\nsource = "s"\n{text}\n'
    (tmp_path / "edits.toml").write_text(entry)
    with pytest.raises(CatalogueError) as caught:
        Catalogue.load(overlay=tmp_path)
    assert f"edits.toml: measure 'burglary': {sentence}" in str(caught.value)


def test_margins_standards_and_groups_must_name_what_exists(tmp_path: Path) -> None:
    head = 'valid_from = 2024-04-01\nsource = "s"\nconfidence = "high"\n'
    (tmp_path / "edits.toml").write_text(
        f'[[margin]]\nid = "a"\nmeasure = "nil"\nvalue = 1\nscale = "points"\n{head}'
        f'[[standard]]\nid = "b"\nmeasure = "nil"\nvalue = 1\nsense = "at_most"\nstatus = "target"\n{head}'
        f'[[comparison_group]]\nid = "c"\nbasis = "listed"\nforce = "nobody"\nmembers = ["nowhere"]\n{head}'
    )
    with pytest.raises(CatalogueError) as caught:
        Catalogue.load(overlay=tmp_path)
    assert [problem.split(": ")[2] for problem in caught.value.problems] == [
        "'nil' is not a measure of this catalogue",
        "'nil' is not a measure of this catalogue",
        "'nowhere' is not a force of this catalogue",
        "'nobody' is not a force of this catalogue",
    ]


def test_an_outcome_in_two_groups_on_one_day_is_told(tmp_path: Path) -> None:
    second = (
        '[[outcome_group]]\nid = "also"\ndescription = "d"\noutcomes = ["Under investigation"]\n'
        'valid_from = 2024-04-01\nsource = "s"\nconfidence = "high"\n'
    )
    (tmp_path / "edits.toml").write_text(second)
    with pytest.raises(CatalogueError, match="on 2024-04-01, 'Under investigation' is also in 'under_investigation'"):
        Catalogue.load(overlay=tmp_path)


def test_an_outcome_may_move_to_another_group_on_a_day(tmp_path: Path) -> None:
    head = 'valid_from = 2024-04-01\nsource = "s"\n'
    moved = '"Action to be taken by another organisation"'
    (tmp_path / "edits.toml").write_text(
        f'[[outcome_group]]\nid = "not_known"\noutcomes = ["Status update unavailable", {moved}]\n{head}'
        f'[[outcome_group]]\nid = "another_organisation"\noutcomes = ["Passed on"]\n{head}'
    )
    catalogue = Catalogue.load(overlay=tmp_path)
    groups = {g.id: g.outcomes for g in catalogue.outcome_groups(date(2024, 4, 1))}
    assert groups["another_organisation"] == ("Passed on",)
    assert "'Passed on'" in catalogue.measure("outcome_another_organisation", date(2024, 4, 1)).numerator
    assert "'Action to be" in catalogue.measure("outcome_another_organisation", date(2024, 3, 31)).numerator


def test_expressions_are_read_for_names_texts_schemes_and_groups() -> None:
    text = "case when a in ('it''s', 'b') and B_c >= 1.5 then weight('w', d) else coalesce(a, 0) end"
    assert names_in(text) == ("a", "B_c", "d")
    assert texts_in(text) == ("it's", "b")
    assert weights_in(text) == ("w",)
    assert list(faults_in(text)) == []
    assert outcome_groups_in("a in {outcomes.x} or b in {outcomes.y} or c in {outcomes.x}") == ("x", "y")
    assert with_outcomes("a in {outcomes.x}", {"x": ("it's", "b")}) == "a in ('it''s', 'b')"
    assert clocks_in("a <= {minutes.x} or b > {hours.y_2} or c < {minutes.x}") == (("minutes", "x"), ("hours", "y_2"))
    assert with_limits("a <= {minutes.x} or b <= {hours.x}", {"x": 900}) == "a <= 15 or b <= 0.25"
    assert names_in("a <= {seconds.x}") == ("a",) and list(faults_in("a <= {seconds.x}")) == []
    assert list(faults_in("a = ')'")) == []
    assert list(faults_in('"a" = `b`')) == ['holds " `, which definitions do not use: see docs/reference/catalogue.md']


def test_types_are_told_in_words() -> None:
    assert words_for(date | None) == "a date such as 2024-04-01, without quotes"
    assert fits(None, date | None) and not fits("x", date | None)
