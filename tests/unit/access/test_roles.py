"""Roles, grants and units: the data behind the decisions."""

import os
import pwd
import string
from datetime import date

import pytest

from forcesight.access import (
    EVERYWHERE,
    GRANTABLE,
    ROLES,
    Grant,
    Permission,
    Principal,
    Purpose,
    Unit,
    local_operator,
    place,
)
from forcesight.access.decision import Asked, Refused, check, refusal
from forcesight.access.principal import today
from forcesight.access.roles import LOCAL_OPERATOR, roles_with


def test_every_permission_belongs_to_a_role_that_a_person_can_be_given():
    assert [permission for permission in Permission if not roles_with(permission)] == []


def test_role_keys_are_identifiers_and_the_operator_is_never_granted():
    assert all(set(key) <= set(string.ascii_lowercase + "_") for key in ROLES)
    assert LOCAL_OPERATOR in ROLES.values() and LOCAL_OPERATOR not in GRANTABLE


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.key)
def test_every_role_says_what_it_is_for_and_can_use_what_it_has(role):
    assert role.description.endswith(".") and role.purposes and role.levels
    assert {permission.data_class for permission in role.permissions} <= role.data_classes


def test_a_unit_is_read_and_written_as_level_and_code():
    assert str(Unit.parse("district:E07000192")) == "district:E07000192"
    assert Unit.parse("district:E07000192").words == "district E07000192"


def test_a_unit_is_the_same_unit_whatever_it_is_called():
    named = Unit.parse("district:E07000192")
    assert named == type(named)(named.level, named.code, "Cannock Chase")
    assert type(named)(named.level, named.code, "Cannock Chase").words == "Cannock Chase"


@pytest.mark.parametrize("text", ["E07000192", "planet:earth", "district:", ""])
def test_a_unit_that_cannot_be_read_says_how_to_write_one(text):
    with pytest.raises(ValueError, match="write LEVEL:CODE, where LEVEL is one of force, district"):
        Unit.parse(text)


def test_the_local_operator_acts_under_their_own_name_everywhere():
    operator = local_operator()

    assert operator.identity == f"{pwd.getpwuid(os.geteuid()).pw_name} (command line)"
    assert [grant.scope for grant in operator.grants_on(today())] == [EVERYWHERE]
    check(operator, Permission.VIEW_MEASURES, Asked(place=place("force:any", "district:D1")))


def test_a_user_id_without_a_name_is_still_an_identity(monkeypatch):
    def nameless(_):
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nameless)
    assert local_operator().identity == f"user {os.geteuid()} (command line)"


def test_the_operator_states_a_purpose_for_rows_about_people():
    with pytest.raises(Refused, match="without a purpose"):
        check(local_operator(), Permission.ERASE_RECORDS)
    check(local_operator(), Permission.ERASE_RECORDS, Asked(purpose=Purpose.RECORDS_MANAGEMENT))


def test_the_grants_of_a_day_are_those_in_force():
    first, last, area = date(2026, 1, 1), date(2026, 1, 31), Unit.parse("district:D1")
    person = Principal(
        "a.person",
        (
            Grant(ROLES["commander"], area, first),
            Grant(ROLES["performance_analyst"], area, first),
            Grant(ROLES["commander"], Unit.parse("district:D2"), first, last),
        ),
    )
    assert [str(grant.scope) for grant in person.grants_on(date(2026, 2, 1))] == ["district:D1"] * 2
    assert len(person.grants_on(last)) == 3


def test_the_refusal_comes_from_the_grant_that_came_furthest():
    day = date(2026, 3, 1)
    person = Principal(
        "a.person",
        (
            Grant(ROLES["records_officer"], Unit.parse("force:northshire"), day),
            Grant(ROLES["commander"], Unit.parse("district:D1"), day),
        ),
    )
    asked = Asked(place=place("force:northshire", "district:D2"))
    assert refusal(person, Permission.VIEW_MEASURES, asked, day) == (
        "You cannot view measures for district D2: your role as Commander covers district D1. "
        "Ask an administrator if your area has changed."
    )


def test_a_class_beyond_the_role_is_refused():
    from forcesight.access import DataClass

    day = date(2026, 3, 1)
    analyst = Principal("a.person", (Grant(ROLES["performance_analyst"], EVERYWHERE, day),))
    found = refusal(analyst, Permission.VIEW_MEASURES, Asked(data_class=DataClass.PERSON), day)
    assert found == "You cannot view measures here: Performance analyst does not reach person data."
