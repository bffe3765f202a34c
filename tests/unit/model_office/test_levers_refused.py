"""A lever that cannot be is refused with what is wrong and what was meant; every kind is written and read back."""

from __future__ import annotations

from typing import Any

import pytest
from tests.spec.model_office.small_office import OFFICE

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers import KINDS, described, levers_from


TABLES: tuple[dict[str, Any], ...] = (
    {"kind": "demand", "factor": 1.08, "jobs": ["call"]},
    {"kind": "staff", "group": "handlers", "add": 1.0, "weekdays": [4], "from_hour": 22.0, "to_hour": 2.0},
    {"kind": "units", "add": -1.0, "of": ["town"]},
    {"kind": "caseload_staff", "factor": 1.5, "function": "investigation"},
    {"kind": "transfer", "share": 0.4, "from_function": "neighbourhood", "to_ids": ["town"]},
    {"kind": "more_officers", "officers": 4, "function": "response"},
)
# What is written, and what the sentence says.
WRITTEN = (
    ({"factor": 2}, "kind is missing: write one of demand, staff"),
    ({"kind": "demnd", "factor": 2}, "there is no lever 'demnd': did you mean demand?"),
    ({"kind": "xyzzy"}, "there is no lever 'xyzzy': there are demand, staff"),
    ({"kind": "demand", "factr": 2}, "factr is not a field: did you mean factor?"),
    ({"kind": "demand"}, "factor is missing"),
    ({"kind": "demand", "factor": -1}, "write a factor that is 0 or more"),
    ({"kind": "units", "of": ["town"]}, "exactly one way: set, add or factor"),
    ({"kind": "units", "of": ["town"], "set": -1}, "-1 cannot be"),
    ({"kind": "units", "of": ["town"], "add": 0.5}, "0.5 units cannot be"),
    ({"kind": "units", "of": ["town"], "function": "response", "add": 1}, "either by `of` (ids) or by `function`"),
    ({"kind": "caseload_staff", "add": 1}, "either by `of` (ids) or by `function`"),
    ({"kind": "caseload_staff", "of": ["detectives"], "set": 1.5}, "1.5 people cannot be"),
    ({"kind": "staff", "group": "handlers", "add": 1, "weekdays": [7]}, "write 0 (Monday) to 6 (Sunday)"),
    ({"kind": "staff", "group": "handlers", "add": 1, "from_hour": 7.25}, "The hour 7.25 cannot be"),
    ({"kind": "staff", "group": "handlers", "add": 1, "from_hour": 9, "to_hour": 9}, "From 9 to 9 is no time"),
    ({"kind": "transfer", "from_ids": ["town"], "to_ids": ["beat"]}, "either as a share or as a number"),
    ({"kind": "transfer", "share": 40, "from_ids": ["town"], "to_ids": ["beat"]}, "40 % is 0.4"),
    ({"kind": "transfer", "officers": 0, "from_ids": ["town"], "to_ids": ["beat"]}, "0 officers cannot move"),
    ({"kind": "more_officers", "officers": 0, "of": ["town"]}, "0 officers cannot join"),
)
PULLED = (
    ({"kind": "demand", "factor": 2, "demands": ["cals"]}, "no demand 'cals': did you mean calls?"),
    ({"kind": "demand", "factor": 2, "jobs": ["crime"]}, "no demand for the job 'crime': there are call."),
    ({"kind": "staff", "group": "handler", "add": 1}, "no group of a desk 'handler': did you mean handlers?"),
    ({"kind": "staff", "group": "handlers", "add": -3}, "has not so many people to give"),
    ({"kind": "units", "of": ["towm"], "add": 1}, "no team of units 'towm': did you mean town?"),
    ({"kind": "units", "function": "respons", "add": 1}, "did you mean response?"),
    ({"kind": "units", "of": ["town"], "add": -3}, "there are not so many units to give"),
    ({"kind": "units", "of": ["town", "beat"], "set": 0}, "'response' would have nobody left"),
    ({"kind": "caseload_staff", "of": ["detectives"], "set": 0}, "leave at least one person"),
    ({"kind": "transfer", "officers": 9, "from_ids": ["town"], "to_ids": ["beat"]}, "there are 4 officers; move fewer"),
    ({"kind": "transfer", "officers": 1, "from_ids": ["town"], "to_ids": ["beat"]}, "not one whole crew, could move"),
    ({"kind": "transfer", "officers": 2, "from_ids": ["town"], "to_ids": ["town"]}, "cannot move to where they are"),
    ({"kind": "more_officers", "officers": 1, "of": ["town"]}, "less than one crew"),
)


@pytest.mark.parametrize("table", TABLES, ids=[table["kind"] for table in TABLES])
def test_a_lever_is_written_and_read_back(table: dict[str, Any]) -> None:
    """To an equal lever, and the table is the one that it was read from."""
    (lever,) = levers_from([table])
    assert described(lever) == table
    assert levers_from([described(lever)]) == (lever,)


def test_every_kind_is_read_back() -> None:
    """None is forgotten above."""
    assert [table["kind"] for table in TABLES] == list(KINDS)


@pytest.mark.parametrize(("table", "says"), WRITTEN)
def test_what_cannot_be_written(table: dict[str, Any], says: str) -> None:
    """The sentence says which lever is wrong, and how."""
    with pytest.raises(InputRefused) as refused:
        levers_from([TABLES[0], table])
    assert says in str(refused.value)
    assert str(refused.value).startswith("lever 2: ")


@pytest.mark.parametrize(("table", "says"), PULLED)
def test_what_the_office_does_not_allow(table: dict[str, Any], says: str) -> None:
    """Names that it does not have, with the nearest; and people that it does not have."""
    (lever,) = levers_from([table])
    with pytest.raises(InputRefused) as refused:
        lever.pulled(OFFICE)
    assert says in str(refused.value)
