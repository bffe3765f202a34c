"""The named checks and their twins: each asks for its own permission, and the two never disagree."""

import inspect
from datetime import date

import pytest

from forcesight.access import EVERYWHERE, Grant, Permission, Principal, Purpose, Refused, Role, check


PAIRS = {
    name.removeprefix("check_can_"): (function, getattr(check, name.removeprefix("check_")))
    for name, function in inspect.getmembers(check, inspect.isfunction)
    if name.startswith("check_can_")
}


def only(permission):
    role = Role(
        key="one_thing",
        name="One thing",
        description="Does one thing.",
        permissions=frozenset({permission}),
        purposes=frozenset({Purpose.RECORDS_MANAGEMENT}),
        data_classes=frozenset({permission.data_class}),
    )
    return Principal("a.person", (Grant(role, EVERYWHERE, date(2020, 1, 1)),))


def arguments(function):
    return {"purpose": Purpose.RECORDS_MANAGEMENT} if "purpose" in inspect.signature(function).parameters else {}


def test_there_is_one_check_for_every_permission():
    assert set(PAIRS) == {permission.name.lower() for permission in Permission}


@pytest.mark.parametrize("name", PAIRS)
def test_a_check_passes_its_own_permission_and_no_other(name):
    checker, twin = PAIRS[name]
    for permission in Permission:
        person, mine = only(permission), permission.name.lower() == name
        assert twin(person, **arguments(checker)) is mine
        if mine:
            checker(person, **arguments(checker))
        else:
            with pytest.raises(Refused, match="You cannot"):
                checker(person, **arguments(checker))


def test_a_twin_says_what_it_is_the_twin_of():
    assert check.can_read_audit_log.__doc__ == "Whether `check_can_read_audit_log` would let the person pass."
