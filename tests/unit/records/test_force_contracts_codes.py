"""Code lists: complete, without repeats, in groups that cover them."""

from __future__ import annotations

from collections import Counter

import pytest

from forcesight.records import REGISTRY, CodeList
from forcesight.records.codes import crime, force, incident, person


def listed() -> dict[str, CodeList]:
    """Every code list that a column uses."""
    columns = [column for contract in REGISTRY.values() for column in contract.columns]
    lists = [told for column in columns for told in (column.code_list, column.list_of) if told]
    return {told.name: told for told in lists}


LISTS = listed()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_where_it_comes_from_and_how_sure_that_is(name: str) -> None:
    assert LISTS[name].source
    assert LISTS[name].confidence in {"high", "medium", "low"}
    assert all(LISTS[name].meanings.values())


@pytest.mark.parametrize("name", [name for name, told in LISTS.items() if told.groups])
def test_every_code_of_a_grouped_list_has_a_group(name: str) -> None:
    assert set(LISTS[name].groups) == set(LISTS[name].codes)


@pytest.mark.parametrize("name", {c.list_of.name for k in REGISTRY.values() for c in k.columns if c.list_of})
def test_a_code_that_stands_in_a_list_has_no_comma(name: str) -> None:
    assert not [code for code in LISTS[name].codes if "," in code]


def test_two_columns_never_disagree_about_a_list_of_one_name() -> None:
    for contract in REGISTRY.values():
        for column in contract.columns:
            assert not column.code_list or LISTS[column.code_list.name] == column.code_list


def test_a_list_can_be_compared_and_hashed_with_the_columns_that_use_it() -> None:
    assert hash(crime.OUTCOMES) == hash(CodeList(crime.OUTCOMES.name, "", "", {}))
    assert {REGISTRY["investigation"].column("outcome")}


def test_outcomes_are_those_of_the_home_office() -> None:
    assert crime.OUTCOMES.codes == (
        "1", "1A", "2", "2A", "3", "3A", *(str(number) for number in range(4, 23)),
    )  # fmt: skip
    assert {code for code, group in crime.OUTCOMES.groups.items() if group == "charged"} == {"1", "1A"}
    assert {code for code, group in crime.OUTCOMES.groups.items() if group == "out of court"} == {
        "2", "2A", "3", "3A", "6", "7", "8",
    }  # fmt: skip
    assert crime.OUTCOMES.groups["22"] == "diversion"


def test_ethnicity_has_eighteen_groups_and_not_stated() -> None:
    stated = [c for c, group in person.SELF_DEFINED_ETHNICITY.groups.items() if group != "not stated"]
    # 18+1 has all but O1 (Chinese in 16+1), which has none of W3, W4 and O2, and with W4 is one more than eighteen.
    assert len(set(stated) - {"O1"}) == 19
    assert len(set(stated) - {"A4", "W3", "W4", "O2"}) == 16
    assert Counter(person.SELF_DEFINED_ETHNICITY.groups.values()) == {
        "white": 5, "mixed": 4, "asian": 6, "black": 3, "other": 2, "not stated": 4,
    }  # fmt: skip
    assert {person.SELF_DEFINED_ETHNICITY.groups[code] for code in ("A4", "O1")} == {"asian"}


def test_both_views_of_ethnicity_use_the_same_groups() -> None:
    known = set(person.ETHNIC_GROUPS.codes)
    assert set(person.SELF_DEFINED_ETHNICITY.groups.values()) <= known
    assert set(person.OFFICER_DEFINED_ETHNICITY.groups.values()) <= known


def test_the_use_of_force_form_has_its_fifteen_places() -> None:
    assert len(force.FORCE_LOCATIONS.codes) == 15
    assert "conducted energy device" in force.TACTICS.codes


def test_grades_and_families_of_incidents() -> None:
    assert incident.GRADES.codes == ("1", "2", "3", "4")
    asb = [code for code, family in incident.CATEGORIES.groups.items() if family == "anti-social behaviour"]
    assert asb == ["personal", "nuisance", "environmental"]
    assert set(incident.CATEGORIES.groups.values()) == set(incident.CATEGORY_GROUPS.codes)
