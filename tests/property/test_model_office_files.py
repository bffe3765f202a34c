"""Any office that can be described is written and read back as itself, and every field of its text has its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, time
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forcesight.model_office.office.description import Office
from forcesight.model_office.office.reading import describe_office
from forcesight.model_office.office.writing import fingerprint, write_office
from forcesight.toml_fields import hints_of
from forcesight.toml_lines import lines_of
from forcesight.toml_tables import Place


SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
PLAIN = {
    str: st.text(max_size=6),
    int: st.integers(-(2**40), 2**40),
    float: st.floats(allow_nan=False) | st.integers(0, 500).map(float),
    bool: st.booleans(),
    date: st.dates(),
    time: st.times(),
    NoneType: st.none(),
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field's type."""
    inner = get_args(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) is Literal:
        return st.sampled_from(inner)
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([values_of(one) for one in inner])
    if get_origin(hint) is tuple:
        return st.lists(values_of(inner[0]), max_size=2).map(tuple)
    assert is_dataclass(hint), hint
    return st.builds(hint, **{each.name: values_of(hints_of(hint)[each.name]) for each in fields(hint)})  # type: ignore[arg-type]


OFFICES = values_of(Office)


@SETTINGS
@given(OFFICES)
def test_an_office_is_written_and_read_back_as_itself(office: Office) -> None:
    written = write_office(office)
    assert describe_office(written) == office
    assert fingerprint(describe_office(written)) == fingerprint(office)


def places_in(table: Any, place: Place = ()) -> Iterator[Place]:
    """Every way to a field or a table."""
    items = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    for key, value in items:
        yield (*place, key)
        yield from places_in(value, (*place, key))


@SETTINGS
@given(OFFICES, st.lists(st.sampled_from(["# [[office.desk]]", "", "  # id = '''", "\t"]), min_size=1, max_size=4))
def test_every_field_has_the_line_on_which_it_is_written(office: Office, between: list[str]) -> None:
    text = []
    for number, line in enumerate(write_office(office).split("\n")):
        if line.startswith("["):
            text.append(between[number % len(between)])
        text.append(line)
    lines = lines_of("\n".join(text))
    for place in places_in(tomllib.loads("\n".join(text))):
        names = [step for step in place if isinstance(step, str)]
        assert names[-1] in text[lines[place] - 1] or isinstance(place[-1], int)
